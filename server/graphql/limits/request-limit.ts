import type { Actor } from '../../accounts/actor.js';
import { DenwabanError } from '../../errors.js';
import { createRateLimit, networkOf, refuseFor } from '../../rate-limit.js';
import { sha256 } from '../../secrets.js';

const MINUTE = { seconds: 60 };
/** A stranger reads the sign-in page and signs in. */
const STRANGERS_SHARE = 0.1;
/** So much weight counts as a further request. */
const WEIGHT = 1_000;
const PROVEN = 10_000;

interface Asking {
  /** The cookie, or the Authorization header; null without either. */
  proof: string | null;
  address: string;
}

/**
 * How often one may ask at /graphql, over HTTP and over a socket: each person and each API key, strangers by their place.
 * What was not seen to be right before costs its place a request *before* anybody looks whether it is, and gives it back
 * when it is: made-up cookies and keys never reach the database beyond a stranger's share.
 */
export function createRequestLimit(requestsPerMinute: number) {
  const known = createRateLimit({ points: requestsPerMinute, ...MINUTE });
  const strangers = createRateLimit({ points: Math.ceil(requestsPerMinute * STRANGERS_SHARE), ...MINUTE });
  /** Hashes of proofs that were right when last looked at, the latest last. */
  const proven = new Set<string>();

  const refuse = (wait: number | null) => refuseFor(wait, 'requests', 'Too many requests.');
  const takeAsStranger = async (address: string) => refuse(await strangers.take(networkOf(address)));

  function remember(hash: string): void {
    proven.delete(hash);
    proven.add(hash);
    for (const oldest of proven) {
      if (proven.size <= PROVEN) break;
      proven.delete(oldest);
    }
  }

  return {
    /**
     * Finds the actor, and counts the request.
     * @param find looks up the credentials; null if they are unknown
     * @throws LIMIT with the seconds to wait, and what `find` throws
     */
    async admit({ proof, address }: Asking, find: () => Promise<Actor | null>): Promise<Actor | null> {
      const hash = proof === null ? null : sha256(proof);
      const wasRight = hash !== null && proven.has(hash);
      if (!wasRight) await takeAsStranger(address);
      if (hash === null) return null;
      const actor = await find().catch(async (error) => {
        if (error instanceof DenwabanError) proven.delete(hash);
        // It is not known to be wrong: the database may be away.
        else if (!wasRight) await strangers.giveBack(networkOf(address));
        throw error;
      });
      if (!actor) {
        proven.delete(hash);
        if (wasRight) await takeAsStranger(address);
        return null;
      }
      if (!wasRight) await strangers.giveBack(networkOf(address));
      remember(hash);
      refuse(await known.take(keyOf(actor)));
      return actor;
    },

    /** Counts another operation of an admitted actor, such as over a socket. @throws LIMIT */
    async again(actor: Actor): Promise<void> {
      refuse(await known.take(keyOf(actor)));
    },

    /** Counts a heavy operation as several. @param weight see `complexity.ts` @throws LIMIT */
    async charge(actor: Actor | null, address: string, weight: number): Promise<void> {
      const points = Math.floor(weight / WEIGHT);
      if (points === 0) return;
      refuse(actor ? await known.take(keyOf(actor), points) : await strangers.take(networkOf(address), points));
    },
  };
}

/** A person, or a program with an API key. */
export const keyOf = (actor: Actor): string => actor.apiKey?.id ?? actor.memberId;

export type RequestLimit = ReturnType<typeof createRequestLimit>;
