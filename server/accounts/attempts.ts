import type { Clock } from '../clock.js';
import { fail } from '../errors.js';

/** Milliseconds and tries: so many wrong passwords for one name in this time, then nobody may try for the rest of it. */
const WINDOW = 60_000;
const TRIES = 10;
const NAMES_KEPT = 10_000;

/** Slows down whoever guesses passwords. Counted per server and per name. */
export function createAttempts(clock: Clock) {
  const wrong = new Map<string, { since: number; count: number }>();

  return {
    /** @throws LIMIT with the seconds to wait */
    check(name: string): void {
      const found = wrong.get(name);
      const left = found ? found.since + WINDOW - clock.now().getTime() : 0;
      if (left <= 0) wrong.delete(name);
      else if (found!.count >= TRIES) {
        const retryAfter = Math.ceil(left / 1000);
        throw fail('LIMIT', `Too many tries. Please wait ${retryAfter} seconds.`, { rule: 'signIn', retryAfter });
      }
    },

    /** Counts a wrong password. */
    failed(name: string): void {
      if (wrong.size > NAMES_KEPT) wrong.clear();
      const found = wrong.get(name) ?? { since: clock.now().getTime(), count: 0 };
      found.count += 1;
      wrong.set(name, found);
    },
  };
}
