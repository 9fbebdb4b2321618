import { asc, gt } from 'drizzle-orm';
import { calls } from '../calls/calls.table.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import type { Job } from '../jobs/job.js';
import type { Jobs } from '../jobs/jobs.service.js';
import { countCalls } from './count-calls.js';

/** The kind of job; `npm run seed -- --calls` has it begin again. */
export const COUNT_JOB = 'count-calls';
/** Calls of one batch; folding waits for it, so it must be short. */
const BATCH = 500;
const HOUR_MS = 3600_000;
/** Milliseconds of one run; the next run continues from there. */
const SLICE_MS = 20_000;
const DEADLINE_MS = 60_000;
/** Milliseconds until it looks again for the outcome of an older call. */
const WAIT_MS = 5000;

interface Progress {
  /** Id of the last call that was looked at. */
  after: string;
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Counts the calls from before there were reports, oldest first, in batches; then once more every call that has ended,
 * an hour or so later. Counting a call again changes nothing.
 */
export function defineCountOlderCalls({ db, jobs, clock }: { db: Db; jobs: Jobs; clock: Clock }): void {
  async function run(job: Job, signal: AbortSignal): Promise<void> {
    const until = performance.now() + SLICE_MS;
    const soon = (ms: number) => new Date(clock.now().getTime() + ms);
    let { after } = (job.progress as Progress | null) ?? { after: FIRST };
    while (!signal.aborted && performance.now() < until) {
      const rows = await db
        .select({ id: calls.id, applicationId: calls.applicationId, endedAt: calls.endedAt, outcome: calls.outcome })
        .from(calls)
        .where(gt(calls.id, after))
        .orderBy(asc(calls.id))
        .limit(BATCH);
      // The outcomes of older calls are found out by another job.
      const open = rows.findIndex(({ endedAt, outcome }) => endedAt !== null && outcome === null);
      const ready = open < 0 ? rows : rows.slice(0, open);
      for (const applicationId of new Set(ready.map((row) => row.applicationId))) {
        const ids = ready.filter((row) => row.applicationId === applicationId).map(({ id }) => id);
        await db.transaction((tx) => countCalls(tx, applicationId, ids));
      }
      after = ready.at(-1)?.id ?? after;
      if (open >= 0) return job.next(db, soon(WAIT_MS), { progress: { after } });
      if (rows.length < BATCH) return job.next(db, soon(HOUR_MS), { progress: { after } });
    }
    return job.next(db, soon(0), { progress: { after } });
  }

  jobs.define({ kind: COUNT_JOB, deadlineMs: DEADLINE_MS, everyMs: HOUR_MS, run });
}
