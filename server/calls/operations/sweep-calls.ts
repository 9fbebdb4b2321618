import { and, eq, isNotNull, isNull, or } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import { legs } from '../calls.table.js';
import { consults } from '../consult/consults.table.js';
import { operations } from './operations.table.js';
import { OPERATION_JOB, type SettleCalls } from './settle-calls.js';

const EVERY_MS = 60_000;
const DEADLINE_MS = 30_000;

/**
 * Looks at every call that an operation has touched: what reactions to events settle within milliseconds may have been
 * left by a version that had none, or by events that never came.
 */
export function defineSweep(deps: { db: Db; jobs: Jobs; clock: Clock; settling: SettleCalls }): void {
  const { db, jobs, clock, settling } = deps;
  jobs.define({
    kind: 'settleCalls',
    everyMs: EVERY_MS,
    deadlineMs: DEADLINE_MS,
    async run(_, signal) {
      // An operation that runs without a job would block its call indefinitely.
      const running = await db
        .select({ key: operations.id, applicationId: operations.applicationId })
        .from(operations)
        .where(eq(operations.state, 'running'));
      const due = clock.now();
      await jobs.add(
        db,
        running.map((one) => ({ kind: OPERATION_JOB, due, ...one })),
        'keep',
      );
      const inRooms = and(eq(legs.live, true), or(isNotNull(legs.room), isNotNull(legs.heldSince)));
      const touched = { applicationId: legs.applicationId, callId: legs.callId };
      const found = [
        ...(await db.selectDistinct(touched).from(legs).where(inRooms)),
        ...(await db
          .selectDistinct({ applicationId: consults.applicationId, callId: consults.callId })
          .from(consults)
          .where(isNull(consults.endedAt))),
      ];
      for (const { applicationId, callId } of found) {
        if (signal.aborted) return;
        await db.transaction((tx) => settling.settleCalls(tx, applicationId, [callId]));
      }
    },
  });
}
