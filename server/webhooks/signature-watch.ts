import type { FastifyBaseLogger } from 'fastify';
import type { SignatureRefusal } from '../accounts/accounts.table.js';
import type { SignaturesSeen } from '../accounts/signature-proof.js';
import type { Clock } from '../clock.js';

/** Milliseconds: while nothing changes, it is noted this often; a refusal sooner, since someone may be correcting it. */
const NOTED_EVERY_MS = { verified: 60_000, refused: 5000 };
/** Milliseconds between two notes of an account, however often verified and refused webhooks alternate. */
const PAUSE_MS = 1000;

interface Watched {
  seen: SignaturesSeen;
  /** What the last webhook was. */
  last: 'verified' | SignatureRefusal;
  notedAt: number;
  /** Whether it is being noted, or was within the pause. */
  busy: boolean;
  /** Whether there is something new since. */
  again: boolean;
}

/**
 * When each account's webhooks were last verified and refused. Counted in memory and noted for all servers once a minute,
 * or when it changes: nothing waits for it.
 */
export function createSignatureWatch(deps: {
  note: (accountId: string, seen: SignaturesSeen) => Promise<void>;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'warn'>;
}) {
  const { note, clock, log } = deps;
  const watched = new Map<string, Watched>();

  function see(accountId: string, last: Watched['last']): void {
    const at = clock.now();
    const before = watched.get(accountId);
    const one: Watched = before ?? {
      seen: { verifiedAt: null, refused: null },
      ...{ last, notedAt: 0, busy: false, again: false },
    };
    if (!before) watched.set(accountId, one);
    one.seen = last === 'verified' ? { ...one.seen, verifiedAt: at } : { ...one.seen, refused: { at, why: last } };
    const isDue =
      one.last !== last || at.getTime() - one.notedAt >= NOTED_EVERY_MS[last === 'verified' ? last : 'refused'];
    one.last = last;
    if (isDue) save(accountId, one);
  }

  function save(accountId: string, one: Watched): void {
    if (one.busy) {
      one.again = true;
      return;
    }
    Object.assign(one, { busy: true, again: false, notedAt: clock.now().getTime() });
    note(accountId, one.seen)
      .catch((error) => {
        one.notedAt = 0;
        log.warn({ err: error }, 'When webhooks were last verified could not be written down.');
      })
      .finally(() => setTimeout(goOn, PAUSE_MS).unref());

    function goOn(): void {
      one.busy = false;
      if (one.again) save(accountId, one);
    }
  }

  return {
    verified: (accountId: string): void => see(accountId, 'verified'),
    refused: (accountId: string, why: SignatureRefusal): void => see(accountId, why),
  };
}

export type SignatureWatch = ReturnType<typeof createSignatureWatch>;
