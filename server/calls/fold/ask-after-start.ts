import { and, eq, isNull, lt } from 'drizzle-orm';
import { applications } from '../../applications/applications.table.js';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import { calls } from '../calls.table.js';
import { askOnce } from './reconcile.js';

const KIND = 'ask-after-start';
/** Milliseconds after which an event that was on its way when the server began to listen has arrived, or is lost. */
const AFTER_MS = 5000;
const DEADLINE_MS = 60_000;

/**
 * Vonage sends an event twice at most, within moments (webhooks §3.9): what happened while no server listened is never
 * told. So after a start Vonage is asked about every call that was live by then.
 */
export function createAskAfterStart(deps: {
  db: Db;
  jobs: Jobs;
  clock: Clock;
  /** Applies everything that was accepted. */
  sweep: () => Promise<void>;
}) {
  const { db, jobs, clock, sweep } = deps;

  jobs.define<{ startedAt: string }>({
    kind: KIND,
    deadlineMs: DEADLINE_MS,
    async run(job, signal) {
      // The last events that a dying server accepted may have been stored after the next one had started.
      await sweep();
      signal.throwIfAborted();
      const live = await db
        .select({ id: calls.id, applicationId: calls.applicationId })
        .from(calls)
        .innerJoin(applications, eq(applications.id, calls.applicationId))
        .where(and(isNull(calls.endedAt), lt(calls.startedAt, new Date(job.payload.startedAt))));
      signal.throwIfAborted();
      await askOnce(jobs, db, live, clock.now());
    },
  });

  /** Has the calls asked about soon. @throws when the database is away */
  return async function askSoon(): Promise<void> {
    const now = clock.now();
    const due = new Date(now.getTime() + AFTER_MS);
    await jobs.add(db, { kind: KIND, due, payload: { startedAt: now.toISOString() } }, 'replace');
  };
}
