import { and, asc, eq, inArray, or, type SQL } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { type Actor, requireRole } from '../accounts/actor.js';
import { applications } from '../applications/applications.table.js';
import type { Db } from '../db/connect.js';
import { notFound } from '../errors.js';
import { gather } from '../gather.js';
import { PAGE_LIMIT, type Page, type PageRequest } from '../page.js';
import { eachRow, eachState } from '../realtime/fresh-rows.js';
import {
  type Missed,
  ofAgents,
  ofApplication,
  ofCall,
  ofLeg,
  ofUser,
  type Realtime,
  type Topics,
} from '../realtime/topics.js';
import { type CallRow, calls, type LegRow, legs } from './calls.table.js';
import { type EventRow, events } from './events/events.table.js';
import { createFindEvents, type EventFilter, UUID } from './events/find-events.js';
import { type CallFilter, withLegOf } from './filter-calls.js';
import { createListCalls } from './list-calls.js';
import { NOT_TAKEN } from './outcome/outcome-kinds.js';

export interface CallQuery extends CallFilter, PageRequest {
  applicationId: string;
}
export interface EventQuery extends EventFilter, PageRequest {
  applicationId: string;
}

/** Reads calls and events as far as the actor may see them: agents see calls in which they have or had a leg, and missed ones. */
export function createReadCalls({
  db,
  realtime,
  log,
}: {
  db: Db;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'warn'>;
}) {
  const findEvents = createFindEvents(db);
  const listed = createListCalls(db);
  const failed = (err: unknown) => log.warn({ err }, 'A subscription could not read what changed.');

  /** Agents see their own calls, and those of callers whom nobody took. Another application may have a user with the same name. */
  function visible({ role, applicationId, userName }: Actor): SQL | undefined {
    if (role !== 'agent') return undefined;
    const missed = and(eq(calls.direction, 'inbound'), inArray(calls.outcome, [...NOT_TAKEN]));
    return and(eq(calls.applicationId, applicationId ?? ''), or(withLegOf(db, userName ?? ''), missed));
  }

  /** @throws NOT_FOUND for an application of another account, or for agents one other than their own */
  async function checkApplication(actor: Actor, applicationId: string): Promise<void> {
    const [row] = await db
      .select({ id: applications.id })
      .from(applications)
      .where(and(eq(applications.id, applicationId), eq(applications.accountId, actor.accountId)));
    const foreign = actor.role === 'agent' && actor.applicationId !== applicationId;
    if (!row || foreign) throw notFound('application', applicationId);
  }

  async function byIds(actor: Actor, ids: readonly string[]): Promise<CallRow[]> {
    const known = inArray(
      calls.id,
      ids.filter((id) => UUID.test(id)),
    );
    const rows = await db
      .select({ call: calls })
      .from(calls)
      .innerJoin(applications, eq(applications.id, calls.applicationId))
      .where(and(known, eq(applications.accountId, actor.accountId), visible(actor)));
    return rows.map(({ call }) => call);
  }

  const find = async (actor: Actor, id: string): Promise<CallRow | null> => (await byIds(actor, [id]))[0] ?? null;

  /** One query serves all subscribers with the same rights who ask at the same moment. */
  const findAtOnce = gather<{ actor: Actor; id: string }, CallRow | null>(async (asked) => {
    const rightsOf = ({ accountId, role, applicationId, userName }: Actor) =>
      JSON.stringify([accountId, role, applicationId, userName]);
    const rows = new Map<string, CallRow[]>();
    for (const { actor } of asked) {
      const rights = rightsOf(actor);
      if (rows.has(rights)) continue;
      const ids = asked.filter((one) => rightsOf(one.actor) === rights).map(({ id }) => id);
      rows.set(rights, await byIds(actor, [...new Set(ids)]));
    }
    return asked.map(({ actor, id }) => rows.get(rightsOf(actor))?.find((row) => row.id === id) ?? null);
  });

  /** Many events may be applied at once, each with several subscribers: one query serves them all. */
  const findEventAtOnce = gather<string, EventRow | null>(async (ids) => {
    const rows = await db
      .select()
      .from(events)
      .where(inArray(events.id, [...new Set(ids)]));
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
  });

  async function findOfLeg(actor: Actor, legUuid: string): Promise<CallRow | null> {
    const [row] = await db
      .select({ call: calls })
      .from(legs)
      .innerJoin(calls, eq(calls.id, legs.callId))
      .innerJoin(applications, eq(applications.id, legs.applicationId))
      .where(and(eq(legs.uuid, legUuid), eq(applications.accountId, actor.accountId), visible(actor)));
    return row?.call ?? null;
  }

  /** @throws NOT_FOUND, also for a call that the actor may not see */
  async function get(actor: Actor, id: string): Promise<CallRow> {
    const call = await find(actor, id);
    if (!call) throw notFound('call', id);
    return call;
  }

  const legsOf = gather<string, LegRow[]>(async (callIds) => {
    const rows = await db
      .select()
      .from(legs)
      .where(inArray(legs.callId, [...callIds]));
    return callIds.map((callId) => rows.filter((row) => row.callId === callId));
  });

  const eventsOf = gather<string, EventRow[]>(async (callIds) => {
    const first = db.select().from(events).where(eq(events.callId, calls.id)).orderBy(asc(events.id)).limit(PAGE_LIMIT);
    const rows = await db
      .select()
      .from(calls)
      .crossJoinLateral(first.as('first'))
      .where(inArray(calls.id, [...callIds]));
    return callIds.map((callId) => rows.filter((row) => row.calls.id === callId).map((row) => row.first));
  });

  return {
    get,

    /** Those of the ids that are calls which the actor may see. */
    byIds,

    /** Those of the ids that are events which the actor may see: for agents, of their own calls. */
    async eventsByIds(actor: Actor, ids: readonly string[]): Promise<EventRow[]> {
      const known = inArray(
        events.id,
        ids.filter((id) => UUID.test(id)),
      );
      const rows = await db
        .select({ event: events })
        .from(events)
        .innerJoin(applications, eq(applications.id, events.applicationId))
        .leftJoin(calls, eq(calls.id, events.callId))
        .where(and(known, eq(applications.accountId, actor.accountId), visible(actor)));
      return rows.map(({ event }) => event);
    },

    /** Newest first. @throws NOT_FOUND for an unknown application, BAD_INPUT for an invalid page or filter */
    async list(actor: Actor, { applicationId, ...query }: CallQuery): Promise<Page<CallRow>> {
      await checkApplication(actor, applicationId);
      return listed.page(applicationId, query, visible(actor));
    },

    /** How many there are. @throws NOT_FOUND for an unknown application, BAD_INPUT for an invalid filter */
    async totals(actor: Actor, { applicationId, ...filter }: CallFilter & { applicationId: string }) {
      await checkApplication(actor, applicationId);
      return listed.totals(applicationId, filter, visible(actor));
    },

    /** Newest first. @throws FORBIDDEN for agents without a call, NOT_FOUND without permission, BAD_INPUT for an invalid page or filter */
    async listEvents(actor: Actor, { applicationId, first, after, ...filter }: EventQuery): Promise<Page<EventRow>> {
      await checkApplication(actor, applicationId);
      if (filter.callId) await get(actor, filter.callId);
      else requireRole(actor, 'admin', 'supervisor');
      return findEvents(applicationId, filter, { first, after });
    },

    /** The legs of a call that the reader may see. */
    legsOf: (callId: string): Promise<LegRow[]> => legsOf(callId),

    /** The first hundred events of a call that the reader may see. */
    eventsOf: (callId: string): Promise<EventRow[]> => eventsOf(callId),

    /** Each call that begins or changes, read again; agents get their own, and missed ones. @throws NOT_FOUND for an unknown application */
    async watch(actor: Actor, applicationId: string, signal: AbortSignal): Promise<AsyncIterable<CallRow | Missed>> {
      await checkApplication(actor, applicationId);
      const keys =
        actor.role === 'agent'
          ? [ofUser(applicationId, actor.userName ?? ''), ofAgents(applicationId)]
          : ofApplication(applicationId);
      const published = realtime.subscribe('call', keys, signal);
      const read = async (ids: Topics['call']) =>
        ids.applicationId === applicationId ? findAtOnce({ actor, id: ids.callId }) : null;
      return eachRow(published, { read, failed });
    },

    /** The call that a leg belongs to, as soon as it is known and may be seen, and whenever it changes. */
    async *watchOfLeg(actor: Actor, legUuid: string, signal: AbortSignal): AsyncIterable<CallRow | Missed> {
      const read = () => findOfLeg(actor, legUuid);
      const changes = realtime.changes('call', ofLeg(legUuid), signal);
      for await (const call of eachState(changes, { read, failed, signal })) if (call) yield call;
    },

    /**
     * Each event when it has been applied; with a call, only the events of this one.
     * @throws FORBIDDEN for an agent, NOT_FOUND for an unknown application
     */
    async watchEvents(
      actor: Actor,
      { applicationId, callId }: { applicationId: string; callId: string | null },
      signal: AbortSignal,
    ): Promise<AsyncIterable<EventRow | Missed>> {
      requireRole(actor, 'admin', 'supervisor');
      await checkApplication(actor, applicationId);
      const key = callId === null ? ofApplication(applicationId) : ofCall(callId);
      const published = realtime.subscribe('event', key, signal);
      const read = async (ids: Topics['event']) =>
        ids.applicationId === applicationId ? findEventAtOnce(ids.eventId) : null;
      return eachRow(published, { read, failed });
    },
  };
}
