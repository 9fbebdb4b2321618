import { DenwabanError } from '../errors.js';
import { createRateLimit, networkOf, refuseFor } from '../rate-limit.js';
import { sha256 } from '../secrets.js';

/** Seconds in which wrong ones are counted, and after which a lock opens by itself. */
const WINDOW = 300;
/** Wrong passwords for one name from one place, and for all names from it (an office has one address). */
const TRIES_FOR_NAME = 10;
const TRIES_FROM_PLACE = 50;
/** Wrong passwords for one name from anywhere, after which every further one is made to wait. */
const TRIES_BEFORE_SLOW = 20;
const SLOWEST_MS = 2_000;
/** Different wrong keys from one place. */
const KEYS_FROM_PLACE = 20;

/** Who tries to prove what. */
export interface Attempt {
  /** What the person typed as name; a name that nobody has is counted alike. */
  name: string;
  /** The client's network address. */
  address: string;
}

/**
 * Slows down whoever guesses passwords, and locks them out for a while. The lock is for a name *from one place*: whoever
 * guesses from elsewhere makes the right person wait two seconds at most, and never locks them out. Names that nobody has
 * are counted like others.
 */
export function createPasswordAttempts() {
  const ofName = createRateLimit({ points: TRIES_FOR_NAME, seconds: WINDOW });
  const ofPlace = createRateLimit({ points: TRIES_FROM_PLACE, seconds: WINDOW });
  const anywhere = createRateLimit({ points: Number.MAX_SAFE_INTEGER, seconds: WINDOW });
  const refuse = (wait: number | null) => refuseFor(wait, 'signIn', 'Too many tries.');

  return {
    /**
     * Tries once.
     * @param verify gives null for a wrong password
     * @throws LIMIT with the seconds to wait, and what `verify` throws
     */
    async run<T>({ name, address }: Attempt, verify: () => Promise<T | null>): Promise<T | null> {
      const place = networkOf(address);
      const key = sha256(`${place} ${name}`);
      refuse(await ofPlace.left(place));
      // Taken before it is known to be wrong: a thousand at once are no way around it.
      refuse(await ofName.take(key));
      const tried = (await anywhere.used(sha256(name))) - TRIES_BEFORE_SLOW;
      if (tried > 0) await sleep(Math.min(100 * 2 ** tried, SLOWEST_MS));
      const found = await verify().catch(async (error) => {
        await ofName.giveBack(key);
        throw error;
      });
      if (found !== null) await ofName.forget(key);
      else await Promise.all([ofPlace.take(place), anywhere.take(sha256(name))]);
      return found;
    },
  };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());

/** How a wrong key, secret or set-up code is answered. */
const isWrong = (error: unknown) =>
  error instanceof DenwabanError &&
  (error.code === 'UNAUTHENTICATED' || ['credentials', 'setupCode'].includes(error.details.rule ?? ''));

/**
 * Locks a place out for a while that tries many different wrong keys. One wrong key again and again is a program that
 * was not told of a new one, and nobody who guesses: it counts once.
 */
export function createKeyAttempts() {
  const ofPlace = createRateLimit({ points: KEYS_FROM_PLACE, seconds: WINDOW });
  const known = createRateLimit({ points: 1, seconds: WINDOW });

  async function count(place: string, key: string): Promise<void> {
    const isNew = (await known.take(sha256(`${place} ${key}`))) === null;
    if (isNew) await ofPlace.take(place);
  }

  return {
    /**
     * Tries once.
     * @param key all that is offered, in one text
     * @param verify gives null for a wrong key, or throws what says so
     * @throws LIMIT with the seconds to wait, and what `verify` throws
     */
    async run<T>({ key, address }: { key: string; address: string }, verify: () => Promise<T | null>) {
      const place = networkOf(address);
      refuseFor(await ofPlace.left(place), 'keys', 'Too many wrong keys.');
      try {
        const found = await verify();
        if (found === null) await count(place, key);
        return found;
      } catch (error) {
        if (isWrong(error)) await count(place, key);
        throw error;
      }
    },
  };
}
