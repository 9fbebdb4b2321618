import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import type { ApplicationAccess } from '../vonage/access.js';
import { legs } from './calls.table.js';

/** What signs requests about a call, and the region that knows it. */
export type CallAccess = (applicationId: string, callId: string) => Promise<ApplicationAccess>;

/**
 * All legs of a call live in one region, named by the answer webhook of one of them. New legs must be placed in that
 * region too, because a room name is only valid within it (Vonage: real-cloud rows 1 and 2).
 * @param access what signs the application's requests
 */
export function createCallAccess(db: Db, access: (applicationId: string) => Promise<ApplicationAccess>): CallAccess {
  const named = sql<string | null>`${legs.state} -> 'details' -> 'regionUrl' ->> 'value'`;
  return async (applicationId, callId) => {
    const [known] = await db
      .select({ regionUrl: named })
      .from(legs)
      .where(and(eq(legs.callId, callId), eq(legs.applicationId, applicationId), sql`${named} is not null`))
      .limit(1);
    return { ...(await access(applicationId)), regionUrl: known?.regionUrl ?? null };
  };
}
