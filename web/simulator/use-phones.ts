import { useCallback, useEffect, useState } from 'react';
import { createHandset, type Handset, listPhones, removeHandset } from '../lib/handset';

/** Where the numbers of new telephones begin: London numbers that are reserved for fiction. E.164 without `+`. */
const FIRST_NUMBER = 442079460001;

function nextNumber(phones: Handset[]): string {
  const taken = new Set(phones.map(({ number }) => number));
  let number = FIRST_NUMBER;
  while (taken.has(String(number))) number += 1;
  return String(number);
}

const byNumber = (one: Handset, other: Handset) => (one.number ?? '').localeCompare(other.number ?? '');

/** The simulator's telephones; there is always at least one. `phones` is undefined until they are known. */
export function usePhones(simulator: string) {
  const [phones, setPhones] = useState<Handset[]>();
  const [error, setError] = useState<unknown>();

  const attempt = useCallback(
    async (change: (known: Handset[]) => Promise<unknown>) => {
      try {
        await change(await listPhones(simulator));
        let known = await listPhones(simulator);
        if (known.length === 0) known = [await createHandset(simulator, { number: nextNumber(known) })];
        setPhones(known.sort(byNumber));
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
    remove: (id: string) => attempt(() => removeHandset(simulator, id)),
  };
}
