import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import type { Vonage } from '../../vonage/client.js';
import type { CallAccess } from '../call-region.js';
import { legs } from '../calls.table.js';
import type { OperationRow } from './operations.table.js';
import { LIVE } from './send-step.js';

interface FindPlacedDeps {
  db: Db;
  vonage: Vonage;
  access: CallAccess;
}

/** Looks at Vonage for the leg that an operation may have placed, where neither a reply nor an event has told of it. */
export function createFindPlaced({ db, vonage, access }: FindPlacedDeps) {
  /**
   * @returns the live leg to the operation's endpoint for which no events have arrived; undefined unless there is exactly
   *   one. (Events would say which operation placed the leg.) A leg of the same call that is known only from asking
   *   Vonage after a restart counts too. At three calls a second, the newest hundred legs are enough.
   * @throws as a request to Vonage does
   */
  return async function findPlaced({ applicationId, callId, endpoint }: OperationRow): Promise<string | undefined> {
    const api = vonage.application(await access(applicationId, callId));
    const found = (await api.newestCalls()).filter(({ direction, status, to }) => {
      const same = endpoint?.type === 'app' ? to?.user === endpoint.user : to?.number === endpoint?.number;
      return direction === 'outbound' && LIVE.includes(status) && same;
    });
    const uuids = found.map(({ uuid }) => uuid);
    const known = await db
      .select({ uuid: legs.uuid, callId: legs.callId, state: legs.state })
      .from(legs)
      .where(and(eq(legs.applicationId, applicationId), inArray(legs.uuid, uuids)));
    const ofOthers = known.filter((leg) => leg.callId !== callId || Object.keys(leg.state.told).length > 0);
    const unknown = uuids.filter((uuid) => ofOthers.every((leg) => leg.uuid !== uuid));
    return unknown.length === 1 ? unknown[0] : undefined;
  };
}

export type FindPlaced = ReturnType<typeof createFindPlaced>;
