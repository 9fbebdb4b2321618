import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until something is so.
 * @param look returns what was waited for; undefined, null, false or an error means "not yet"
 * @param milliseconds after which it gives up with the last error
 * @param pause milliseconds between two looks
 */
export async function waitFor<T>(look: () => T | Promise<T>, milliseconds = 5000, pause = 10): Promise<NonNullable<T>> {
  const giveUp = performance.now() + milliseconds;
  let last: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== null && found !== false) return found as NonNullable<T>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > giveUp) {
      throw last ?? new Error(`What was waited for did not come within ${milliseconds} ms: ${look}`);
    }
    await sleep(pause);
  }
}
