import { and, eq, gte, inArray, isNotNull, isNull } from 'drizzle-orm';
import { uuidv7 } from '../../ids.js';
import type { Topics } from '../../realtime/topics.js';
import { calls } from '../calls.table.js';
import { conversationOf, timestampOf } from '../events/classify-event.js';
import { type EventRow, events } from '../events/events.table.js';
import { loadWork } from '../outcome/load-work.js';
import { isNotTaken } from '../outcome/outcome-kinds.js';
import { summarize } from '../outcome/summarize.js';
import { problemIn } from '../outcome/why-not.js';
import { createGroups, LONGEST_CALL } from './call-groups.js';
import { viewCall } from './call-view.js';
import {
  foldEvents,
  type KnownLeg,
  type KnownLegs,
  loadRelatives,
  type Moment,
  type Place,
  type Tx,
} from './known-legs.js';
import type { LegChange } from './reactions.js';
import type { Reminder } from './reconcile.js';
import { adoptEvents, dropCalls, markApplied, moveEvents, writeCalls, writeLegs } from './write-calls.js';

/** What changed, as it is published, and each leg for the reactions. */
export interface Applied {
  calls: Omit<Topics['call'], 'applicationId'>[];
  events: Omit<Topics['event'], 'applicationId'>[];
  legs: LegChange[];
  reminders: Reminder[];
}

/** An event that names a conversation and no leg, such as a recording, and the call it was given to before. */
interface RoomEvent extends Place {
  id: string;
  callId: string | null;
  /** What an error webhook reported. */
  problem: string | null;
}

/**
 * Folds accepted events of one application into its calls and legs. What comes out depends on all the events that were
 * ever applied, and not on their order. The caller holds the application's lock.
 * @param moment the time from which the next question to Vonage is counted, and who is signed in at it
 */
export async function applyEvents(tx: Tx, applicationId: string, rows: EventRow[], moment: Moment): Promise<Applied> {
  const { now } = moment;
  const { known, told, earlier } = await foldEvents(tx, applicationId, rows, moment);
  const roomEvents = await eventsOfRooms(tx, applicationId, rows, known);
  await loadRelatives(tx, applicationId, known, roomEvents);

  const list = [...known.values()];
  const before = new Map(list.map((leg) => [leg.uuid, leg.callId]));
  const groups = createGroups(list.map((leg) => leg.placed));
  const keys = new Map(list.map((leg) => [leg.uuid, groups.callOf(leg.placed.leg)]));
  const ids = await callIds(tx, applicationId, [...new Set(keys.values())], now);
  for (const leg of list) leg.callId = ids.get(keys.get(leg.uuid)!)!;

  const callOfRoom = new Map(
    roomEvents.map(({ id, conversation, at }) => [id, ids.get(groups.callIn(conversation, at) ?? '') ?? null]),
  );
  const mine = new Set(rows.map((row) => row.id));
  const problems = roomEvents.filter(({ problem }) => problem !== null).sort(byTime);

  const changed = list.filter((leg) => told.has(leg.uuid) || before.get(leg.uuid) !== leg.callId);
  const dirty = new Set([
    ...changed.flatMap((leg) => [leg.callId!, before.get(leg.uuid) ?? leg.callId!]),
    ...problems.flatMap(({ id }) => (mine.has(id) ? (callOfRoom.get(id) ?? []) : [])),
  ]);
  const members = new Map([...dirty].map((id) => [id, list.filter((leg) => leg.callId === id)]));
  const empty = [...dirty].filter((id) => members.get(id)!.length === 0);
  const alive = [...dirty].filter((id) => !empty.includes(id));
  const work = await loadWork(tx, alive);
  const views = alive.map((id) => {
    const all = members.get(id)!.map((leg) => leg.placed.leg);
    const anchor = groups.anchorOf(all[0]!);
    const view = viewCall(anchor, all);
    const others = all.filter((leg) => leg.uuid !== anchor.uuid);
    const reported = problems.flatMap((event) => (callOfRoom.get(event.id) === id ? event.problem! : []));
    const story = { direction: view.direction, anchor, others, work: work.get(id) ?? [], problems: reported };
    return { id, key: keys.get(anchor.uuid)!, view: { ...view, ...summarize(story) } };
  });

  const reminders = await writeCalls(tx, applicationId, views, now);
  await writeLegs(tx, applicationId, changed);
  await moveEvents(tx, applicationId, changed, before);
  await adoptEvents(tx, earlier, (leg) => known.get(leg)?.callId ?? null);
  await dropCalls(tx, empty);

  const callOf = (row: EventRow) => callOfRoom.get(row.id) ?? known.get(row.legUuid ?? '')?.callId ?? null;
  await markApplied(
    tx,
    rows.map((row) => ({ id: row.id, receivedAt: row.receivedAt, callId: callOf(row) })),
    now,
  );
  for (const event of roomEvents) {
    const callId = callOfRoom.get(event.id) ?? null;
    if (mine.has(event.id) || callId === event.callId) continue;
    await tx.update(events).set({ callId }).where(eq(events.id, event.id));
  }
  const changes = [...told].map(([uuid, before]) => {
    const { callId, placed } = known.get(uuid)!;
    return { uuid, callId: callId!, before, after: placed.leg };
  });
  const missed = new Set(views.flatMap(({ id, view }) => (isNotTaken(view) ? id : [])));
  return {
    // Subscribers to a leg of a merged call are told of the call that the leg is in now.
    calls: [...dirty].map((callId) => ({
      callId,
      ...partiesOf(members.get(callId)!),
      ...(missed.has(callId) && { agents: true }),
    })),
    events: [...rows, ...earlier].map((row) => ({ eventId: row.id, callId: callOf(row) })),
    legs: changes,
    reminders,
  };
}

const byTime = (left: RoomEvent, right: RoomEvent) => (left.at + left.id < right.at + right.id ? -1 : 1);

const partiesOf = (list: KnownLeg[]) => ({
  legs: list.map(({ uuid }) => uuid),
  users: list.flatMap(({ placed }) => placed.leg.userName ?? []),
});

/** The events without a leg: those of these rows, and earlier ones whose call may change because of the changed legs. */
async function eventsOfRooms(tx: Tx, applicationId: string, rows: EventRow[], known: KnownLegs): Promise<RoomEvent[]> {
  const place = (row: Pick<EventRow, 'id' | 'kind' | 'body' | 'receivedAt' | 'callId'>): RoomEvent[] => {
    const conversation = conversationOf(row.body);
    const at = timestampOf(row.body) ?? row.receivedAt.toISOString();
    const problem = row.kind === 'error' ? problemIn(row.body) : null;
    return conversation ? [{ id: row.id, callId: row.callId, conversation, at, problem }] : [];
  };
  const fresh = rows.filter((row) => row.legUuid === null).flatMap(place);
  const visited = [...known.values()].flatMap((leg) => leg.placed.conversations);
  if (visited.length === 0) return fresh;
  const earliest = visited.map(({ since }) => Date.parse(since)).sort((left, right) => left - right)[0]!;
  const older = await tx
    .select({
      id: events.id,
      kind: events.kind,
      body: events.body,
      receivedAt: events.receivedAt,
      callId: events.callId,
    })
    .from(events)
    .where(
      and(
        eq(events.applicationId, applicationId),
        inArray(events.conversationUuid, [...new Set(visited.map(({ conversation }) => conversation))]),
        isNull(events.legUuid),
        gte(events.receivedAt, new Date(earliest - LONGEST_CALL)),
        isNotNull(events.appliedAt),
      ),
    );
  return [...fresh, ...older.flatMap(place)];
}

/** The row of each call, or the id of one to be made. */
async function callIds(tx: Tx, applicationId: string, keys: string[], now: Date): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await tx
    .select({ id: calls.id, key: calls.key })
    .from(calls)
    .where(and(eq(calls.applicationId, applicationId), inArray(calls.key, keys)));
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  for (const key of keys) if (!ids.has(key)) ids.set(key, uuidv7(now));
  return ids;
}
