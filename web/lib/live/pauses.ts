/** Milliseconds between two attempts; they grow up to the longest. */
const FIRST = 500;
const LONGEST = 4000;

/** @returns milliseconds before the next attempt: at random, so that browsers that one server has lost do not come back all at once */
export function pauseAfter(failures: number): number {
  return Math.min(FIRST * 2 ** failures, LONGEST) * (0.5 + Math.random() / 2);
}
