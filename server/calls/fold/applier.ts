import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { applications } from '../../applications/applications.table.js';
import type { Clock } from '../../clock.js';
import { lockNumber } from '../../db/advisory-locks.js';
import type { Db } from '../../db/connect.js';
import { codeOf, isRefusal } from '../../db/failures.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import type { Realtime } from '../../realtime/topics.js';
import { type EventRow, events } from '../events/events.table.js';
import { type Applied, applyEvents } from './apply-events.js';
import type { SignedOut, Tx } from './known-legs.js';
import type { React } from './reactions.js';
import { remind } from './reconcile.js';
import { dropEvents, markApplied } from './write-calls.js';

/** Rows of one transaction. */
const BATCH = 200;
/** Milliseconds after which rows of another server are applied here, in case it has died. */
const FORGOTTEN_MS = 5000;

/** The longest pause between two batches, in milliseconds. */
const PAUSE_MS = 100;

/** Until the transaction ends, nobody else writes the application's calls and legs. */
export async function lockCalls(tx: Tx, applicationId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockNumber.calls}, hashtext(${applicationId}))`);
}

/** Until the transaction ends, the application is not deleted: its calls would come back without an owner. */
async function isThere(tx: Tx, applicationId: string): Promise<boolean> {
  const own = eq(applications.id, applicationId);
  return (await tx.select({ id: applications.id }).from(applications).where(own).for('key share')).length > 0;
}

/** Someone who waits for a row, or (null) for everything in the inbox at that moment. */
interface Waiter {
  rowId: string | null;
  done: (error?: unknown) => void;
}

/** The folding of one application, while it runs. */
interface Work {
  again: boolean;
  waiters: Set<Waiter>;
  /** Ends the pause between two batches. */
  hurry: () => void;
  done: Promise<void>;
}

interface Batch {
  ids: Set<string>;
  /** The inbox may hold more. */
  more: boolean;
}

/**
 * Folds what the inbox has accepted into calls and legs, one application at a time: an advisory lock per application
 * keeps two servers from folding into the same call (see docs/decisions/applier-lock.md).
 */
export function createApplier(deps: {
  db: Db;
  jobs: Jobs;
  realtime: Realtime;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'error'>;
  /** Reactions of features to changed calls. */
  react: React;
  signedOut: SignedOut;
}) {
  const { db, jobs, realtime, clock, log, react, signedOut } = deps;
  const working = new Map<string, Work>();
  let closing = false;

  async function applyBatch(applicationId: string, size: number): Promise<Batch> {
    let rows: EventRow[] = [];
    let applied: Applied = { calls: [], events: [], legs: [], reminders: [] };
    let publishReactions = () => {};
    try {
      await db.transaction(async (tx) => {
        await lockCalls(tx, applicationId);
        rows = await tx
          .select()
          .from(events)
          .where(and(eq(events.applicationId, applicationId), isNull(events.appliedAt)))
          .orderBy(asc(events.id))
          .limit(size);
        if (rows.length === 0) return;
        if (!(await isThere(tx, applicationId))) return dropEvents(tx, rows);
        applied = await applyEvents(tx, applicationId, rows, { now: clock.now(), signedOut });
        await remind(jobs, tx, applicationId, applied.reminders);
        const callIds = applied.calls.map(({ callId }) => callId);
        publishReactions = await react(tx, { applicationId, legs: applied.legs, calls: callIds });
      });
    } catch (error) {
      const mayWorkLater = codeOf(error) !== null && !isRefusal(error);
      if (mayWorkLater || rows.length === 0) throw error;
      if (rows.length > 1) return applyOneByOne(applicationId, rows.length);
      log.error({ err: error, event: rows[0]!.id }, 'An event cannot be applied; it stays in the inbox as it is.');
      await db.transaction((tx) => markApplied(tx, [{ ...rows[0]!, callId: null }], clock.now()));
      return { ids: new Set([rows[0]!.id]), more: true };
    }
    for (const call of applied.calls) void realtime.publish('call', { applicationId, ...call });
    for (const event of applied.events) void realtime.publish('event', { applicationId, ...event });
    publishReactions();
    return { ids: new Set(rows.map((row) => row.id)), more: rows.length === size };
  }

  /** One row cannot be applied: the others must not wait for it. */
  async function applyOneByOne(applicationId: string, count: number): Promise<Batch> {
    const ids = new Set<string>();
    for (let n = 0; n < count; n += 1) for (const id of (await applyBatch(applicationId, 1)).ids) ids.add(id);
    return { ids, more: true };
  }

  async function run(applicationId: string, work: Work): Promise<void> {
    try {
      do {
        work.again = false;
        const early = new Set(work.waiters);
        const start = performance.now();
        const { ids, more } = await applyBatch(applicationId, BATCH);
        for (const waiter of work.waiters) {
          // A repeated event has no row of its own: its sender waits until the inbox is empty.
          const isDone = (waiter.rowId !== null && ids.has(waiter.rowId)) || (!more && early.has(waiter));
          if (isDone) settle(work, waiter);
        }
        if (more) work.again = true;
        if (work.again) await giveWay(work, more ? 0 : performance.now() - start);
      } while (work.again && !closing);
      for (const waiter of work.waiters) settle(work, waiter, new Error('The server ends before this row is applied.'));
    } catch (error) {
      log.error({ err: error }, 'Events wait to be applied.');
      for (const waiter of work.waiters) settle(work, waiter, error);
    } finally {
      working.delete(applicationId);
    }
  }

  function settle(work: Work, waiter: Waiter, error?: unknown): void {
    work.waiters.delete(waiter);
    waiter.done(error);
  }

  /** Webhooks come first: while no one waits for a row and batches are not full, folding uses half of the time. */
  async function giveWay(work: Work, took: number): Promise<void> {
    await nextTurn();
    if (work.waiters.size > 0 || took === 0 || closing) return;
    await new Promise<void>((resolve) => {
      const pause = setTimeout(resolve, Math.min(took, PAUSE_MS));
      work.hurry = () => {
        clearTimeout(pause);
        resolve();
      };
    });
  }

  /** @returns the folding that will look for new rows once more; at the earliest in the next microtask */
  function start(applicationId: string): Work {
    const running = working.get(applicationId);
    if (running) {
      running.again = true;
      return running;
    }
    const work: Work = { again: false, waiters: new Set(), hurry() {}, done: Promise.resolve() };
    working.set(applicationId, work);
    work.done = Promise.resolve().then(() => run(applicationId, work));
    return work;
  }

  /**
   * Applies a row that was accepted, or everything that this application's inbox holds at this moment.
   * @throws when the database does not answer; the rows stay and are applied later
   */
  function apply(applicationId: string, rowId: string | null = null): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const work = start(applicationId);
      work.waiters.add({ rowId, done: (error) => (error === undefined ? resolve() : reject(error)) });
      work.hurry();
    });
  }

  return {
    apply,

    /** Applies in the background; `sweep` repeats what fails. */
    start: (applicationId: string): void => void start(applicationId),

    /**
     * Applies what was left by a server that has died, or while the database was unavailable. An application that
     * fails does not delay the others.
     * @param all also what was accepted just now (at the start, when nobody else may be there to do it)
     */
    async sweep(all = false): Promise<void> {
      const before = new Date(clock.now().getTime() - (all ? 0 : FORGOTTEN_MS));
      const rows = await db
        .selectDistinct({ applicationId: events.applicationId })
        .from(events)
        .where(and(isNull(events.appliedAt), all ? undefined : lt(events.receivedAt, before)));
      for (const { applicationId } of rows) await apply(applicationId).catch(() => {});
    },

    /** Waits for the batches that are being applied; the rows behind them are applied after the next start. */
    async close(): Promise<void> {
      closing = true;
      for (const work of working.values()) work.hurry();
      await Promise.all([...working.values()].map((work) => work.done));
    },
  };
}

export type Applier = ReturnType<typeof createApplier>;
