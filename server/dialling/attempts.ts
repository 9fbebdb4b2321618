import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { members } from '../accounts/accounts.table.js';
import type { Audit } from '../accounts/audit/audit.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { codeOf } from '../db/failures.js';
import { follow } from '../realtime/follow.js';
import { MISSED, type Missed, type Realtime, type Topics } from '../realtime/topics.js';
import { untilItWorks } from '../realtime/until-it-works.js';
import { DEFAULT_LIMITS } from './allowances.js';
import { type DiallingAttemptRow, diallingAttempts } from './dialling.table.js';
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
/** PostgreSQL's code of a missing row that another one refers to. */
const ACCOUNT_IS_GONE = '23503';
/** Milliseconds that the last writes may take when the server ends. */
const LAST_WRITES = 1000;

/** The calls that agents placed or wanted to place, in the database, and told to the other servers by the topic `dialled`. */
export function createAttempts({ db, audit, realtime, clock, log, recent, signal }: AttemptsDeps) {
  const writing = new Set<Promise<void>>();
  /** Calls that were placed without being counted, by key, until they are written. */
  const unwritten = new Map<string, Attempt>();
  let noting: Promise<void> | null = null;
  let prunedAt = 0;

  /** Stores a refusal; one that is known already changes nothing. */
  async function write(attempt: Attempt, rule: string): Promise<void> {
    const row = db.insert(diallingAttempts).values(attempt).onConflictDoNothing({ target: diallingAttempts.key });
    if ((await row.returning({ id: diallingAttempts.id })).length === 0) return;
    await tell(attempt, rule);
    await prune(attempt.at.getTime());
  }

  /** Writes what was placed uncounted. @throws when a call cannot be written; it is kept */
  async function noteAll(): Promise<void> {
    for (let [call] = unwritten.values(); call; [call] = unwritten.values()) {
      const { refusedBy, number, country, at } = call;
      await db
        .insert(diallingAttempts)
        .values(call)
        // What was refused before may be allowed now.
        .onConflictDoUpdate({
          target: diallingAttempts.key,
          set: { refusedBy, number, country, at },
          setWhere: isNotNull(diallingAttempts.refusedBy),
        })
        .catch((error) => {
          if (codeOf(error) !== ACCOUNT_IS_GONE) throw error;
        });
      unwritten.delete(call.key);
      told(call);
    }
  }

  function note(): Promise<void> {
    noting ??= noteAll().finally(() => {
      noting = null;
    });
    return noting;
  }

  /** The database has the call; nobody waits until the other servers know. */
  const told = ({ accountId, key }: Attempt) => void realtime.publish('dialled', { accountId, key });

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

    /** Stores a refusal; not awaited. */
    refused(attempt: Attempt & { refusedBy: string }): void {
      const written = write(attempt, attempt.refusedBy)
        .catch((error) => log.warn({ err: error }, 'A refused call to a phone number could not be noted.'))
        .finally(() => writing.delete(written));
      writing.add(written);
    },

    /** Keeps a call that was placed without being counted until the database has it; not awaited. */
    placed(attempt: Attempt): void {
      unwritten.set(attempt.key, attempt);
      const failed = (error: unknown) => log.warn({ err: error }, 'Placed calls could not be noted yet.');
      if (unwritten.size === 1) void untilItWorks(note, { signal, failed }).catch(() => {});
    },

    /**
     * Lets the database decide by the limits that it has, and count the call, one call of the account at a time.
     * @param tooLate once it aborts, nothing more is counted
     * @returns the limit that is reached, or null if the call may be placed
     * @throws if the database is unavailable, or it is too late
     */
    async count(attempt: Attempt, tooLate: AbortSignal): Promise<{ rule: 'hourly' | 'daily'; limit: number } | null> {
      if (unwritten.size > 0) await note();
      const { key, accountId, applicationId, at, userName, way } = attempt;
      const { callsPerUserPerHour, callsPerDay } = DEFAULT_LIMITS;
      // In a transaction, so that what a slow database counts after the agent was refused is undone.
      const full = await db.transaction(async (tx) => {
        tooLate.throwIfAborted();
        const [found] = await tx.execute<{ rule: 'hourly' | 'daily' | null; limit: number }>(sql`
          select rule, "limit" from count_call(${key}, ${accountId}, ${applicationId}, ${at.toISOString()}, ${userName},
            ${way}, ${callsPerUserPerHour}, ${callsPerDay})`);
        tooLate.throwIfAborted();
        return found;
      });
      if (full?.rule) return { rule: full.rule, limit: full.limit };
      told(attempt);
      return null;
    },

    /** Waits for pending writes, if the database accepts them. */
    async close(): Promise<void> {
      const written = Promise.all([...writing, note().catch(() => {})]);
      await Promise.race([written, sleep(LAST_WRITES, undefined, { ref: false })]);
    },
  };
}
