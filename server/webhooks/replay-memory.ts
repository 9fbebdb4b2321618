import { usedBefore } from '../calls/events/inbox.js';
import type { Clock } from '../clock.js';
import { SIGNATURE_AGE_MS } from '../vonage/signature.js';

/** Signed webhooks remembered; beyond that, the oldest are forgotten. */
const REMEMBERED = 200_000;

interface Seen {
  at: number;
  hash: string;
  reply: string | null;
}

/** A webhook that was accepted, and the reply to it. */
export interface Admission {
  /** The earlier reply, if Vonage sends the same webhook again; otherwise null. */
  readonly earlierReply: string | null;
  /** Keeps the reply for the retry. */
  remember(reply: string): void;
}

/** An unsigned webhook has no id that identifies a retry. */
export const UNSIGNED: Admission = { earlierReply: null, remember() {} };

/**
 * Remembers signed webhooks by their `jti`: the same id with the same bytes is a retry by Vonage, with other bytes a
 * forgery. Per process; across servers, the inbox's unique keys ensure the same.
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
     * @throws UNAUTHENTICATED if the id was used for something else
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
