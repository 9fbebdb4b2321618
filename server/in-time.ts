import { fail } from './errors.js';

/**
 * What a promise gives, if it does so in time; what it gives later is lost.
 * @param ms milliseconds
 * @throws UNAVAILABLE when it does not
 */
export async function inTime<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const sentence = 'This takes too long. It may still be done; look before you try again.';
    timer = setTimeout(() => reject(fail('UNAVAILABLE', sentence, { rule: 'slow' })), ms);
  });
  promise.catch(() => {});
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
