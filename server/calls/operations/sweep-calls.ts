import { and, eq, isNotNull, isNull, or } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import { legs } from '../calls.table.js';
import { consults } from '../consult/consults.table.js';
import type { SettleCalls } from './settle-calls.js';

const EVERY_MS = 60_000;
const DEADLINE_MS = 30_000;

/**
 * Looks at every call that an operation has touched: what reactions to events settle within milliseconds may have been
 * left by a version that had none, or by events that never came.
 */
export function defineSweep({ db, jobs, settling }: { db: Db; jobs: Jobs; settling: SettleCalls }): void {
  jobs.define({
    kind: 'settleCalls',
    everyMs: EVERY_MS,
    deadlineMs: DEADLINE_MS,
    async run(_, signal) {
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
