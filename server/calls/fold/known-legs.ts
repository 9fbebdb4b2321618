import { and, eq, inArray, isNotNull, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import { isUuid } from '../../ids.js';
import { users } from '../../users/users.table.js';
import { legConversations, legs } from '../calls.table.js';
import { consults } from '../consult/consults.table.js';
import { type EventRow, events } from '../events/events.table.js';
import { RINGS_BACK } from '../operations/operation-kinds.js';
import { operations } from '../operations/operations.table.js';
import { LONGEST_CALL, type PlacedLeg, placeLeg } from './call-groups.js';
import { factOf, isRinging, withPresence, withUser } from './facts.js';
import { type Fact, foldLeg, type LegState, type LegView, NO_LEG } from './leg-state.js';

export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export interface KnownLeg {
  uuid: string;
  state: LegState;
  placed: PlacedLeg;
  /** Null for one that is not stored yet. */
  callId: string | null;
}
export type KnownLegs = Map<string, KnownLeg>;

/** A conversation in which something happened at this instant (ISO 8601). */
export interface Place {
  conversation: string;
  at: string;
}

/** The latest members of a room are enough: a named room may have thousands of callers a day. */
const VISITORS = 100;

/** Of the names, those of agents who are not signed in at this moment. */
export type SignedOut = (tx: Tx, applicationId: string, names: string[]) => Promise<ReadonlySet<string>>;

/** When events are folded, and who is there then. */
export interface Moment {
  now: Date;
  signedOut: SignedOut;
}

/** Milliseconds for which who is signed in counts for an event: of an older one no one knows. */
const RIGHT_NOW = 30_000;

/** The legs that the events speak of. */
interface Folded {
  known: KnownLegs;
  /** The legs to which something was added, as they were before; null for new ones. */
  told: Map<string, LegView | null>;
  /** Events that belonged to no call until one of these legs was known. */
  earlier: EventRow[];
}

/**
 * Loads the legs that the events speak of and adds to them what they say. An event that came before its leg was known
 * waits in the inbox without a call, and counts as soon as there is the leg.
 */
export async function foldEvents(
  tx: Tx,
  applicationId: string,
  rows: EventRow[],
  { now, signedOut }: Moment,
): Promise<Folded> {
  const fresh = rows.flatMap((row) => factOf(row) ?? []);
  const uuids = unique([...fresh.map((fact) => fact.leg), ...rows.flatMap((row) => row.legUuid ?? [])]);
  const known = await loadLegs(tx, applicationId, uuids.length > 0 ? inArray(legs.uuid, uuids) : null);
  const made = unique(fresh.filter((fact) => fact.makesLeg).map((fact) => fact.leg)).filter((uuid) => !known.has(uuid));
  const placed = await findPlaced(tx, applicationId, made);
  const earlier = await findEarlier(tx, applicationId, made);
  const facts = [...earlier.flatMap((row) => factOf(row) ?? []), ...fresh];
  const isRightNow = (fact: Fact) => isRinging(fact) && Math.abs(now.getTime() - Date.parse(fact.at)) < RIGHT_NOW;
  const users = await findUsers(tx, applicationId, unique(facts.flatMap((fact) => fact.nameOfApp ?? [])));
  const away = await signedOut(tx, applicationId, unique(fresh.filter(isRightNow).map((fact) => fact.nameOfApp!)));
  const told: Folded['told'] = new Map();
  for (const fact of facts) {
    const leg = known.get(fact.leg);
    if (!leg && !made.includes(fact.leg)) continue;
    const seen = isRightNow(fact) ? withPresence(fact, away) : fact;
    const state = foldLeg(leg?.state ?? NO_LEG, withUser(seen, users));
    const placedFor = leg ? leg.placed.placedFor : placed.get(fact.leg);
    const callId = leg?.callId ?? null;
    known.set(fact.leg, { uuid: fact.leg, state, placed: placeLeg(fact.leg, state, placedFor), callId });
    if (!told.has(fact.leg)) told.set(fact.leg, leg?.placed.leg ?? null);
  }
  await placeRungAgain(tx, applicationId, known);
  return { known, told, earlier };
}

const unique = <T>(list: T[]): T[] => [...new Set(list)];

async function findUsers(tx: Tx, applicationId: string, names: string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await tx
    .select({ name: users.name })
    .from(users)
    .where(and(eq(users.applicationId, applicationId), inArray(users.name, names)));
  return new Set(rows.map(({ name }) => name));
}

/** Earlier facts about these legs, from before an event created them. */
async function findEarlier(tx: Tx, applicationId: string, uuids: string[]): Promise<EventRow[]> {
  if (uuids.length === 0) return [];
  return tx
    .select()
    .from(events)
    .where(
      and(
        eq(events.applicationId, applicationId),
        inArray(events.legUuid, uuids),
        isNull(events.callId),
        isNotNull(events.appliedAt),
      ),
    );
}

/**
 * Loads, into the map, every leg that has a say in which calls its legs belong to (see call-groups.ts): those of the same
 * calls, those for whose sake one of them was placed, those that began in a conversation where one of them was, and those
 * that had come to where one of them began.
 */
export async function loadRelatives(tx: Tx, applicationId: string, known: KnownLegs, places: Place[]): Promise<void> {
  for (;;) {
    const list = [...known.values()];
    const callIds = [...new Set(list.flatMap((leg) => leg.callId ?? []))];
    const rooms = [
      ...new Set([
        ...list.flatMap((leg) => Object.keys(leg.state.conversations)),
        ...places.map((p) => p.conversation),
      ]),
    ];
    const others = list.flatMap((leg) => leg.placed.placedFor ?? []).filter((uuid) => !known.has(uuid));
    const conditions: (SQL | undefined)[] = [
      others.length > 0 ? inArray(legs.uuid, others) : undefined,
      callIds.length > 0 ? inArray(legs.callId, callIds) : undefined,
      rooms.length > 0 ? inArray(legs.uuid, founders(tx, applicationId, rooms)) : undefined,
    ];
    const guests = [...places, ...beginningsWithoutCaller(list)];
    if (guests.length > 0) conditions.push(inArray(legs.uuid, visitors(applicationId, guests)));
    const more = await loadLegs(tx, applicationId, or(...conditions) ?? null, [...known.keys()]);
    if (more.size === 0) return;
    for (const [uuid, leg] of more) known.set(uuid, leg);
  }
}

async function loadLegs(tx: Tx, applicationId: string, which: SQL | null, except: string[] = []): Promise<KnownLegs> {
  if (!which) return new Map();
  const rows = await tx
    .select({ uuid: legs.uuid, state: legs.state, callId: legs.callId, placedFor: consults.customerLeg })
    .from(legs)
    .leftJoin(consults, and(eq(consults.applicationId, legs.applicationId), eq(consults.targetLeg, legs.uuid)))
    .where(
      and(eq(legs.applicationId, applicationId), which, except.length > 0 ? notInArray(legs.uuid, except) : undefined),
    );
  const found: KnownLegs = new Map(
    rows.map(({ placedFor, ...row }) => [row.uuid, { ...row, placed: placeLeg(row.uuid, row.state, placedFor) }]),
  );
  await placeRungAgain(tx, applicationId, found);
  return found;
}

/**
 * A leg that rings an agent again, or for a contact who comes back, joins the contact's call. Its events name the operation that placed it, and that row
 * was written before the leg existed.
 */
async function placeRungAgain(tx: Tx, applicationId: string, known: KnownLegs): Promise<void> {
  const operationOf = ({ state }: KnownLeg) => state.details.operation?.value ?? '';
  const placed = [...known.values()].filter((leg) => leg.placed.placedFor === null && isUuid(operationOf(leg)));
  if (placed.length === 0) return;
  const rows = await tx
    .select({ id: operations.id, customer: operations.customerLeg })
    .from(operations)
    .where(
      and(
        inArray(operations.id, placed.map(operationOf)),
        eq(operations.applicationId, applicationId),
        inArray(operations.kind, RINGS_BACK),
      ),
    );
  const customers = new Map(rows.map(({ id, customer }) => [id, customer]));
  for (const leg of placed) {
    const placedFor = customers.get(operationOf(leg));
    if (placedFor) known.set(leg.uuid, { ...leg, placed: placeLeg(leg.uuid, leg.state, placedFor) });
  }
}

/** Of legs that are not stored yet, those that we placed for the sake of a caller, with that caller's leg. */
async function findPlaced(tx: Tx, applicationId: string, uuids: string[]): Promise<Map<string, string>> {
  if (uuids.length === 0) return new Map();
  const rows = await tx
    .select({ leg: consults.targetLeg, placedFor: consults.customerLeg })
    .from(consults)
    .where(and(eq(consults.applicationId, applicationId), inArray(consults.targetLeg, uuids)));
  return new Map(rows.map(({ leg, placedFor }) => [leg, placedFor]));
}

function founders(tx: Tx, applicationId: string, conversations: string[]) {
  return tx
    .select({ uuid: legConversations.legUuid })
    .from(legConversations)
    .where(
      and(
        eq(legConversations.applicationId, applicationId),
        inArray(legConversations.conversationUuid, conversations),
        legConversations.home,
      ),
    );
}

/** Conversations whose first leg Vonage created; an earlier member may be the leg it was created for. */
function beginningsWithoutCaller(list: KnownLeg[]): Place[] {
  const began = new Map<string, string>();
  for (const { placed } of list) {
    const { home, direction, startedAt } = placed.leg;
    if (direction === 'outbound' && startedAt > (began.get(home) ?? '')) began.set(home, startedAt);
  }
  for (const { placed } of list) if (placed.leg.direction === 'inbound') began.delete(placed.leg.home);
  return [...began].map(([conversation, at]) => ({ conversation, at }));
}

function visitors(applicationId: string, places: Place[]): SQL {
  return sql`(
    select visitor.leg_uuid
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as place (conversation text, at timestamptz)
    cross join lateral (
      select leg_uuid from stays
      where application_id = ${applicationId} and conversation_uuid = place.conversation and not home
        and since <= place.at and since >= place.at - ${`${LONGEST_CALL} milliseconds`}::interval
      order by since desc
      limit ${VISITORS}
    ) as visitor
  )`;
}
