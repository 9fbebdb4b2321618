import { and, eq, isNull, or } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import { isUuid } from '../../ids.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import type { CallControlApi } from '../../vonage/call-control-api.js';
import { type LegRow, legs } from '../calls.table.js';
import type { Reaction } from '../fold/reactions.js';
import { isRingsBack } from './operation-kinds.js';
import { operations } from './operations.table.js';
import { OPERATION_JOB } from './settle-calls.js';

const HANG_UP_JOB = 'hangUp';
/** Milliseconds after which Vonage hangs up a leg that was placed a moment ago (real-cloud row 11). */
const SOON_MS = 300;
const DEADLINE_MS = 12_000;
const AT_ONCE = 10;
/** Milliseconds until a leg that still lives is hung up once more. */
const AGAIN_MS = 1000;
/** How often; by then its end is on the way. */
const MOST_TIMES = 10;

/** Recognizes the legs that operations have placed, whatever Vonage replied. */
export function createPlacedLegs(deps: { jobs: Jobs; clock: Clock }): Reaction {
  const { jobs, clock } = deps;
  return {
    name: 'placedLeg',
    concerns: ({ before, after }) =>
      after.operation !== null &&
      (!before?.operation || before.answeredAt !== after.answeredAt || before.live !== after.live),

    /** The first leg of an operation that waits for one is its target; a leg that nobody waits for is hung up. */
    async react(tx, { applicationId, legs }) {
      for (const { uuid, after } of legs) {
        const id = after.operation!;
        if (!isUuid(id)) continue;
        const same = and(eq(operations.id, id), eq(operations.applicationId, applicationId));
        // The contact hears a sentence before the target of a transfer is called: the operation may be over by then.
        const isAwaited = or(
          eq(operations.state, 'running'),
          and(eq(operations.kind, 'transfer'), eq(operations.state, 'done')),
        );
        const waits = and(same, isAwaited, isNull(operations.targetLeg));
        const found = await tx
          .update(operations)
          .set({ targetLeg: uuid })
          .where(waits)
          .returning({ state: operations.state });
        const due = clock.now();
        if (found[0]?.state === 'done') continue;
        if (found.length > 0) {
          await jobs.add(tx, { kind: OPERATION_JOB, key: id, due, applicationId });
          continue;
        }
        const [row] = await tx.select().from(operations).where(same);
        // It waits for the answer.
        if (row && isRingsBack(row.kind) && row.state === 'running' && row.targetLeg === uuid)
          await jobs.add(tx, { kind: OPERATION_JOB, key: id, due, applicationId });
        if (!row || row.targetLeg === uuid || !after.live) continue;
        await jobs.add(tx, { kind: HANG_UP_JOB, key: uuid, due, applicationId, payload: { times: 0 } });
      }
    },
  };
}

/** Legs that could not be hung up are hung up again until their ends are known. */
export function hangUpAgain(
  { jobs, clock }: { jobs: Jobs; clock: Clock },
  db: DbOrTx,
  applicationId: string,
  uuids: string[],
): Promise<void> {
  const due = new Date(clock.now().getTime() + SOON_MS);
  return jobs.add(
    db,
    uuids.map((key) => ({ kind: HANG_UP_JOB, key, due, applicationId, payload: { times: 0 } })),
  );
}

/** Hangs up legs that no operation needs, and retries failed hang-ups until Vonage reports the end. */
export function defineHangUps(deps: {
  db: Db;
  jobs: Jobs;
  clock: Clock;
  live: (leg: Pick<LegRow, 'applicationId' | 'callId'>) => Promise<CallControlApi>;
}): void {
  const { db, jobs, clock, live } = deps;
  jobs.define<{ times: number }>({
    kind: HANG_UP_JOB,
    deadlineMs: DEADLINE_MS,
    atOnce: AT_ONCE,
    async run(job) {
      const applicationId = job.applicationId!;
      const same = and(eq(legs.applicationId, applicationId), eq(legs.uuid, job.key), eq(legs.live, true));
      const { times } = job.payload;
      const [leg] = times < MOST_TIMES ? await db.select().from(legs).where(same) : [];
      if (!leg) return;
      await (await live(leg)).hangUp(job.key);
      await job.next(db, new Date(clock.now().getTime() + AGAIN_MS), { payload: { times: times + 1 } });
    },
  });
}
