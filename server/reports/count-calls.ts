import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { calls, legs } from '../calls/calls.table.js';
import { lockCalls } from '../calls/fold/applier.js';
import type { Tx } from '../calls/fold/known-legs.js';
import type { Reaction } from '../calls/fold/reactions.js';
import { addToQuarters } from './add-to-quarters.js';
import { type Counted, countCall, isSame } from './count-call.js';
import { countedCalls } from './reports.table.js';

/**
 * Counts calls as they are now: what each had been counted as before is taken back. A call that has become part of
 * another one is no longer counted. May be repeated.
 * @param tx folding waits until it ends
 */
export async function countCalls(tx: Tx, applicationId: string, callIds: readonly string[]): Promise<void> {
  if (callIds.length === 0) return;
  await lockCalls(tx, applicationId);
  const before = await countedBefore(tx, callIds);
  const now = await countNow(tx, applicationId, callIds);
  const changed = callIds.filter((id) => !isSame(before.get(id), now.get(id)));
  if (changed.length === 0) return;

  const of = (counted: Map<string, Counted>) => changed.flatMap((id) => counted.get(id) ?? []);
  await addToQuarters(tx, applicationId, { plus: of(now), minus: of(before) });
  await tx.delete(countedCalls).where(inArray(countedCalls.callId, changed));
  const rows = changed.flatMap((callId) => {
    const counted = now.get(callId);
    return counted ? [{ callId, applicationId, counted }] : [];
  });
  if (rows.length > 0) await tx.insert(countedCalls).values(rows);
}

async function countedBefore(tx: Tx, callIds: readonly string[]): Promise<Map<string, Counted>> {
  const rows = await tx
    .select()
    .from(countedCalls)
    .where(inArray(countedCalls.callId, [...callIds]));
  return new Map(rows.map(({ callId, counted }) => [callId, counted]));
}

async function countNow(tx: Tx, applicationId: string, callIds: readonly string[]): Promise<Map<string, Counted>> {
  const rows = await tx
    .select({
      id: calls.id,
      direction: calls.direction,
      startedAt: calls.startedAt,
      answeredAt: calls.answeredAt,
      endedAt: calls.endedAt,
      duration: calls.duration,
      wait: calls.wait,
      agents: calls.agents,
      outcome: calls.outcome,
      outcomeReason: calls.outcomeReason,
      outcomeDetail: calls.outcomeDetail,
    })
    .from(calls)
    .where(
      and(
        eq(calls.applicationId, applicationId),
        inArray(calls.id, [...callIds]),
        isNotNull(calls.endedAt),
        isNotNull(calls.outcome),
      ),
    );
  const answered = rows.filter(({ answeredAt }) => answeredAt).map(({ id }) => id);
  const agents =
    answered.length === 0
      ? []
      : await tx
          .select({ callId: legs.callId, uuid: legs.uuid, userName: legs.userName, state: legs.state })
          .from(legs)
          .where(and(inArray(legs.callId, answered), isNotNull(legs.userName)));
  const counted = rows.map((row) => {
    const own = agents.filter(({ callId }) => callId === row.id);
    return [row.id, countCall(row, own)!] as const;
  });
  return new Map(counted);
}

/** Counts calls whenever they change, in the transaction that changes them. */
export const countAfterEvents: Reaction = {
  name: 'count',
  concerns: () => true,
  ofCalls: true,
  // A change that an earlier version left as a job has no calls.
  react: (tx, { applicationId, legs, calls = [] }) =>
    countCalls(tx, applicationId, [...new Set([...calls, ...legs.map(({ callId }) => callId)])]),
};
