import { inArray } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import { gather } from '../../gather.js';
import { consults } from '../consult/consults.table.js';
import { findConsults } from '../consult/find-consults.js';
import { loadWork } from '../outcome/load-work.js';
import { isOnlyConsulted } from '../outcome/outcome-of-talk.js';

/** The leg of a colleague, and the agent who consulted them. */
interface Consulted {
  leg: string;
  by: string | null;
}

/** Finds the agent who consults a colleague about a call. The answer stays when the consultation is over. */
export function createConsultedBy({ db }: { db: Db }) {
  const ofCalls = gather<string, Consulted[]>(async (callIds) => {
    const found = await findConsults(db).where(inArray(consults.callId, callIds));
    const work = await loadWork(db, found.length > 0 ? callIds : []);
    return callIds.map((callId) =>
      found
        .filter(({ row }) => row.callId === callId)
        // A consultation has the id of its operation.
        .filter(({ row }) => isOnlyConsulted({ uuid: row.targetLeg, operation: row.id }, work.get(callId) ?? []))
        .map(({ row, agent }) => ({ leg: row.targetLeg, by: agent?.userName ?? null })),
    );
  });

  /** @returns null if no one consulted this colleague, or if they took over the contact */
  return async function consultedBy(callId: string, legUuid: string): Promise<string | null> {
    return (await ofCalls(callId)).find(({ leg }) => leg === legUuid)?.by ?? null;
  };
}
