import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.js';

/**
 * Waits for a promise, but not longer than a time.
 * @param ms milliseconds
 * @throws UNAVAILABLE when it does not
 */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = sleep(ms, null, { signal: stop.signal }).then(() => {
    throw fail('UNAVAILABLE', 'The database does not answer.');
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => {});
    stop.abort();
  }
}
