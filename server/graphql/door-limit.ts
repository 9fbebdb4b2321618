import type { Actor } from '../accounts/actor.js';
import { createRateLimit, networkOf, refuseFor } from '../rate-limit.js';

const MINUTE = { seconds: 60 };
/** A stranger reads the sign-in page and signs in. */
const STRANGERS_SHARE = 0.1;

/** How often one may ask at /graphql, over HTTP and over a socket: each person and each API key, strangers by their place. */
export function createDoorLimit(requestsPerMinute: number) {
  const known = createRateLimit({ points: requestsPerMinute, ...MINUTE });
  const strangers = createRateLimit({ points: Math.ceil(requestsPerMinute * STRANGERS_SHARE), ...MINUTE });

  /** @throws LIMIT with the seconds to wait */
  return async (actor: Actor | null, address: string): Promise<void> => {
    const wait = actor
      ? await known.take(actor.apiKey?.id ?? actor.memberId)
      : await strangers.take(networkOf(address));
    refuseFor(wait, 'requests', 'Too many requests.');
  };
}

export type DoorLimit = ReturnType<typeof createDoorLimit>;
