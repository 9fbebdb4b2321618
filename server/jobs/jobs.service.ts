import { and, eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import type { Db, DbOrTx, Sql } from '../db/connect.js';
import type { IfThere, Kind, NewJob } from './job.js';
import { addJobs, CHANNEL, cancelJobs, createJobRows } from './job-rows.js';
import { jobs } from './jobs.table.js';
import { createRunner } from './runner.js';

/**
 * Work that is due at an instant and survives a crash: one row each, run by any server, at least once.
 * @param listenOn driver with dedicated connections, if `db` is a pooler; servers use one to wake each other
 */
export function createJobs(deps: {
  db: Db;
  listenOn?: Sql;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>;
}) {
  const { db, listenOn = deps.db.$client, clock, log } = deps;
  const kinds = new Map<string, Kind<never>>();
  const soon = (ms: number) => new Date(clock.now().getTime() + ms);
  const runner = createRunner({
    rows: createJobRows(db),
    kinds,
    clock,
    log,
    end: (job, { everyMs }) => (everyMs === undefined ? job.done(db) : job.next(db, soon(everyMs))),
  });
  let listening: { unlisten(): Promise<unknown> } | null = null;

  /**
   * Adds one or more jobs, inside any transaction; they run after its commit, when they are due.
   * @param ifThere what happens to an existing job of the same kind and key
   */
  async function add(tx: DbOrTx, job: NewJob | NewJob[], ifThere: IfThere = 'earlier'): Promise<void> {
    await addJobs(tx, Array.isArray(job) ? job : [job], ifThere, clock.now());
  }

  return {
    /** Defines how jobs of a kind run; call it before `start`. Rows of undefined kinds are left alone. */
    define<Payload = unknown>(kind: Kind<Payload>): void {
      kinds.set(kind.kind, kind as unknown as Kind<never>);
    },

    add,

    /** Deletes one or more jobs; a run in progress can no longer commit its effect. @returns how many existed */
    cancel: cancelJobs,

    /** Deletes all jobs of an application; for deleting the application. */
    async cancelOf(tx: DbOrTx, applicationId: string): Promise<void> {
      await tx.delete(jobs).where(eq(jobs.applicationId, applicationId));
    },

    /** Status of a job; null if it is done or never existed. */
    async find(tx: DbOrTx, kind: string, key: string) {
      const [row] = await tx
        .select({ due: jobs.due, attempts: jobs.attempts, progress: jobs.progress, lastError: jobs.lastError })
        .from(jobs)
        .where(and(eq(jobs.kind, kind), eq(jobs.key, key)));
      return row ?? null;
    },

    /** Adds missing periodic jobs, and runs due jobs from now on. @throws if the database is unavailable */
    async start(): Promise<void> {
      const periodic = [...kinds.values()].filter(({ everyMs }) => everyMs !== undefined);
      const now = clock.now();
      await add(
        db,
        periodic.map(({ kind }) => ({ kind, due: now })),
        'keep',
      );
      // Messages may have been lost, so anything may be due.
      listening = await listenOn.listen(
        CHANNEL,
        (due) => runner.wake(Number(due)),
        () => runner.wake(0),
      );
      runner.start();
    },

    /**
     * Runs everything that is due by the clock, for tests that control it; waits until no server has any of it left.
     */
    runDue: runner.runDue,

    /** Checks for due jobs now, without waiting for them; for a clock that runs faster than the server's timers. */
    look: () => runner.wake(0),

    /** How late recent jobs were started on this server, in milliseconds; null before the first one. */
    lateness: runner.lateness,

    /** Stops; jobs not finished within a second or two are released to the other servers. */
    async close(): Promise<void> {
      await listening?.unlisten().catch(() => {});
      await runner.close();
    },
  };
}

export type Jobs = ReturnType<typeof createJobs>;
