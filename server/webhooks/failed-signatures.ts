import type { Clock } from '../clock.js';

const WINDOW_MS = 60_000;
const ALLOWED = 20;
/** Addresses that are counted at once; a flood from more of them is not told apart. */
const ADDRESSES = 10_000;

/** Counts wrong signatures by address: a sender that keeps failing hears 429 in place of 401. Right ones always pass. */
export function createFailedSignatures(clock: Clock) {
  const failures = new Map<string, { since: number; count: number }>();

  return {
    /** @returns seconds to wait when the address has failed too often, else null */
    count(address: string): number | null {
      const now = clock.now().getTime();
      const entry = failures.get(address);
      if (!entry || now - entry.since >= WINDOW_MS) {
        failures.delete(address);
        if (failures.size >= ADDRESSES) failures.clear();
        failures.set(address, { since: now, count: 1 });
        return null;
      }
      entry.count += 1;
      return entry.count > ALLOWED ? Math.ceil((entry.since + WINDOW_MS - now) / 1000) : null;
    },
  };
}
