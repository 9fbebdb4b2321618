import { asc, inArray } from 'drizzle-orm';
import type { DbOrTx } from '../../db/connect.js';
import { type OperationRow, operations } from '../operations/operations.table.js';
import type { Work } from './outcome-of-talk.js';

/** What was done with each of the calls, in order of time. */
export async function loadWork(tx: DbOrTx, callIds: readonly string[]): Promise<Map<string, Work[]>> {
  const found = new Map<string, Work[]>();
  if (callIds.length === 0) return found;
  const rows = await tx
    .select()
    .from(operations)
    .where(inArray(operations.callId, [...callIds]))
    .orderBy(asc(operations.id));
  for (const row of rows) found.set(row.callId, [...(found.get(row.callId) ?? []), workOf(row)]);
  return found;
}

function workOf({ id, kind, state, targetLeg, endpoint, progress }: OperationRow): Work {
  const steps = progress.steps.slice(0, progress.at);
  const moved = (leg: string, to: string) =>
    steps.some((step) => step.do === 'move' && step.leg === leg && step.to === to);
  return {
    id,
    kind,
    done: state === 'done',
    targetLeg,
    userName: endpoint?.type === 'app' ? endpoint.user : null,
    number: endpoint?.type === 'phone' ? endpoint.number : null,
    apologized: moved('customer', 'apology'),
    handedOver: kind === 'settle' && moved('target', 'call'),
  };
}
