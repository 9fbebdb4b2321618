import { eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import { calls, legConversations } from '../calls.table.js';
import { events } from '../events/events.table.js';
import { lockCalls } from '../fold/applier.js';

/** Rows of one transaction; folding waits for it, so it must be short. */
const EVENTS = 2000;
const CALLS = 500;

/**
 * Deletes a batch of a deleted application's calls and events.
 * @returns whether there may be more
 */
export async function forgetCalls(db: Db, applicationId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockCalls(tx, applicationId);
    const gone = await tx.execute(sql`
      delete from ${events} where (id, received_at) in (
        select id, received_at from ${events} where application_id = ${applicationId} limit ${EVENTS}
      )`);
    if (gone.count > 0) return true;
    await tx.delete(legConversations).where(eq(legConversations.applicationId, applicationId));
    const some = await tx
      .select({ id: calls.id })
      .from(calls)
      .where(eq(calls.applicationId, applicationId))
      .limit(CALLS);
    const ids = some.map(({ id }) => id);
    if (ids.length > 0) {
      // What they were counted as goes with them.
      await tx.execute(sql`delete from counted_calls where call_id in ${ids}`);
      await tx.delete(calls).where(inArray(calls.id, ids));
    }
    return ids.length === CALLS;
  });
}
