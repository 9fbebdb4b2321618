import { and, desc, eq, inArray } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { codeOf } from '../db/failures.js';
import { DenwabanError, type ErrorCode, fail, notFound } from '../errors.js';
import { isUuid, uuidv7 } from '../ids.js';
import { type Job, LostJob } from '../jobs/job.js';
import type { Jobs } from '../jobs/jobs.service.js';
import { eachRow } from '../realtime/fresh-rows.js';
import { type Missed, ofAccount, type Realtime, type Topics } from '../realtime/topics.js';
import type { RunningTask, TaskKind } from './task.js';
import { type TaskKindName, type TaskRow, tasks } from './tasks.table.js';

/** Milliseconds that a run works before others have their turn. */
const RUN_MS = 5000;
const DEADLINE_MS = 60_000;
const SHOWN = 100;
/** Attempts until an internal error counts as permanent. */
const MOST_ATTEMPTS = 5;
/** Temporary errors. */
const PASSING: ErrorCode[] = ['LIMIT', 'VONAGE_UNREACHABLE', 'UNAVAILABLE'];
const UNIQUE_VIOLATION = '23505';

/** Input of the task. */
export interface NewTask {
  kind: TaskKindName;
  /** What it is about; only one task of a kind per subject runs at a time. */
  key: string;
  /** Its name, for people. */
  subject: string;
  input: unknown;
  total?: number;
}

/** Work that takes minutes: it survives a crash, shows its progress, and can be restarted after a failure. */
export function createTasks(deps: {
  db: Db;
  jobs: Jobs;
  clock: Clock;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
}) {
  const { db, jobs, clock, realtime, log } = deps;
  const kinds = new Map<TaskKindName, TaskKind<never, never>>();

  const changed = ({ accountId, id }: Pick<TaskRow, 'accountId' | 'id'>) =>
    realtime.publish('task', { accountId, taskId: id });

  async function update(row: TaskRow, values: Partial<TaskRow>): Promise<void> {
    Object.assign(row, values);
    const still = and(eq(tasks.id, row.id), eq(tasks.state, 'running'));
    const [found] = await db.update(tasks).set(values).where(still).returning({ id: tasks.id });
    if (!found) throw new LostJob({ kind: 'task', key: row.id });
    await changed(row);
  }

  async function run(job: Job, signal: AbortSignal): Promise<void> {
    const [row] = await db.select().from(tasks).where(eq(tasks.id, job.key));
    const kind = row && kinds.get(row.kind);
    if (row?.state !== 'running' || !kind) return;
    const until = performance.now() + RUN_MS;
    const task: RunningTask<unknown, unknown> = {
      actor: row.actor,
      input: row.input,
      report: row.report,
      isRepeated: job.attempts > 1,
      progress: (change) => update(row, { ...change, problem: null }),
      isTimeUp() {
        signal.throwIfAborted();
        return performance.now() > until;
      },
    };
    try {
      if ((await kind.run(task as RunningTask<never, never>)) === 'more') return await job.next(db, clock.now());
      await end(job, row, { state: 'done', done: row.total ?? row.done, input: null, problem: null });
    } catch (error) {
      await failed(job, row, error, signal);
    }
  }

  /**
   * A temporary error is shown and retried; any other ends the task, which keeps its input so that it can be restarted.
   */
  async function failed(job: Job, row: TaskRow, error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted || error instanceof LostJob) throw error;
    const known = error instanceof DenwabanError;
    const mayPass = known ? PASSING.includes(error.code) : codeOf(error) !== null || job.attempts < MOST_ATTEMPTS;
    const problem = known ? error : fail('INTERNAL', 'Something went wrong on the server; its log says what.');
    const { code, message, details } = problem;
    const shown = { problem: { code, message, details } };
    if (mayPass) {
      await update(row, shown).catch(() => {});
      throw error;
    }
    if (!known) log.error({ err: error, task: row.id }, 'A task failed.');
    await end(job, row, { state: 'failed', ...shown });
  }

  /** The task and its job end in the same commit. */
  async function end(job: Job, row: TaskRow, values: Partial<TaskRow>): Promise<void> {
    await db.transaction(async (tx) => {
      await tx
        .update(tasks)
        .set({ ...values, endedAt: clock.now() })
        .where(eq(tasks.id, row.id));
      await job.done(tx);
    });
    await changed(row);
  }

  jobs.define({ kind: 'task', deadlineMs: DEADLINE_MS, atOnce: 2, run });

  async function find(actor: Actor, id: string): Promise<TaskRow> {
    requireRole(actor, 'admin');
    const own = and(eq(tasks.id, id), eq(tasks.accountId, actor.accountId));
    const [row] = isUuid(id) ? await db.select().from(tasks).where(own) : [];
    if (!row) throw notFound('task', id);
    return row;
  }

  /** @throws CONFLICT (taskRunning) if the same is already in progress */
  async function running(write: () => Promise<TaskRow>): Promise<TaskRow> {
    try {
      const row = await write();
      await changed(row);
      return row;
    } catch (error) {
      if (codeOf(error) !== UNIQUE_VIOLATION) throw error;
      throw fail('CONFLICT', 'This is already in progress.', { rule: 'taskRunning' }, { cause: error });
    }
  }

  return {
    /** Defines how tasks of a kind run; call it before the jobs start. */
    define<Input, Report>(kind: TaskKind<Input, Report>): void {
      kinds.set(kind.kind, kind as unknown as TaskKind<never, never>);
    },

    /**
     * Starts a task with the rights of a person. The caller has checked that they may do it.
     * @throws CONFLICT (taskRunning)
     */
    start(actor: Actor, task: NewTask): Promise<TaskRow> {
      const startedAt = clock.now();
      const id = uuidv7(startedAt);
      return running(() =>
        db.transaction(async (tx) => {
          const values = { ...task, id, accountId: actor.accountId, actor, startedAt };
          const [row] = await tx.insert(tasks).values(values).returning();
          await jobs.add(tx, { kind: 'task', key: id, due: startedAt });
          return row!;
        }),
      );
    },

    /**
     * Restarts a failed task from where it stopped.
     * @throws NOT_FOUND, FORBIDDEN, CONFLICT (taskRunning, taskNotFailed)
     */
    async retry(actor: Actor, id: string): Promise<TaskRow> {
      await find(actor, id);
      return running(() =>
        db.transaction(async (tx) => {
          const [row] = await tx
            .update(tasks)
            .set({ state: 'running', problem: null, endedAt: null, actor })
            .where(and(eq(tasks.id, id), eq(tasks.state, 'failed')))
            .returning();
          if (!row) throw fail('CONFLICT', 'Only a failed task can be started again.', { rule: 'taskNotFailed' });
          await jobs.add(tx, { kind: 'task', key: id, due: clock.now() });
          return row;
        }),
      );
    },

    /**
     * Stops a running task, or gives up a failed one; what was done stays done.
     * @throws NOT_FOUND, FORBIDDEN, CONFLICT (taskNotRunning)
     */
    async cancel(actor: Actor, id: string): Promise<TaskRow> {
      await find(actor, id);
      const row = await db.transaction(async (tx) => {
        const [stopped] = await tx
          .update(tasks)
          .set({ state: 'canceled', input: null, problem: null, endedAt: clock.now() })
          .where(and(eq(tasks.id, id), inArray(tasks.state, ['running', 'failed'])))
          .returning();
        if (!stopped) throw fail('CONFLICT', 'This has ended already.', { rule: 'taskNotRunning' });
        await jobs.cancel(tx, 'task', id);
        return stopped;
      });
      await changed(row);
      return row;
    },

    /** @throws NOT_FOUND, FORBIDDEN */
    find,

    /** The account's latest tasks, newest first. @throws FORBIDDEN */
    async list(actor: Actor): Promise<TaskRow[]> {
      requireRole(actor, 'admin');
      const own = eq(tasks.accountId, actor.accountId);
      return db.select().from(tasks).where(own).orderBy(desc(tasks.startedAt)).limit(SHOWN);
    },

    /** Each task of the account that starts, advances or ends. @throws FORBIDDEN */
    watch(actor: Actor, signal: AbortSignal): AsyncIterable<TaskRow | Missed> {
      requireRole(actor, 'admin');
      const published = realtime.subscribe('task', ofAccount(actor.accountId), signal);
      const read = async ({ taskId }: Topics['task']): Promise<TaskRow | null> => {
        const [row] = await db.select().from(tasks).where(eq(tasks.id, taskId));
        return row ?? null;
      };
      const failed = (error: unknown) => log.warn({ err: error }, 'A task could not be read for its subscribers.');
      return eachRow(published, { read, failed });
    },
  };
}

export type Tasks = ReturnType<typeof createTasks>;
