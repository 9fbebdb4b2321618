/** Milliseconds between attempts; they grow up to the longest. */
const FIRST = 500;
const LONGEST = 4000;

/**
 * @returns milliseconds until the next attempt; random, so that the browsers of a lost server do not all return at the
 * same time
 */
export function pauseAfter(failures: number): number {
  return Math.min(FIRST * 2 ** failures, LONGEST) * (0.5 + Math.random() / 2);
}
