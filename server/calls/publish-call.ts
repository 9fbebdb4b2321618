import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import type { Realtime } from '../realtime/topics.js';
import { calls, legs } from './calls.table.js';
import { isNotTaken } from './outcome/outcome-kinds.js';

/** Tells everyone who may see a call that it has changed for another reason than its events. Need not be awaited. */
export async function publishCall(
  { db, realtime }: { db: Db; realtime: Realtime },
  { applicationId, callId }: { applicationId: string; callId: string },
): Promise<void> {
  const own = and(eq(legs.applicationId, applicationId), eq(legs.callId, callId));
  const parties = await db
    .select({ uuid: legs.uuid, userName: legs.userName, direction: calls.direction, outcome: calls.outcome })
    .from(legs)
    .innerJoin(calls, eq(calls.id, legs.callId))
    .where(own)
    .then(
      (rows) => ({
        legs: rows.map(({ uuid }) => uuid),
        users: rows.flatMap(({ userName }) => userName ?? []),
        agents: rows.some(isNotTaken),
      }),
      // If the legs cannot be read, every subscriber is told.
      () => ({}),
    );
  await realtime.publish('call', { applicationId, callId, ...parties });
}
