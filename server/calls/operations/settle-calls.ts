import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import type { DbOrTx } from '../../db/connect.js';
import { uuidv7 } from '../../ids.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import { type LegRow, legs } from '../calls.table.js';
import { consults } from '../consult/consults.table.js';
import { viewLeg } from '../fold/leg-state.js';
import type { Reaction } from '../fold/reactions.js';
import { begin } from './advance.js';
import { type OperationRow, operations } from './operations.table.js';
import { hasBrokenOff, type RingTime, ringTime, toResume } from './ring-again.js';
import { placeOf } from './rooms.js';
import { settle } from './settle.js';
import { type Party, type Plan, planOf, RELEASE_AGENT, type RequestedKind, type Role } from './steps.js';

/** The job that runs an operation; its key is the operation's id. */
export const OPERATION_JOB = 'operation';
/** Milliseconds until an operation that cannot be finished is taken back. */
const DEADLINE_MS = 15_000;

/** The latest that was done with a contact: who took part in it. */
type Latest = Pick<OperationRow, 'id' | 'callId' | 'agentLeg' | 'customerLeg' | 'targetLeg'> & {
  /** Null for a consultation that began before there were operations. */
  operation: OperationRow | null;
};

/** What our books say of a leg; of one that nothing is known of yet, that it rings. */
export function partyOf(leg: LegRow | undefined): Party {
  if (!leg) return { live: true, answered: false, room: null, held: false };
  const answered = viewLeg(leg.uuid, leg.state).answeredAt !== null;
  return { live: leg.live, answered, room: placeOf(leg), held: leg.heldSince !== null };
}

/**
 * Whether nobody took the contact whom an agent had transferred. Where the target was canceled, the contact has hung up.
 * @param target the leg that was rung
 */
function isUntaken({ operation }: Latest, target: LegRow | undefined): boolean {
  if (operation?.kind !== 'transfer' || operation.state !== 'done' || !target || target.live) return false;
  const { answeredAt, status } = viewLeg(target.uuid, target.state);
  return answeredAt === null && status !== 'cancelled';
}

type NewOperation = Pick<OperationRow, 'applicationId' | 'callId' | 'kind' | 'agentLeg' | 'customerLeg' | 'targetLeg'> &
  Partial<Pick<OperationRow, 'endpoint' | 'askedBy' | 'deadline' | 'resumes'>>;

/** Options for an operation that the server starts by itself. */
interface Start {
  /** When its first step is due; now unless it says otherwise. */
  due?: Date;
  /** Whose legs have ended before. */
  over?: Role[];
}

/** Begins operations, in any transaction, and those that nobody asks for. */
export function createSettleCalls({ clock, jobs }: { clock: Clock; jobs: Jobs }) {
  /**
   * Writes an operation, so that no other one begins for the call or the agent; `start` follows in the same transaction.
   * @throws the database's refusal (23505) while another one runs
   */
  async function reserve(tx: DbOrTx, wanted: NewOperation): Promise<OperationRow> {
    const now = clock.now();
    const row: OperationRow = {
      endpoint: null,
      askedBy: null,
      resumes: null,
      deadline: new Date(now.getTime() + DEADLINE_MS),
      ...wanted,
      id: uuidv7(now),
      progress: begin({ steps: [], noReturn: 0 }, false),
      movesBefore: 0,
      state: 'running',
      problem: null,
      startedAt: now,
      endedAt: null,
    };
    await tx.insert(operations).values(row);
    return row;
  }

  /** Gives an operation its steps and the job that runs it; one without steps is done already. */
  async function start(
    tx: DbOrTx,
    row: OperationRow,
    plan: Plan,
    customer: LegRow | undefined,
    { due = row.startedAt, over = [] }: Start = {},
  ): Promise<OperationRow> {
    const { id, applicationId, startedAt } = row;
    const change = {
      progress: begin(plan, customer?.heldSince != null, over),
      movesBefore: customer?.state.movedTo.length ?? 0,
      ...(plan.steps.length === 0 && { state: 'done' as const, endedAt: startedAt }),
    };
    await tx.update(operations).set(change).where(eq(operations.id, id));
    if (plan.steps.length > 0) await jobs.add(tx, { kind: OPERATION_JOB, key: id, due, applicationId });
    return { ...row, ...change };
  }

  /** The latest operation for each contact of the calls; a consultation counts that began before there were operations. */
  async function latestOf(tx: DbOrTx, callIds: string[]): Promise<Latest[]> {
    const done = await tx.select().from(operations).where(inArray(operations.callId, callIds));
    const known = await tx.select().from(consults).where(inArray(consults.callId, callIds));
    const rows: Latest[] = [
      // A consultation has the id of its operation.
      ...known
        .filter(({ id }) => done.every((operation) => operation.id !== id))
        .map((row) => ({ ...row, operation: null })),
      ...done.map((operation) => ({ ...operation, operation })),
    ];
    rows.sort((left, right) => (left.id < right.id ? -1 : 1));
    return [...new Map(rows.map((row) => [`${row.callId} ${row.customerLeg}`, row])).values()];
  }

  /**
   * Begins what is needed so that nobody in these calls is left alone; where an operation runs, it does this at its end.
   * @param gone legs that have ended although no event has said so yet
   */
  async function settleCalls(
    tx: DbOrTx,
    applicationId: string,
    callIds: string[],
    gone: readonly string[] = [],
  ): Promise<void> {
    const latest = callIds.length > 0 ? await latestOf(tx, callIds) : [];
    if (latest.length === 0) return;
    const inCalls = and(eq(legs.applicationId, applicationId), inArray(legs.callId, callIds));
    const all = (await tx.select().from(legs).where(inCalls)).map((leg) => ({
      ...leg,
      live: leg.live && !gone.includes(leg.uuid),
    }));
    const running = and(inArray(operations.callId, callIds), eq(operations.state, 'running'));
    const busy = (await tx.select({ id: operations.callId }).from(operations).where(running)).map(({ id }) => id);
    for (const one of latest.filter(({ callId }) => !busy.includes(callId)))
      await settleOne(tx, applicationId, one, all);
  }

  async function settleOne(tx: DbOrTx, applicationId: string, latest: Latest, all: LegRow[]): Promise<void> {
    const { callId, agentLeg, customerLeg, targetLeg } = latest;
    const find = (uuid: string | null) => all.find((leg) => leg.uuid === uuid);
    const [agent, customer, target] = [find(agentLeg), find(customerLeg), find(targetLeg)];
    if (!agent || !customer) return;
    const company = all.filter((leg) => leg.callId === callId && leg.live);
    const three = { agentLeg, customerLeg, targetLeg };
    const parties = {
      agent: partyOf(agent),
      customer: partyOf(customer),
      target: targetLeg === null ? null : partyOf(target),
    };
    // Who talked last with the contact.
    const last = target && parties.target?.answered ? target : agent;
    const untaken = isUntaken(latest, target);
    const ring = await timeToRing(tx, latest, { last, target, customer });
    const steps = settle({
      ...parties,
      othersLive: company.some(({ uuid }) => ![agentLeg, customerLeg, targetLeg].includes(uuid)),
      untaken,
      canRing: ring !== null,
    });
    if (ring && steps.some((step) => step.do === 'ring')) {
      const legs = { agentLeg: last.uuid, customerLeg, targetLeg: null };
      const endpoint = { type: 'app' as const, user: last.userName! };
      const resumes = latest.operation && toResume(latest.operation);
      const wanted = {
        applicationId,
        callId,
        kind: untaken ? ('comeBack' as const) : ('ringAgain' as const),
        ...legs,
        endpoint,
        deadline: ring.until,
        resumes,
      };
      const plan = { steps, noReturn: steps.length - 1 };
      await start(tx, await reserve(tx, wanted), plan, customer, { due: ring.due, over: ['agent'] });
      return;
    }
    if (steps.length > 0) {
      const wanted = { applicationId, callId, kind: 'settle' as const, ...three };
      await start(tx, await reserve(tx, wanted), { steps, noReturn: 0 }, customer);
      return;
    }
    if (!agent.live) await closeConsults(tx, applicationId, agentLeg);
    // The hold is over for everyone, so unmute the agent it muted.
    const muted = company.find((leg) => leg.mutedSince !== null && leg.uuid !== customerLeg);
    if (!muted || !customer.live || company.some((leg) => leg.heldSince !== null)) return;
    const legs = { agentLeg: muted.uuid, customerLeg, targetLeg: null };
    const wanted = { applicationId, callId, kind: 'settle' as const, ...legs };
    await start(tx, await reserve(tx, wanted), { steps: RELEASE_AGENT, noReturn: 0 }, customer);
  }

  /** Begins an operation anew for the agent who has answered when they were rung again. */
  async function resume(
    tx: DbOrTx,
    { resumes, callId, customerLeg, targetLeg: agentLeg }: OperationRow,
  ): Promise<void> {
    const [again] = resumes && agentLeg ? await tx.select().from(operations).where(eq(operations.id, resumes)) : [];
    if (!again || !agentLeg) return;
    const { applicationId, kind, endpoint, askedBy } = again;
    const all = await tx.select().from(legs).where(eq(legs.callId, callId));
    const find = (uuid: string) => all.find((leg) => leg.uuid === uuid);
    const customer = find(customerLeg);
    const parties = { agent: partyOf(find(agentLeg)), customer: partyOf(customer), target: null };
    const three = { agentLeg, customerLeg, targetLeg: null };
    const row = await reserve(tx, { applicationId, callId, kind, ...three, endpoint, askedBy });
    await start(tx, row, planOf(kind as RequestedKind, parties), customer);
  }

  /**
   * When the one who talked last with the contact is rung again; null if they are still there, or left by themselves and
   * the contact does not come back.
   */
  async function timeToRing(
    tx: DbOrTx,
    latest: Latest,
    { last, target, customer }: { last: LegRow; target: LegRow | undefined; customer: LegRow },
  ): Promise<RingTime | null> {
    if (last.live || !customer.live || last.userName === null) return null;
    if (!hasBrokenOff(last) && !isUntaken(latest, target)) return null;
    return ringTime(tx, last, latest.operation, target, clock.now());
  }

  /** A consultation is over for everyone when its agent is gone. */
  async function closeConsults(tx: DbOrTx, applicationId: string, agentLeg: string): Promise<void> {
    const own = and(eq(consults.applicationId, applicationId), eq(consults.agentLeg, agentLeg));
    await tx
      .update(consults)
      .set({ endedAt: clock.now() })
      .where(and(own, isNull(consults.endedAt)));
  }

  /** Whenever a leg has ended. */
  const settleAfterEnds: Reaction = {
    name: 'settle',
    concerns: ({ before, after }) => !after.live && before?.live !== false,
    react: (tx, { applicationId, legs }) =>
      settleCalls(tx, applicationId, [...new Set(legs.map(({ callId }) => callId))]),
  };

  return { reserve, start, settleCalls, resume, settleAfterEnds };
}

export type SettleCalls = ReturnType<typeof createSettleCalls>;
