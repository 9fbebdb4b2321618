import { and, eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import type { Db, DbOrTx, Sql } from '../db/connect.js';
import type { IfThere, Kind, NewJob } from './job.js';
import { addJobs, CHANNEL, cancelJobs, createJobRows } from './job-rows.js';
import { jobs } from './jobs.table.js';
import { createRunner } from './runner.js';

/**
 * Work that is due at an instant and survives a crash: a row for each, which any server runs, at least once.
 * @param listenOn connections that stay ours, where `db` leads to a pooler; servers wake each other over one
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
   * Adds one job or several, inside any transaction; they run after its commit, when they are due.
   * @param ifThere what happens to a job of the same kind and key
   */
  async function add(tx: DbOrTx, job: NewJob | NewJob[], ifThere: IfThere = 'earlier'): Promise<void> {
    await addJobs(tx, Array.isArray(job) ? job : [job], ifThere, clock.now());
  }

  return {
    /** Says how jobs of a kind are run; call it before `start`. Rows of kinds that nobody defines are left alone. */
    define<Payload = unknown>(kind: Kind<Payload>): void {
      kinds.set(kind.kind, kind as unknown as Kind<never>);
    },

    add,

    /** Deletes one job or several; a run that is under way can no longer commit its effect. @returns how many there were */
    cancel: cancelJobs,

    /** Deletes all jobs of an application; for deleting the application. */
    async cancelOf(tx: DbOrTx, applicationId: string): Promise<void> {
      await tx.delete(jobs).where(eq(jobs.applicationId, applicationId));
    },

    /** How a job is getting on; null when it is done or never was. */
    async find(tx: DbOrTx, kind: string, key: string) {
      const [row] = await tx
        .select({ due: jobs.due, attempts: jobs.attempts, progress: jobs.progress, lastError: jobs.lastError })
        .from(jobs)
        .where(and(eq(jobs.kind, kind), eq(jobs.key, key)));
      return row ?? null;
    },

    /** Adds the periodic jobs that are missing, and runs what is due from now on. @throws when the database is away */
    async start(): Promise<void> {
      const periodic = [...kinds.values()].filter(({ everyMs }) => everyMs !== undefined);
      const now = clock.now();
      await add(
        db,
        periodic.map(({ kind }) => ({ kind, due: now })),
        'keep',
      );
      // After a gap, whatever was said meanwhile may be due.
      listening = await listenOn.listen(
        CHANNEL,
        (due) => runner.wake(Number(due)),
        () => runner.wake(0),
      );
      runner.start();
    },

    /** Runs all that is due by the clock, for tests that drive it; waits until no server has any of it left. */
    runDue: runner.runDue,

    /** Looks for what is due now, without waiting for it; for a clock that goes faster than the server's timers. */
    look: () => runner.wake(0),

    /** How late jobs were started here of late, in milliseconds; null before the first one. */
    lateness: runner.lateness,

    /** Stops running; what is not finished within a second or two goes back to the other servers. */
    async close(): Promise<void> {
      await listening?.unlisten().catch(() => {});
      await runner.close();
    },
  };
}

export type Jobs = ReturnType<typeof createJobs>;
