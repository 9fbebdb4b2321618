import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds: a second, and a little for the way to Vonage, where the requests are counted. */
const WINDOW = 1020;

/**
 * What an account may do in a second. Whoever comes when it is used up waits, in order of coming; nobody is refused.
 * It paces real requests, so it lives in real time.
 * @param perSecond how many may begin within any one second
 * @returns a function that resolves when it is the caller's turn
 */
export function createBudget(perSecond: number): () => Promise<void> {
  const turns: number[] = [];

  return async () => {
    const now = performance.now();
    const before = turns.length < perSecond ? undefined : turns.shift();
    const turn = Math.max(now, (before ?? -WINDOW) + WINDOW);
    turns.push(turn);
    if (turn > now) await sleep(turn - now);
  };
}
