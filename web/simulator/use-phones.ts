import { useCallback, useEffect, useState } from 'react';
import { createHandset, listPhones, removeHandset, type Simulator } from '../lib/handset/handset';

/** First number of new phones: reserved for fiction and never rented out. E.164 without `+`. */
const FIRST_NUMBER = 447700900001;

function nextNumber(taken: string[]): string {
  let number = FIRST_NUMBER;
  while (taken.includes(String(number))) number += 1;
  return String(number);
}

const numbersOf = async (simulator: Simulator): Promise<string[]> =>
  (await listPhones(simulator)).flatMap(({ number }) => number ?? []).sort();

/** The simulated phones, by number; there is always at least one. `phones` is undefined while loading. */
export function usePhones(simulator: Simulator) {
  const [phones, setPhones] = useState<string[]>();
  const [error, setError] = useState<unknown>();

  const attempt = useCallback(
    async (change: (known: string[]) => Promise<unknown>) => {
      try {
        await change(await numbersOf(simulator));
        const known = await numbersOf(simulator);
        setPhones(known.length > 0 ? known : [nextNumber([])]);
        setError(undefined);
      } catch (problem) {
        setError(problem);
      }
    },
    [simulator],
  );

  useEffect(() => {
    attempt(async () => {});
  }, [attempt]);

  return {
    phones,
    error,
    retry: () => attempt(async () => {}),
    add: () => attempt((known) => createHandset(simulator, { number: nextNumber(known) })),
    remove: (number: string) => attempt(() => removeHandset(simulator, number)),
  };
}
