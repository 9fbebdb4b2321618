import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import type { Realtime } from '../realtime/topics.js';
import { legs } from './calls.table.js';

/** Tells everyone who may see a call that something about it has changed, other than by its events. Nobody need wait. */
export async function publishCall(
  { db, realtime }: { db: Db; realtime: Realtime },
  { applicationId, callId }: { applicationId: string; callId: string },
): Promise<void> {
  const own = and(eq(legs.applicationId, applicationId), eq(legs.callId, callId));
  const parties = await db
    .select({ uuid: legs.uuid, userName: legs.userName })
    .from(legs)
    .where(own)
    .then(
      (rows) => ({ legs: rows.map(({ uuid }) => uuid), users: rows.flatMap(({ userName }) => userName ?? []) }),
      // Whom it concerns cannot be read: then everyone is told.
      () => ({}),
    );
  await realtime.publish('call', { applicationId, callId, ...parties });
}
