import { and, asc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import { lockNumber } from '../../db/advisory-locks.js';
import type { Db } from '../../db/connect.js';
import { codeOf, isRefusal } from '../../db/failures.js';
import type { Realtime } from '../../realtime/topics.js';
import { type EventRow, events } from '../events/events.table.js';
import { type Applied, applyEvents } from './apply-events.js';
import type { Tx } from './known-legs.js';
import { markApplied } from './write-calls.js';

/** Rows of one transaction. */
const BATCH = 200;
/** Rows that another server accepted are its own to apply, unless it has not done so after this. */
const FORGOTTEN_MS = 5000;

/** Until the transaction ends, nobody else writes the application's calls and legs. */
export async function lockCalls(tx: Tx, applicationId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockNumber.calls}, hashtext(${applicationId}))`);
}

/**
 * Folds what the inbox has accepted into calls and legs, one application at a time: an advisory lock per application
 * keeps two servers from folding into the same call (see docs/decisions/applier-lock.md).
 */
export function createApplier(deps: {
  db: Db;
  realtime: Realtime;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'error'>;
}) {
  const { db, realtime, clock, log } = deps;
  const running = new Map<string, { again: boolean; done: Promise<void> }>();

  /** @returns whether there may be more */
  async function applyBatch(applicationId: string, size: number): Promise<boolean> {
    let rows: EventRow[] = [];
    let applied: Applied = { calls: [], events: [] };
    try {
      await db.transaction(async (tx) => {
        await lockCalls(tx, applicationId);
        rows = await tx
          .select()
          .from(events)
          .where(and(eq(events.applicationId, applicationId), isNull(events.appliedAt)))
          .orderBy(asc(events.id))
          .limit(size);
        if (rows.length > 0) applied = await applyEvents(tx, applicationId, rows, clock.now());
      });
    } catch (error) {
      const mayWorkLater = codeOf(error) !== null && !isRefusal(error);
      if (mayWorkLater || rows.length === 0) throw error;
      if (rows.length > 1) return applyOneByOne(applicationId, rows.length);
      log.error({ err: error, event: rows[0]!.id }, 'An event cannot be applied; it stays in the inbox as it is.');
      await db.transaction((tx) => markApplied(tx, [{ ...rows[0]!, callId: null }], clock.now()));
      return true;
    }
    for (const callId of applied.calls) void realtime.publish('call', { applicationId, callId });
    for (const eventId of applied.events) void realtime.publish('event', { applicationId, eventId });
    return rows.length === size;
  }

  /** One row cannot be applied: the others must not wait for it. */
  async function applyOneByOne(applicationId: string, count: number): Promise<boolean> {
    for (let n = 0; n < count; n += 1) await applyBatch(applicationId, 1);
    return true;
  }

  async function run(applicationId: string, job: { again: boolean }): Promise<void> {
    try {
      do {
        job.again = false;
        while (await applyBatch(applicationId, BATCH));
      } while (job.again);
    } finally {
      running.delete(applicationId);
    }
  }

  /**
   * Applies everything that this application's inbox holds at this moment.
   * @throws when the database does not answer; the rows stay and are applied later
   */
  async function apply(applicationId: string): Promise<void> {
    const job = running.get(applicationId);
    if (job) {
      job.again = true;
      return job.done;
    }
    const next = { again: false, done: Promise.resolve() };
    running.set(applicationId, next);
    next.done = run(applicationId, next);
    return next.done;
  }

  return {
    apply,

    /** Applies without anybody waiting; what fails is applied by `sweep`. */
    start(applicationId: string): void {
      apply(applicationId).catch((error) => log.error({ err: error }, 'Events wait to be applied.'));
    },

    /**
     * Applies what was left lying: by a server that has died, or while the database was away.
     * @param all also what was accepted just now (at the start, when nobody else may be there to do it)
     */
    async sweep(all = false): Promise<void> {
      const before = new Date(clock.now().getTime() - (all ? 0 : FORGOTTEN_MS));
      const rows = await db
        .selectDistinct({ applicationId: events.applicationId })
        .from(events)
        .where(and(isNull(events.appliedAt), all ? undefined : lt(events.receivedAt, before)));
      for (const { applicationId } of rows) await apply(applicationId);
    },

    /** Waits for what is being applied. */
    async close(): Promise<void> {
      await Promise.allSettled([...running.values()].map((job) => job.done));
    },
  };
}

export type Applier = ReturnType<typeof createApplier>;
