import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between attempts. */
const PAUSE = { first: 100, longest: 2000 };

/**
 * Retries, with growing pauses, until it works.
 * @param failed called after each failure; throws to stop retrying
 * @throws what `failed` throws, and the signal's reason if it aborts during a pause
 */
export async function untilItWorks<T>(
  work: () => Promise<T>,
  { signal, failed }: { signal: AbortSignal; failed: (error: unknown) => void },
): Promise<T> {
  for (let pause = PAUSE.first; ; pause = Math.min(pause * 2, PAUSE.longest)) {
    try {
      return await work();
    } catch (error) {
      failed(error);
      await sleep(pause, undefined, { signal, ref: false });
    }
  }
}
