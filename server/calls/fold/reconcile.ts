import { and, eq, isNotNull, lt, ne, notExists, sql } from 'drizzle-orm';
import { applications } from '../../applications/applications.table.js';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import { jobs as jobRows } from '../../jobs/jobs.table.js';
import { type CallRow, calls, type LegRow, legConversations, legs } from '../calls.table.js';
import type { Body } from '../events/classify-event.js';
import { textOf } from '../events/classify-event.js';
import type { NewEvent } from '../events/event-row.js';
import { operations } from '../operations/operations.table.js';
import { LONGEST_CALL, placeLeg } from './call-groups.js';
import type { Tx } from './known-legs.js';

/** What Vonage knows about a leg: a record of `GET /v1/calls` (Vonage: http-api §4.2). */
export type LegRecord = Body;

/** How Vonage is asked about calls. */
export interface AskVonage {
  /** The legs that are, or last were, in the conversation. */
  listLegs(of: { applicationId: string; callId: string; conversationUuid: string }): Promise<LegRecord[]>;
  /** Null when no region that may have the leg knows it. */
  getLeg(of: { applicationId: string; callId: string; uuid: string }): Promise<LegRecord | null>;
}

/** A call, and when Vonage is asked about it unless more events come; null = no longer. */
export type Reminder = Pick<CallRow, 'id' | 'reconcileAt'>;

const KIND = 'reconcile-call';
/** Asks about a call once, whatever its `reconcileAt` says. */
const ONCE = 'ask-about-call';
/** How many calls a server asks about at a time. */
const CALLS_AT_ONCE = 5;
const DEADLINE_MS = 60_000;
/** Pause when Vonage had no news, and the longest pause while it cannot be asked. */
const NOTHING_NEW_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const MISSING_AT_ONCE = 500;

/** Keeps the jobs of calls in step with their `reconcileAt`; call it in the transaction that writes the calls. */
export async function remind(jobs: Jobs, tx: Tx, applicationId: string, list: Reminder[]): Promise<void> {
  const due = list.flatMap(({ id, reconcileAt }) => {
    return reconcileAt ? { kind: KIND, key: id, due: reconcileAt, applicationId } : [];
  });
  const over = list.filter(({ reconcileAt }) => !reconcileAt).map(({ id }) => id);
  await jobs.add(tx, due);
  await jobs.cancel(tx, KIND, over);
}

/** Has Vonage asked about the calls as soon as possible, also when events come meanwhile. */
export function askOnce(
  jobs: Jobs,
  tx: DbOrTx,
  list: Pick<CallRow, 'id' | 'applicationId'>[],
  now: Date,
): Promise<void> {
  return jobs.add(
    tx,
    list.map(({ id, applicationId }) => ({ kind: ONCE, key: id, due: now, applicationId })),
  );
}

/**
 * Asks Vonage about calls whose events have stopped, so that none stays live indefinitely. The results go through the
 * inbox like events (with `reconcile` as their webhook), so that a late event still fits.
 */
export function defineReconcile(deps: {
  db: Db;
  jobs: Jobs;
  clock: Clock;
  vonage: AskVonage;
  accept: (event: NewEvent) => Promise<unknown>;
  apply: (applicationId: string) => Promise<void>;
}): void {
  const { db, jobs, clock, vonage, accept, apply } = deps;

  async function reconcile(call: CallRow, signal: AbortSignal): Promise<void> {
    const { applicationId } = call;
    const of = { applicationId, callId: call.id };
    const known = await db.select().from(legs).where(eq(legs.callId, call.id));
    const records = new Map<string, LegRecord>();
    const asked = new Set<string>();

    async function list(conversationUuid: string): Promise<void> {
      asked.add(conversationUuid);
      signal.throwIfAborted();
      for (const record of await vonage.listLegs({ ...of, conversationUuid })) {
        const uuid = textOf(record, 'uuid');
        if (uuid) records.set(uuid, record);
      }
    }

    for (const conversation of beginningsOf(known)) await list(conversation);
    for (const row of known) {
      const { leg } = placeLeg(row.uuid, row.state);
      if (leg.closed || records.has(row.uuid)) continue;
      signal.throwIfAborted();
      const record = await vonage.getLeg({ ...of, uuid: row.uuid });
      // A leg is kept for two days: one that is not found sooner may be in a region that we did not ask.
      if (record) records.set(row.uuid, record);
      else if (silentTooLong(row, clock.now())) records.set(row.uuid, gone(row));
    }
    for (const uuid of await placedFor(call)) {
      if (records.has(uuid) || known.some((leg) => leg.uuid === uuid)) continue;
      signal.throwIfAborted();
      const record = await vonage.getLeg({ ...of, uuid });
      if (record) records.set(uuid, record);
    }
    // Vonage may have called someone where a leg was moved to, and all events of that call may be lost.
    const movedTo = known.flatMap(({ uuid, state }) => {
      const now = textOf(records.get(uuid) ?? {}, 'conversation_uuid');
      return now ? [...state.movedTo, now] : state.movedTo;
    });
    for (const conversation of movedTo) {
      if (!asked.has(conversation) && !(await isShared(conversation, call))) await list(conversation);
    }
    for (const [uuid, record] of records) {
      const row = known.find((one) => one.uuid === uuid);
      const outlived = row && isLive(record) && tooOld(row, clock.now());
      await store(applicationId, outlived ? gone(row) : record);
    }
    await apply(applicationId);
  }

  /** Legs that operations have placed for the call; all events of one of them may be lost. */
  async function placedFor({ id }: CallRow): Promise<string[]> {
    const placed = and(eq(operations.callId, id), isNotNull(operations.targetLeg));
    const rows = await db.select({ uuid: operations.targetLeg }).from(operations).where(placed);
    return [...new Set(rows.map(({ uuid }) => uuid!))];
  }

  /** Whether other calls are, or were, in the conversation as well: a named room. */
  async function isShared(conversation: string, { id, applicationId }: CallRow): Promise<boolean> {
    const [other] = await db
      .select({ uuid: legs.uuid })
      .from(legConversations)
      .innerJoin(
        legs,
        and(eq(legs.applicationId, legConversations.applicationId), eq(legs.uuid, legConversations.legUuid)),
      )
      .where(
        and(
          eq(legConversations.applicationId, applicationId),
          eq(legConversations.conversationUuid, conversation),
          ne(legs.callId, id),
        ),
      )
      .limit(1);
    return other !== undefined;
  }

  async function store(applicationId: string, record: LegRecord): Promise<void> {
    const { _links, ...body } = record;
    const raw = Buffer.from(`reconcile ${JSON.stringify(body)}`);
    await accept({ applicationId, door: 'reconcile', kind: 'status', raw, body });
  }

  /** Null once the call or its application is deleted: Vonage can no longer be asked. */
  async function find(id: string): Promise<CallRow | null> {
    const [found] = await db
      .select({ call: calls })
      .from(calls)
      .innerJoin(applications, eq(applications.id, calls.applicationId))
      .where(eq(calls.id, id));
    return found?.call ?? null;
  }

  const manner = {
    deadlineMs: DEADLINE_MS,
    atOnce: CALLS_AT_ONCE,
    pauseMs: (attempts: number) => Math.min(attempts * MINUTE_MS, NOTHING_NEW_MS),
  };

  jobs.define({
    kind: ONCE,
    ...manner,
    async run(job, signal) {
      const call = await find(job.key);
      if (call && !call.endedAt) await reconcile(call, signal);
    },
  });

  jobs.define({
    kind: KIND,
    ...manner,
    async run(job, signal) {
      const call = await find(job.key);
      if (!call?.reconcileAt) return;
      if (call.reconcileAt > clock.now()) return job.next(db, call.reconcileAt);

      await reconcile(call, signal);
      const later = new Date(clock.now().getTime() + NOTHING_NEW_MS);
      await db.transaction(async (tx) => {
        // Events applied meanwhile have set a new time and added the job again.
        const same = and(eq(calls.id, call.id), eq(calls.reconcileAt, call.reconcileAt!));
        const moved = await tx.update(calls).set({ reconcileAt: later }).where(same).returning({ id: calls.id });
        if (moved.length > 0) await job.next(tx, later);
      });
    },
  });

  // The previous version has no jobs, and may have left calls to ask about.
  jobs.define({
    kind: 'find-forgotten-calls',
    deadlineMs: DEADLINE_MS,
    everyMs: MINUTE_MS,
    async run() {
      const job = db
        .select({ key: jobRows.key })
        .from(jobRows)
        .where(and(eq(jobRows.kind, KIND), eq(jobRows.key, sql`${calls.id}::text`)));
      const overdue = await db
        .select({ key: calls.id, applicationId: calls.applicationId, due: calls.reconcileAt })
        .from(calls)
        .innerJoin(applications, eq(applications.id, calls.applicationId))
        .where(and(isNotNull(calls.reconcileAt), lt(calls.reconcileAt, clock.now()), notExists(job)))
        .limit(MISSING_AT_ONCE);
      const list = overdue.map(({ due, ...call }) => ({ kind: KIND, ...call, due: due! }));
      await jobs.add(db, list, 'keep');
    },
  });
}

/** Where the legs began; a named room that they were moved to holds other callers too. */
function beginningsOf(rows: LegRow[]): string[] {
  return [...new Set(rows.map((row) => placeLeg(row.uuid, row.state).leg.home))];
}

function isLive(record: LegRecord): boolean {
  return ['started', 'ringing', 'answered', 'machine', 'human'].some((status) => status === record.status);
}

function tooOld(row: LegRow, now: Date): boolean {
  return now.getTime() - Date.parse(placeLeg(row.uuid, row.state).leg.startedAt) > LONGEST_CALL;
}

/** Whether its last event is older than a call can be. */
function silentTooLong(row: LegRow, now: Date): boolean {
  return now.getTime() - Date.parse(lastEventOf(row) ?? '') > LONGEST_CALL;
}

/** Vonage no longer has the leg: assume that it ended at its last event. */
function gone(row: LegRow): LegRecord {
  return { uuid: row.uuid, status: 'completed', end_time: lastEventOf(row) };
}

function lastEventOf({ state }: LegRow): string | null {
  const instants = [state.conversations, state.told].flatMap((group) => Object.values(group).map((seen) => seen.at));
  return instants.sort().at(-1) ?? null;
}
