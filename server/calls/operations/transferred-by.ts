import { and, asc, inArray } from 'drizzle-orm';
import type { Actor } from '../../accounts/actor.js';
import type { Db } from '../../db/connect.js';
import { gather } from '../../gather.js';
import { legs } from '../calls.table.js';
import { type OperationRow, operations } from './operations.table.js';

/** Who passed a contact to whom. */
interface HandedOver {
  by: string | null;
  to: string | null;
}

/** Says who transferred a call. */
export function createTransferredBy({ db }: { db: Db }) {
  const ofCalls = gather<string, HandedOver[]>(async (callIds) => {
    const rows = await db
      .select()
      .from(operations)
      .where(
        and(
          inArray(operations.callId, [...callIds]),
          inArray(operations.kind, ['transfer', 'complete']),
          inArray(operations.state, ['running', 'done']),
        ),
      )
      .orderBy(asc(operations.id));
    const uuids = rows.flatMap(({ agentLeg, targetLeg }) => [agentLeg, ...(targetLeg ? [targetLeg] : [])]);
    const known = await db
      .select({ applicationId: legs.applicationId, uuid: legs.uuid, userName: legs.userName })
      .from(legs)
      .where(
        and(inArray(legs.applicationId, [...new Set(rows.map((row) => row.applicationId))]), inArray(legs.uuid, uuids)),
      );
    const userOf = ({ applicationId }: OperationRow, uuid: string | null) =>
      known.find((leg) => leg.uuid === uuid && leg.applicationId === applicationId)?.userName ?? null;
    return callIds.map((callId) =>
      rows
        .filter((row) => row.callId === callId)
        .map((row) => ({
          by: userOf(row, row.agentLeg),
          to: row.endpoint?.type === 'app' ? row.endpoint.user : userOf(row, row.targetLeg),
        })),
    );
  });

  /** The agent who sent the call to the reader, or, for whoever is no agent, the last one who transferred it. */
  return async function transferredBy({ role, userName }: Actor, callId: string): Promise<string | null> {
    const all = await ofCalls(callId);
    return all.findLast(({ to }) => role !== 'agent' || to === userName)?.by ?? null;
  };
}
