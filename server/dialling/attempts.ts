import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { members } from '../accounts/accounts.table.js';
import type { Audit } from '../accounts/audit/audit.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { follow } from '../realtime/follow.js';
import { MISSED, type Missed, type Realtime, type Topics } from '../realtime/topics.js';
import { type DiallingAttemptRow, diallingAttempts } from './dialling.table.js';
import type { Allowance } from './may-dial.js';
import { type createRecentCalls, DAY } from './recent-calls.js';

export type Attempt = Omit<DiallingAttemptRow, 'id'>;

interface AttemptsDeps {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  recent: ReturnType<typeof createRecentCalls>;
  signal: AbortSignal;
}

/** Milliseconds: how long refusals are kept, and how often old ones are deleted. */
const REFUSALS_KEPT = 30 * DAY;
const PRUNE_EVERY = 3_600_000;
/** Milliseconds that the last writes may take when the server ends. */
const LAST_WRITES = 1000;

/** What was dialled, written after it was answered, and told to the other servers by the topic `dialled`. */
export function createAttempts({ db, audit, realtime, clock, log, recent, signal }: AttemptsDeps) {
  const writing = new Set<Promise<void>>();
  /** Calls that were allowed and are being written, by account. */
  const unwritten = new Map<string, number>();
  let prunedAt = 0;

  async function write(attempt: Attempt): Promise<void> {
    const { key, accountId, refusedBy } = attempt;
    const fresh = await insert(attempt);
    if (!fresh) return;
    if (refusedBy) await tell(attempt, refusedBy);
    else await realtime.publish('dialled', { accountId, key });
    await prune(attempt.at.getTime());
  }

  /** Logs a refusal without its number, and adds it to the audit log. */
  async function tell(attempt: Attempt, rule: string): Promise<void> {
    const { accountId, applicationId, userName, way, number, country } = attempt;
    log.warn({ applicationId, rule, way, country }, 'A call to a phone number was not placed: the rules forbid it.');
    const agent = and(eq(members.applicationId, applicationId), eq(members.userName, userName));
    const [member] = await db.select({ memberId: members.id }).from(members).where(agent).limit(1);
    await audit.record(
      { accountId, address: null, ...member },
      {
        action: 'dialling.refused',
        target: { kind: 'number', id: number ?? '', name: number ?? '' },
        after: { rule, way, userName, country },
      },
    );
  }

  async function prune(now: number): Promise<void> {
    if (now - prunedAt < PRUNE_EVERY) return;
    prunedAt = now;
    const before = (age: number) => lt(diallingAttempts.at, new Date(now - age));
    await db
      .delete(diallingAttempts)
      .where(or(before(REFUSALS_KEPT), and(before(2 * DAY), isNull(diallingAttempts.refusedBy))));
  }

  /** @returns whether it is new: what was refused before may be allowed now, and not the other way */
  async function insert(attempt: Attempt): Promise<boolean> {
    const target = diallingAttempts.key;
    const { refusedBy, number, country, at } = attempt;
    const row = db.insert(diallingAttempts).values(attempt);
    const allowed = {
      target,
      set: { refusedBy, number, country, at },
      setWhere: isNotNull(diallingAttempts.refusedBy),
    };
    const written = refusedBy ? row.onConflictDoNothing({ target }) : row.onConflictDoUpdate(allowed);
    return (await written.returning({ id: diallingAttempts.id })).length > 0;
  }

  /** Counts what was allowed in the last 24 hours on whichever server; of one call, or all of them. */
  async function read(key?: string): Promise<void> {
    const { accountId, applicationId, userName, at } = diallingAttempts;
    const rows = await db
      .select({ key: diallingAttempts.key, accountId, applicationId, userName, at })
      .from(diallingAttempts)
      .where(
        and(
          gt(at, new Date(clock.now().getTime() - DAY)),
          isNull(diallingAttempts.refusedBy),
          key === undefined ? undefined : eq(diallingAttempts.key, key),
        ),
      )
      .orderBy(at);
    for (const row of rows) recent.add({ ...row, at: row.at.getTime() });
  }

  async function react(ids: Topics['dialled'] | Missed): Promise<void> {
    if (ids === MISSED) await read();
    else if (!recent.has(ids.key)) await read(ids.key);
  }
  const problem = 'Calls of other servers could not be counted.';

  return {
    /** Counts what was dialled before this start, and follows what other servers dial. */
    async start(): Promise<void> {
      void follow(realtime, { topic: 'dialled', react, signal, log, problem });
      await read();
    },

    /** Stores an attempt; not awaited. */
    later(attempt: Attempt): void {
      const { accountId, refusedBy } = attempt;
      const change = (by: number) => unwritten.set(accountId, (unwritten.get(accountId) ?? 0) + by);
      if (!refusedBy) change(1);
      const written = write(attempt)
        .catch((error) => log.warn({ err: error }, 'A call to a phone number could not be noted.'))
        .finally(() => {
          writing.delete(written);
          if (!refusedBy) change(-1);
        });
      writing.add(written);
    },

    /** How many calls of the account were allowed here, and are not written yet. */
    unwritten: (accountId: string): number => unwritten.get(accountId) ?? 0,

    /**
     * Lets the database decide and count the call, in one statement, one call of the account at a time.
     * @returns the limit that is reached, or null if the call may be placed
     * @throws if the database is unavailable
     */
    async count(attempt: Attempt, { callsPerUserPerHour, callsPerDay }: Allowance): Promise<'hourly' | 'daily' | null> {
      await Promise.all(writing);
      const { key, accountId, applicationId, at, userName, way } = attempt;
      const [counted] = await db.execute<{ limit: 'hourly' | 'daily' | null }>(sql`select place_call(
        ${key}, ${accountId}, ${applicationId}, ${at.toISOString()}, ${userName}, ${way}, ${callsPerUserPerHour}, ${callsPerDay}
      ) as "limit"`);
      const limit = counted?.limit ?? null;
      if (!limit) await realtime.publish('dialled', { accountId, key });
      return limit;
    },

    /** Waits for pending writes, if the database accepts them. */
    async close(): Promise<void> {
      await Promise.race([Promise.all(writing), sleep(LAST_WRITES, undefined, { ref: false })]);
    },
  };
}
