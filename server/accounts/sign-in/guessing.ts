import { DenwabanError } from '../../errors.js';
import { createRateLimit, networkOf } from '../../rate-limit.js';
import { sha256 } from '../../secrets.js';
import { createWrongTries } from './wrong-tries.js';

/** Seconds in which wrong attempts are counted, and after which a lock ends. */
const WINDOW = 300;
/** Wrong passwords for one name from one address, and for all names from it (an office shares one address). */
const TRIES_FOR_NAME = 10;
const TRIES_FROM_PLACE = 50;
/** Wrong passwords for one name from anywhere, after which each further one is delayed. */
const TRIES_BEFORE_SLOW = 20;
const SLOWEST_MS = 2_000;
/** Different wrong keys from one address. */
const KEYS_FROM_PLACE = 20;

/** One attempt to sign in. */
export interface Attempt {
  /** The name as typed; an unknown name is counted the same. */
  name: string;
  /** Network address of the client. */
  address: string;
}

/**
 * Throttles and temporarily locks out password guessing. The lock is per name *and address*: guessing from elsewhere
 * delays the right person by at most two seconds and never locks them out. Unknown names are counted like others.
 */
export function createPasswordAttempts() {
  const words = { seconds: WINDOW, rule: 'signIn', sentence: 'Too many attempts.' };
  const ofPlace = createWrongTries({ points: TRIES_FROM_PLACE, ...words });
  const ofName = createWrongTries({ points: TRIES_FOR_NAME, ...words });
  const anywhere = createRateLimit({ points: Number.MAX_SAFE_INTEGER, seconds: WINDOW });
  const isWrong = (outcome: object) => 'found' in outcome && outcome.found === null;

  async function slowly<T>(name: string, verify: () => Promise<T | null>): Promise<T | null> {
    await anywhere.take(name);
    const tried = (await anywhere.used(name)) - 1 - TRIES_BEFORE_SLOW;
    if (tried > 0) await sleep(Math.min(100 * 2 ** tried, SLOWEST_MS));
    let found: T | null | undefined;
    try {
      found = await verify();
      return found;
    } finally {
      if (found !== null) await anywhere.giveBack(name);
    }
  }

  return {
    /**
     * Makes one attempt.
     * @param verify returns null for a wrong password
     * @throws LIMIT with the seconds to wait, and what `verify` throws
     */
    async run<T>({ name, address }: Attempt, verify: () => Promise<T | null>): Promise<T | null> {
      const place = networkOf(address);
      const key = sha256(`${place} ${name}`);
      const what = Symbol('each try counts');
      const tryName = () => ofName.run({ whose: key, what }, () => slowly(sha256(name), verify), isWrong);
      const found = await ofPlace.run({ whose: place, what }, tryName, isWrong);
      if (found !== null) await ofName.forget(key);
      return found;
    },
  };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());

/** The errors for a wrong key, secret or setup code. */
const saysWrong = (error: unknown) =>
  error instanceof DenwabanError &&
  (error.code === 'UNAUTHENTICATED' || ['credentials', 'setupCode'].includes(error.details.rule ?? ''));

/**
 * Temporarily locks out an address that tries many different wrong keys. The same wrong key repeated is a client with
 * an outdated key, not guessing: it counts once.
 */
export function createKeyAttempts() {
  const ofPlace = createWrongTries({
    points: KEYS_FROM_PLACE,
    seconds: WINDOW,
    rule: 'keys',
    sentence: 'Too many attempts with an invalid key.',
  });
  const known = createRateLimit({ points: 1, seconds: WINDOW });

  return {
    /**
     * Makes one attempt.
     * @param key everything that was sent, as one text
     * @param verify returns null for a wrong key, or throws the error for it
     * @throws LIMIT with the seconds to wait, and what `verify` throws
     */
    async run<T>({ key, address }: { key: string; address: string }, verify: () => Promise<T | null>) {
      const place = networkOf(address);
      const what = sha256(`${place} ${key}`);
      return ofPlace.run({ whose: place, what }, verify, async (outcome) => {
        const isWrong = 'found' in outcome ? outcome.found === null : saysWrong(outcome.error);
        return isWrong && (await known.take(what)) === null;
      });
    },
  };
}
