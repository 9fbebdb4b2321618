import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, desc, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import { calls } from '../calls.table.js';
import { lockCalls } from '../fold/applier.js';
import type { React } from '../fold/reactions.js';
import { writeOutcomes } from './write-outcomes.js';

const EVERY_MS = 60_000;
const DEADLINE_MS = 60_000;
/** Milliseconds after which a run leaves the rest to the next one. */
const SLICE_MS = 10_000;
/** Calls of one transaction: events wait for it. */
const BATCH = 200;

/**
 * Says of older calls how they ended: those from before this was kept, and those that a server of the version before
 * writes meanwhile. The newest first, since people look at these. From then on they are in the figures.
 */
export function defineOlderOutcomes(deps: { db: Db; jobs: Jobs; clock: Clock; react: React }): void {
  const { db, jobs, clock, react } = deps;
  jobs.define({
    kind: 'older-outcomes',
    everyMs: EVERY_MS,
    deadlineMs: DEADLINE_MS,
    async run(job, signal) {
      const start = performance.now();
      let before = typeof job.progress === 'string' ? job.progress : null;
      for (;;) {
        const found = await db
          .select({ id: calls.id, applicationId: calls.applicationId })
          .from(calls)
          .where(
            and(isNotNull(calls.endedAt), isNull(calls.outcome), before === null ? undefined : lt(calls.id, before)),
          )
          .orderBy(desc(calls.id))
          .limit(BATCH);
        const last = found.at(-1);
        if (!last) break;
        for (const applicationId of new Set(found.map((row) => row.applicationId))) {
          const ids = found.filter((row) => row.applicationId === applicationId).map(({ id }) => id);
          const publish = await db.transaction(async (tx) => {
            await lockCalls(tx, applicationId);
            await writeOutcomes(tx, ids);
            return react(tx, { applicationId, legs: [], calls: ids });
          });
          publish();
        }
        before = last.id;
        if (signal.aborted || performance.now() - start > SLICE_MS) {
          return job.next(db, clock.now(), { progress: before });
        }
        await nextTurn();
      }
      await job.next(db, new Date(clock.now().getTime() + EVERY_MS), { progress: null });
    },
  });
}
