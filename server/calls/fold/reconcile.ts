import { and, asc, eq, isNotNull, lte } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import { type CallRow, calls, type LegRow, legs } from '../calls.table.js';
import type { Body } from '../events/classify-event.js';
import { textOf } from '../events/classify-event.js';
import type { NewEvent } from '../events/event-row.js';
import { LONGEST_CALL, placeLeg } from './call-groups.js';

/** What Vonage knows of a leg: a record of `GET /v1/calls` (Vonage: http-api §4.2). */
export type LegRecord = Body;

/** How Vonage is asked about calls. */
export interface AskVonage {
  /** The legs that are, or last were, in the conversation. */
  listLegs(of: { applicationId: string; conversationUuid: string }): Promise<LegRecord[]>;
  /** Null when Vonage does not know the leg. */
  getLeg(of: { applicationId: string; uuid: string }): Promise<LegRecord | null>;
}

const CALLS_A_RUN = 20;
/** When Vonage could not be asked, and when it had nothing new to say. */
const ASK_AGAIN_MS = { failed: 60_000, nothingNew: 10 * 60_000 };

/**
 * Asks Vonage about calls whose events have stopped, so that none stays live indefinitely. The results go through the
 * inbox like events (with `reconcile` as their webhook), so that a late event still fits.
 */
export function createReconcile(deps: {
  db: Db;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'warn'>;
  vonage: AskVonage;
  accept: (event: NewEvent) => Promise<unknown>;
  apply: (applicationId: string) => Promise<void>;
  /** Ends the asking between two calls. */
  signal: AbortSignal;
}) {
  const { db, clock, log, vonage, accept, apply, signal } = deps;

  async function reconcile(call: CallRow): Promise<void> {
    const { applicationId } = call;
    const known = await db.select().from(legs).where(eq(legs.callId, call.id));
    const records = new Map<string, LegRecord>();
    for (const conversationUuid of beginningsOf(known)) {
      for (const record of await vonage.listLegs({ applicationId, conversationUuid })) {
        const uuid = textOf(record, 'uuid');
        if (uuid) records.set(uuid, record);
      }
    }
    for (const row of known) {
      const { leg } = placeLeg(row.uuid, row.state);
      if (leg.closed || records.has(row.uuid)) continue;
      const record = await vonage.getLeg({ applicationId, uuid: row.uuid });
      records.set(row.uuid, record ?? gone(row));
    }
    for (const [uuid, record] of records) {
      const row = known.find((one) => one.uuid === uuid);
      const outlived = row && isLive(record) && tooOld(row, clock.now());
      await tell(applicationId, outlived ? gone(row) : record);
    }
    await apply(applicationId);
  }

  /** Whether the call's time was still this one: what is applied, and another server, set it too. */
  async function moveOn(callId: string, from: Date | null, to: Date): Promise<boolean> {
    const still = and(eq(calls.id, callId), eq(calls.reconcileAt, from ?? to));
    const moved = await db.update(calls).set({ reconcileAt: to }).where(still).returning({ id: calls.id });
    return moved.length > 0;
  }

  async function tell(applicationId: string, record: LegRecord): Promise<void> {
    const { _links, ...body } = record;
    const raw = Buffer.from(`reconcile ${JSON.stringify(body)}`);
    await accept({ applicationId, door: 'reconcile', kind: 'status', raw, body });
  }

  return {
    /**
     * Asks about the calls that are due. A server takes a call by moving its time on, so that two do not ask about the same.
     * @returns how many there were
     */
    async runDue(): Promise<number> {
      const now = clock.now();
      const due = await db
        .select()
        .from(calls)
        .where(and(isNotNull(calls.reconcileAt), lte(calls.reconcileAt, now)))
        .orderBy(asc(calls.reconcileAt))
        .limit(CALLS_A_RUN);
      let asked = 0;
      for (const call of due) {
        if (signal.aborted) break;
        const later = (wait: number) => new Date(now.getTime() + wait);
        if (!(await moveOn(call.id, call.reconcileAt, later(ASK_AGAIN_MS.failed)))) continue;
        asked += 1;
        try {
          await reconcile(call);
          await moveOn(call.id, later(ASK_AGAIN_MS.failed), later(ASK_AGAIN_MS.nothingNew));
        } catch (error) {
          log.warn({ err: error, callId: call.id }, 'Vonage could not be asked about a call; it is asked again.');
        }
      }
      return asked;
    },
  };
}

/** Where the legs began; a named room that they were moved to holds other callers too. */
function beginningsOf(rows: LegRow[]): string[] {
  return [...new Set(rows.map((row) => placeLeg(row.uuid, row.state).leg.home))];
}

function isLive(record: LegRecord): boolean {
  return ['started', 'ringing', 'answered', 'machine', 'human'].includes(String(record.status));
}

function tooOld(row: LegRow, now: Date): boolean {
  return now.getTime() - Date.parse(placeLeg(row.uuid, row.state).leg.startedAt) > LONGEST_CALL;
}

/** Vonage no longer has the leg: assume that it ended at its last event. */
function gone(row: LegRow): LegRecord {
  const { state } = row;
  const instants = [state.conversations, state.told].flatMap((group) => Object.values(group).map((seen) => seen.at));
  return { uuid: row.uuid, status: 'completed', end_time: instants.sort().at(-1) ?? null };
}
