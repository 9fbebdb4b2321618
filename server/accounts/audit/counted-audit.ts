import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import { auditEntries } from './audit.table.js';
import type { AuditActor, AuditRecord } from './audit-record.js';

/** Hours during which repetitions are counted in the existing entry. */
const HOURS = 1;
const HOUR = 3_600_000;
/** Maximum entries for one object from different addresses and people; the rest are counted in one more. */
const PLACES = 20;
const REMEMBERED = 10_000;

interface Counted {
  since: number;
  /** Id of the entry; null until it is written. */
  id: number | null;
  times: number;
  written: number;
  writing: Promise<void> | null;
}

interface CountedAuditDeps {
  db: Db;
  clock: Clock;
  /** Undefined if nothing is counted. */
  log?: Pick<FastifyBaseLogger, 'warn'> | undefined;
  /** Writes an entry. @returns its id */
  insert(actor: AuditActor, record: AuditRecord, tx: DbOrTx): Promise<number | null>;
}

/**
 * Something that may happen a thousand times an hour, such as a wrong password, gets one audit entry per actor, object
 * and address, with a count: no one can flood the log, and no trace is lost. Each server counts separately.
 */
export function createCountedAudit({ db, clock, log, insert }: CountedAuditDeps) {
  const entries = new Map<string, Counted>();
  const places = new Map<string, { since: number; keys: Set<string> }>();

  async function write(entry: Counted, actor: AuditActor, record: AuditRecord): Promise<void> {
    while (entry.written < entry.times) {
      const { times } = entry;
      if (entry.id === null) entry.id = await insert(actor, record, db);
      else {
        const after = { ...record.after, times, until: clock.now().toISOString() };
        await db.update(auditEntries).set({ after }).where(eq(auditEntries.id, entry.id));
      }
      // The first entry has no count.
      entry.written = entry.written === 0 ? 1 : times;
    }
  }

  /** Key of the entry; the address is null if it is shared by all addresses. */
  function keyOf(actor: AuditActor, { action, target }: AuditRecord, now: number, hours: number) {
    const thing = JSON.stringify([actor.accountId, action, target.kind, target.id]);
    const who = JSON.stringify([actor.memberId, actor.via, actor.apiKey?.id, actor.address]);
    if (entries.size > REMEMBERED) {
      for (const [key, { since }] of entries) if (since + HOUR * hours < now) entries.delete(key);
      for (const [key, { since }] of places) if (since + HOUR * hours < now) places.delete(key);
    }
    const known = places.get(thing);
    const seen = known && known.since + HOUR * hours > now ? known : { since: now, keys: new Set<string>() };
    places.set(thing, seen);
    if (seen.keys.size >= PLACES && !seen.keys.has(who)) return { key: thing, crowd: true };
    seen.keys.add(who);
    return { key: `${thing} ${who}`, crowd: false };
  }

  /**
   * Adds an entry, or counts it in an existing one.
   * @param hours during which it is counted in one entry
   * @returns once it is written; never fails
   */
  return async (actor: AuditActor, record: AuditRecord, hours = HOURS): Promise<void> => {
    const now = clock.now().getTime();
    const { key, crowd } = keyOf(actor, record, now, hours);
    const before = entries.get(key);
    const entry =
      before && before.since + HOUR * hours > now
        ? before
        : { since: now, id: null, times: 0, written: 0, writing: null };
    entries.set(key, entry);
    entry.times += 1;
    const shown = crowd ? { accountId: actor.accountId, address: null } : actor;
    entry.writing ??= write(entry, shown, record)
      .catch((error) => log?.warn({ err: error, action: record.action }, 'An audit entry could not be written'))
      .finally(() => {
        entry.writing = null;
      });
    await entry.writing;
  };
}
