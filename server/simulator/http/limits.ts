import { tooMany } from './errors.js';

type Kind = 'calls' | 'requests';

/**
 * The account's limits: new outbound calls (Voice API and NCCO `connect` together) and other requests, each counted
 * over the last second of real time (Vonage: http-api §0).
 */
export function createLimits(initial: { callsPerSecond: number; requestsPerSecond: number }) {
  const limits = { ...initial };
  const recent: Record<Kind, number[]> = { calls: [], requests: [] };
  const refused: Record<Kind, number> = { calls: 0, requests: 0 };

  function take(kind: Kind, most: number): boolean {
    const now = performance.now();
    const times = recent[kind];
    while (times.length > 0 && times[0]! <= now - 1000) times.shift();
    if (times.length >= most) {
      refused[kind] += 1;
      return false;
    }
    times.push(now);
    return true;
  }

  return {
    get callsPerSecond() {
      return limits.callsPerSecond;
    },
    get requestsPerSecond() {
      return limits.requestsPerSecond;
    },
    /** How many were over a limit since the start. */
    refused: refused as Readonly<typeof refused>,
    change(to: Partial<typeof limits>): void {
      Object.assign(limits, to);
    },

    /** @returns false if a new call exceeds the limit */
    takeCall: () => take('calls', limits.callsPerSecond),

    /** @throws SimError 429 */
    needRequest(): void {
      if (!take('requests', limits.requestsPerSecond)) {
        throw tooMany(`More than ${limits.requestsPerSecond} requests in a second.`, 1);
      }
    },

    /** @throws SimError 429 */
    needCall(): void {
      if (!take('calls', limits.callsPerSecond)) {
        throw tooMany(`More than ${limits.callsPerSecond} new calls in a second.`, 1);
      }
    },
  };
}

export type Limits = ReturnType<typeof createLimits>;
