import { usedBefore } from '../calls/events/inbox.js';
import type { Clock } from '../clock.js';
import { SIGNATURE_AGE_MS } from '../vonage/signature.js';

/** More signed webhooks than this in five minutes push out the oldest. */
const REMEMBERED = 200_000;

interface Seen {
  at: number;
  hash: string;
  reply: string | null;
}

/** A webhook that was let in, and what was replied to it. */
export interface Admission {
  /** The reply that was given before, when Vonage sends the same webhook once more. */
  readonly earlierReply: string | null;
  /** Keeps the reply for the retry. */
  remember(reply: string): void;
}

/** Nothing is known of an unsigned webhook. */
export const UNSIGNED: Admission = { earlierReply: null, remember() {} };

/**
 * Remembers signed webhooks by their `jti`: the same one with the same bytes is Vonage's retry, with others a forgery.
 * Per process; what must not happen twice is guarded by the inbox's keys.
 */
export function createReplayMemory(clock: Clock) {
  const seen = new Map<string, Seen>();

  function forget(now: number): void {
    for (const [jti, { at }] of seen) {
      if (now - at < SIGNATURE_AGE_MS && seen.size <= REMEMBERED) return;
      seen.delete(jti);
    }
  }

  return {
    /**
     * @param hash of everything that was sent: method, path, bytes
     * @throws UNAUTHENTICATED when the id was used for something else
     */
    admit(jti: string, hash: string): Admission {
      const now = clock.now().getTime();
      forget(now);
      const before = seen.get(jti);
      if (before && before.hash !== hash) {
        throw usedBefore();
      }
      const entry = before ?? { at: now, hash, reply: null };
      if (!before) seen.set(jti, entry);
      return {
        earlierReply: entry.reply,
        remember(reply) {
          entry.reply = reply;
        },
      };
    },
  };
}
