import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { calls, legConversations, legs } from '../calls.table.js';
import { type EventRow, events } from '../events/events.table.js';
import type { Summary } from '../outcome/summarize.js';
import type { CallView } from './call-view.js';
import type { KnownLeg, Tx } from './known-legs.js';
import type { Reminder } from './reconcile.js';

/** When to ask Vonage about a call without further events: sooner while someone is being rung. */
const ASK_AFTER_MS = { ringing: 2 * 60_000, talking: 10 * 60_000 };

/** Writes the calls as they look now. @returns when Vonage is to be asked about each */
export async function writeCalls(
  tx: Tx,
  applicationId: string,
  list: { id: string; key: string; view: CallView & Summary }[],
  now: Date,
): Promise<Reminder[]> {
  if (list.length === 0) return [];
  const rows = list.map(({ id, key, view: { open, ...view } }) => {
    const wait = view.answeredAt && !view.endedAt ? ASK_AFTER_MS.talking : ASK_AFTER_MS.ringing;
    return {
      id,
      applicationId,
      key,
      ...view,
      startedAt: new Date(view.startedAt),
      answeredAt: view.answeredAt === null ? null : new Date(view.answeredAt),
      endedAt: view.endedAt === null ? null : new Date(view.endedAt),
      reconcileAt: open ? new Date(now.getTime() + wait) : null,
    };
  });
  await tx
    .insert(calls)
    .values(rows)
    .onConflictDoUpdate({ target: calls.id, set: asInserted(calls, [calls.id]) });
  return rows;
}

/** Writes the legs, and where they were. */
export async function writeLegs(tx: Tx, applicationId: string, list: KnownLeg[]): Promise<void> {
  if (list.length === 0) return;
  const rows = list.map(({ uuid, state, callId, placed }) => ({
    applicationId,
    uuid,
    state,
    callId: callId!,
    userName: placed.leg.userName,
    live: placed.leg.live,
  }));
  const legKey = [legs.applicationId, legs.uuid];
  await tx
    .insert(legs)
    .values(rows)
    .onConflictDoUpdate({
      target: legKey,
      set: asInserted(legs, legKey, [legs.room, legs.heldSince, legs.mutedSince, legs.hungUpAt]),
    });

  const where = list.flatMap(({ uuid, placed }) =>
    placed.conversations.map(({ conversation, since }) => ({
      applicationId,
      conversationUuid: conversation,
      legUuid: uuid,
      since: new Date(since),
      home: conversation === placed.leg.home,
    })),
  );
  if (where.length === 0) return;
  const key = [legConversations.applicationId, legConversations.conversationUuid, legConversations.legUuid];
  await tx
    .insert(legConversations)
    .values(where)
    .onConflictDoUpdate({ target: key, set: asInserted(legConversations, key) });
}

/** Moves the events of a leg to its new call. */
export async function moveEvents(
  tx: Tx,
  applicationId: string,
  list: KnownLeg[],
  before: Map<string, string | null>,
): Promise<void> {
  for (const { uuid, callId } of list) {
    const from = before.get(uuid);
    if (!from || from === callId) continue;
    const theirs = and(eq(events.applicationId, applicationId), eq(events.callId, from), eq(events.legUuid, uuid));
    await tx.update(events).set({ callId }).where(theirs);
  }
}

/** Gives events that arrived before their leg was known to its call. */
export async function adoptEvents(tx: Tx, list: EventRow[], callOf: (leg: string) => string | null): Promise<void> {
  for (const { id, receivedAt, legUuid } of list) {
    const same = and(eq(events.id, id), eq(events.receivedAt, receivedAt));
    await tx
      .update(events)
      .set({ callId: callOf(legUuid ?? '') })
      .where(same);
  }
}

/** Deletes calls whose last leg has moved to another call. */
export async function dropCalls(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(calls).where(inArray(calls.id, ids));
}

export async function markApplied(
  tx: Tx,
  list: Pick<EventRow, 'id' | 'receivedAt' | 'callId'>[],
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    update events set applied_at = ${now.toISOString()}, call_id = row."callId"
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as row (id uuid, "receivedAt" timestamptz, "callId" uuid)
    where events.id = row.id and events.received_at = row."receivedAt"`);
}

/** For an upsert: every written column outside the key is replaced. */
function asInserted(table: PgTable, key: PgColumn[], kept: PgColumn[] = []): Record<string, SQL> {
  const names = new Set([...key, ...kept].map((column) => column.name));
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => !names.has(column.name));
  return Object.fromEntries(columns.map(([property, column]) => [property, sql.raw(`excluded."${column.name}"`)]));
}

/** Deletes events of an application that was deleted. */
export async function dropEvents(tx: Tx, rows: EventRow[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await tx.delete(events).where(inArray(events.id, ids));
}
