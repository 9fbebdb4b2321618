import { eq } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import { calls, legConversations } from '../calls.table.js';
import { events } from '../events/events.table.js';

/** Everything that was kept of an application's calls goes; for deleting the application, whose rights were checked. */
export async function forgetCalls(db: Db, applicationId: string): Promise<void> {
  await db.transaction(async (tx) => {
    for (const table of [events, legConversations, calls])
      await tx.delete(table).where(eq(table.applicationId, applicationId));
  });
}
