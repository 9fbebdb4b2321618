import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { fail } from './errors.js';

/**
 * Counts in this process and in real time: it paces requests, and a request to be refused must not cost a round trip to
 * the database. Several servers let through as many times more; what must hold exactly is not kept by this.
 */
export function createRateLimit({ points, seconds }: { points: number; seconds: number }) {
  const limiter = new RateLimiterMemory({ points, duration: seconds });

  return {
    /**
     * Uses up one, or several.
     * @returns seconds to wait when none was left, else null
     */
    async take(key: string, points = 1): Promise<number | null> {
      try {
        await limiter.consume(key, points);
        return null;
      } catch (error) {
        return waitOf(error);
      }
    },

    /** Seconds to wait when none is left, else null; uses nothing up. */
    async left(key: string): Promise<number | null> {
      const state = await limiter.get(key);
      return state && state.consumedPoints >= points ? waitOf(state) : null;
    },

    /** How many were used up. */
    used: async (key: string): Promise<number> => (await limiter.get(key))?.consumedPoints ?? 0,

    /** Gives one back. */
    async giveBack(key: string): Promise<void> {
      await limiter.reward(key);
    },

    /** Forgets what was used up. */
    async forget(key: string): Promise<void> {
      await limiter.delete(key);
    },
  };
}

export type RateLimit = ReturnType<typeof createRateLimit>;

function waitOf(error: unknown): number {
  if (!(error instanceof RateLimiterRes)) throw error;
  return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
}

/** For clients that exceed a limit. @throws LIMIT if there is something to wait for */
export function refuseFor(retryAfter: number | null, rule: string, sentence: string): void {
  if (retryAfter === null) return;
  throw fail('LIMIT', `${sentence} Please wait ${retryAfter} seconds.`, { rule, retryAfter, params: { retryAfter } });
}

/**
 * What counts as one client network: an IPv4 address, or the first 64 bits of an IPv6 address, all of which belong to
 * one household.
 * @param address from the socket or a trusted proxy
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: Math.max(zeros, 0) }, () => '0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
