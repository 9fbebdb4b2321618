import { fail } from './errors.js';

const SLOW = 'This takes too long. It may still be done; look before you try again.';

/**
 * What a promise gives, if it does so in time; what it gives later is ignored.
 * @param ms milliseconds
 * @param sentence says what was waited for
 * @throws UNAVAILABLE (slow) when it does not
 */
export async function inTime<T>(ms: number, promise: Promise<T>, sentence = SLOW): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(fail('UNAVAILABLE', sentence, { rule: 'slow' })), ms);
  });
  promise.catch(() => {});
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
