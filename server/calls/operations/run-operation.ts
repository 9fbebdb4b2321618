import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import type { Job } from '../../jobs/job.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import type { Realtime } from '../../realtime/topics.js';
import { type LegRow, legs } from '../calls.table.js';
import { consults } from '../consult/consults.table.js';
import { events } from '../events/events.table.js';
import { lockCalls } from '../fold/applier.js';
import type { Tx } from '../fold/known-legs.js';
import { viewLeg } from '../fold/leg-state.js';
import type { React } from '../fold/reactions.js';
import { askOnce } from '../fold/reconcile.js';
import { writeOutcomes } from '../outcome/write-outcomes.js';
import { publishCall } from '../publish-call.js';
import { type Advanced, advance, dueStep, isOnce, onlyLook, type Progress, without } from './advance.js';
import type { Effect } from './effect.js';
import type { FindPlaced } from './find-placed.js';
import type { Problem } from './operation-kinds.js';
import { type OperationRow, operations } from './operations.table.js';
import { hangUpAgain } from './placed-legs.js';
import { costTheAgent, hasHungUp } from './ring-again.js';
import { roomName } from './rooms.js';
import { contactOf, legOf, RUNG_AGAIN, type SendStep, type Sent, somebodyLeft } from './send-step.js';
import { OPERATION_JOB, type SettleCalls } from './settle-calls.js';
import type { Role, Step } from './steps.js';
import { writeEffect } from './write-legs.js';

/** A run sends at most one request that nobody answers (10 s). */
const DEADLINE_MS = 12_000;
/** After so many milliseconds a run leaves the rest to the next one. */
const SLICE_MS = 1500;
const AT_ONCE = 50;
/** Milliseconds after which a request that was given up no longer takes effect. */
const LATE_EFFECT_MS = 5000;

const ROLES: Role[] = ['agent', 'customer', 'target'];

/** A step that must not be done twice was marked before it was sent; any other may have been sent. */
function afterCrash(progress: Progress): Progress {
  const step = dueStep(progress);
  return step && isOnce(step) ? progress : { ...progress, unsure: true };
}

const hasAnswered = (leg?: LegRow): boolean => leg !== undefined && viewLeg(leg.uuid, leg.state).answeredAt !== null;

/** Whether events tell that the contact was moved since the operation began. */
const hasMoved = (row: OperationRow, customer?: LegRow): boolean =>
  row.kind === 'transfer' && (customer?.state.movedTo.length ?? 0) > row.movesBefore;

/** The last failure, unless all went well or the operation begins anew. */
function problemAtEnd(row: OperationRow, { progress, ended }: Advanced, sent: Partial<Sent>): Problem | null {
  if (ended && costTheAgent({ ...row, progress, state: ended })) return RUNG_AGAIN;
  return sent.problem ?? (ended === 'done' ? null : row.problem);
}

interface Written {
  reapplies: boolean;
  publish: () => void;
}
const NOTHING: Written = { reapplies: false, publish: () => {} };

interface Found {
  row: OperationRow;
  leg: (role: Role) => LegRow | undefined;
}

/**
 * Runs operations: sends one step after the other outside any transaction and writes what came of it. A job holds each
 * operation, so that only one server runs it and another one continues when that server dies.
 */
export function createRunOperation(deps: {
  db: Db;
  jobs: Jobs;
  clock: Clock;
  realtime: Realtime;
  settling: SettleCalls;
  react: React;
  sendStep: SendStep;
  findPlaced: FindPlaced;
  /** Applies the application's events soon. */
  applySoon: (applicationId: string) => void;
}) {
  const { db, jobs, clock, realtime, settling, react, sendStep, findPlaced, applySoon } = deps;

  const times = { deadlineMs: DEADLINE_MS, pauseMs: () => 1000 };
  jobs.define({ kind: OPERATION_JOB, atOnce: AT_ONCE, ...times, run });

  async function run(job: Job, signal: AbortSignal): Promise<void> {
    const start = performance.now();
    for (let isFirst = true; ; isFirst = false) {
      const found = await find(job.key);
      if (found?.row.state !== 'running') return;
      const { quietUntil = 0 } = found.row.progress;
      if (quietUntil > clock.now().getTime()) return job.next(db, new Date(quietUntil));
      // The run before may have died in the middle of the step.
      if (isFirst && job.attempts > 1) found.row.progress = afterCrash(found.row.progress);
      const { advanced, sent } = await next(found);
      const isLast = signal.aborted || performance.now() - start > SLICE_MS;
      const goesOn = advanced.ended === null && advanced.pause === 0 && !isLast;
      const { reapplies, publish } = await db.transaction((tx) => write(tx, found, advanced, sent, job, goesOn));
      publish();
      tell(found.row);
      if (reapplies) applySoon(found.row.applicationId);
      if (!goesOn) return;
    }
  }

  async function find(id: string): Promise<Found | null> {
    const [row] = await db.select().from(operations).where(eq(operations.id, id));
    if (!row) return null;
    const uuids = ROLES.flatMap((role) => legOf(row, role) ?? []);
    const known = await db
      .select()
      .from(legs)
      .where(and(eq(legs.applicationId, row.applicationId), inArray(legs.uuid, uuids)));
    return { row, leg: (role) => known.find(({ uuid }) => uuid === legOf(row, role)) };
  }

  /** Does the step that is due, unless someone who is needed has left meanwhile. */
  async function next({ row, leg }: Found): Promise<{ advanced: Advanced; sent: Partial<Sent> }> {
    const { progress } = row;
    const left = ROLES.find((role) => leg(role)?.live === false && !progress.over.includes(role));
    if (left) return { advanced: without(progress, left), sent: { problem: somebodyLeft(left) } };
    const step = dueStep(progress)!;
    const sent = await attempt({ row, leg }, step);
    const now = clock.now();
    const quiet = sent.timedOut && { quietUntil: now.getTime() + LATE_EFFECT_MS };
    return { advanced: advance({ ...progress, ...quiet }, sent.outcome, now >= row.deadline), sent };
  }

  async function attempt({ row, leg }: Found, step: Step): Promise<Sent> {
    const { progress } = row;
    const customer = leg('customer');
    if (step.do === 'await') return { outcome: hasAnswered(leg('target')) ? 'done' : 'pending' };
    if (isOnce(step)) {
      // The operation may have found the leg to be over before the event came that says why.
      if (row.kind === 'ringAgain' && hasHungUp(leg('agent'))) return { outcome: 'refused' };
      // Events name the operation that placed a leg; they may be quicker than the reply.
      if (row.targetLeg !== null || (progress.unsure && hasMoved(row, customer))) return { outcome: 'done' };
      if (onlyLook(progress)) return look(row);
      // Whoever continues after a crash must know that it may have been sent.
      const unsure = { ...progress, unsure: true };
      await db.update(operations).set({ progress: unsure }).where(eq(operations.id, row.id));
    }
    return sendStep(row, step, contactOf(customer));
  }

  /** Events may have been lost while the server was down: what they would have told is asked of Vonage. */
  async function look(row: OperationRow): Promise<Sent> {
    const placed = await findPlaced(row).catch(() => undefined);
    return placed === undefined ? { outcome: 'unknown' } : { outcome: 'done', placed, asked: true };
  }

  /**
   * @param goesOn whether this run does the next step as well; else the job ends or continues later
   * @returns whether events are to be applied again, and what sends the messages of the reactions
   * @throws LostJob when another run has taken over: it finds the leg that was placed by its events
   */
  async function write(
    tx: Tx,
    found: Found,
    advanced: Advanced,
    sent: Partial<Sent>,
    job: Job,
    goesOn: boolean,
  ): Promise<Written> {
    const { row } = found;
    // In the same order as the applier: it holds the calls before it reacts.
    await lockCalls(tx, row.applicationId);
    const { progress, ended, effect } = advanced;
    const targetLeg = sent.placed ?? row.targetLeg;
    const now = clock.now();
    const problem = problemAtEnd(row, advanced, sent);
    // Events may have told of the target's leg meanwhile.
    const change = { progress, problem, ...(targetLeg && { targetLeg }), ...(ended && { state: ended, endedAt: now }) };
    const [changed] = await tx.update(operations).set(change).where(eq(operations.id, row.id)).returning();
    if (!changed) return NOTHING;
    if (effect) await note(tx, changed, effect, found.leg('customer')?.room ?? null);
    const reapplies = changed.targetLeg !== null && changed.kind === 'consult' && (await keepConsult(tx, changed));
    if (sent.asked) await askOnce(jobs, tx, [{ id: changed.callId, applicationId: changed.applicationId }], now);
    const publish = ended ? await finish(tx, changed, found) : NOTHING.publish;
    if (goesOn) await job.report(tx, null);
    else if (ended) await job.done(tx);
    else await job.next(tx, new Date(now.getTime() + ('pause' in advanced ? advanced.pause : 0)));
    return { reapplies, publish };
  }

  /** Where a leg is now, and whether it is on hold. */
  async function note(tx: Tx, row: OperationRow, effect: Effect, customerRoom: string | null): Promise<void> {
    const uuid = legOf(row, effect.leg);
    if (!uuid) return;
    const names = { agent: row.agentLeg, customer: row.customerLeg, customerRoom };
    const room = effect.room ? roomName(effect.room, names) : null;
    await writeEffect(tx, { applicationId: row.applicationId, uuid }, effect, room, clock.now());
  }

  /**
   * What was heard of the target's leg before is applied again: from now on it belongs to the call of the contact.
   * @returns whether this was the first time
   */
  async function keepConsult(tx: Tx, row: OperationRow): Promise<boolean> {
    const { id, applicationId, callId, agentLeg, customerLeg, endpoint, startedAt } = row;
    const targetLeg = row.targetLeg!;
    const who = endpoint?.type === 'phone' ? endpoint.number : (endpoint?.user ?? '');
    const consult = { id, applicationId, callId, agentLeg, customerLeg, targetLeg, who, startedAt };
    const added = await tx.insert(consults).values(consult).onConflictDoNothing().returning({ id: consults.id });
    if (added.length === 0) return false;
    // By its call, for which there is an index: an application may have a million events.
    const own = tx
      .select({ id: legs.callId })
      .from(legs)
      .where(and(eq(legs.applicationId, applicationId), eq(legs.uuid, targetLeg)));
    await tx
      .update(events)
      .set({ appliedAt: null })
      .where(and(inArray(events.callId, own), eq(events.legUuid, targetLeg), isNotNull(events.appliedAt)));
    return true;
  }

  /** What an operation's end means for its consultation, and for whoever would be left alone by it. */
  async function finish(tx: Tx, row: OperationRow, { leg }: Found): Promise<() => void> {
    const { applicationId, callId, kind, state, agentLeg, customerLeg, progress } = row;
    const now = clock.now();
    const own = eq(consults.applicationId, applicationId);
    const ends = state === 'done' ? ['complete', 'merge', 'cancel'].includes(kind) : kind === 'consult';
    if (ends) {
      const open = and(own, eq(consults.agentLeg, agentLeg), isNull(consults.endedAt));
      await tx.update(consults).set({ endedAt: now }).where(open);
    }
    if (kind === 'transfer' && state === 'done') {
      const waited = and(own, eq(consults.customerLeg, customerLeg), isNull(consults.leftAt));
      await tx.update(consults).set({ leftAt: now }).where(waited);
    }
    if (kind === 'ringAgain' && state === 'done') await settling.resume(tx, row);
    const done = progress.steps.slice(0, progress.at);
    const ended = done.filter((step) => step.do === 'hangUp' || (step.do === 'move' && step.to === 'apology'));
    const gone = [...progress.over, ...ended.map(({ leg }) => leg)].flatMap((role) => legOf(row, role) ?? []);
    // Vonage may have refused to act on a leg that lives: whoever is there would be left alone.
    const given = progress.over.flatMap((role) => (leg(role)?.live ? legOf(row, role)! : []));
    if (given.length > 0) await hangUpAgain(deps, tx, applicationId, given);
    await settling.settleCalls(tx, applicationId, [callId], gone);
    await writeOutcomes(tx, [callId]);
    return react(tx, { applicationId, legs: [], calls: [callId] });
  }

  function tell({ applicationId, callId, id, agentLeg }: OperationRow): void {
    void realtime.publish('operation', { applicationId, callId, operationId: id, legUuid: agentLeg });
    void publishCall({ db, realtime }, { applicationId, callId });
  }
}
