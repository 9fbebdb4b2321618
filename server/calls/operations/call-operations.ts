import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Actor } from '../../accounts/actor.js';
import type { Audit } from '../../accounts/audit/audit.js';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import type { Db } from '../../db/connect.js';
import { codeOf } from '../../db/failures.js';
import type { Dialling } from '../../dialling/dialling.service.js';
import { fail } from '../../errors.js';
import { gather } from '../../gather.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import type { Missed, Realtime } from '../../realtime/topics.js';
import type { Vonage } from '../../vonage/client.js';
import type { AppEndpoint, PhoneEndpoint } from '../../vonage/ncco.js';
import type { CallAccess } from '../call-region.js';
import { type LegRow, legs } from '../calls.table.js';
import type { ConsultView } from '../consult/consult-view.js';
import { createConsults } from '../consult/consults.js';
import type { React } from '../fold/reactions.js';
import { createNotes } from '../notes/notes.js';
import { publishCall } from '../publish-call.js';
import { createFindPlaced } from './find-placed.js';
import { type OperationView, viewOperation } from './operation-view.js';
import { defineHangUps, hangUpAgain } from './placed-legs.js';
import { createRunOperation } from './run-operation.js';
import { createSendStep } from './send-step.js';
import { partyOf, type SettleCalls } from './settle-calls.js';
import { planOf, type RequestedKind } from './steps.js';
import { defineSweep } from './sweep-calls.js';
import { createTalk, type IsThere, type Talk, type TransferTarget } from './talk.js';
import { createWatchOperations } from './watch-operations.js';
import { writeEffect } from './write-legs.js';

export type ConsultEnd = 'complete' | 'merge' | 'cancel';

export interface OperationsDeps {
  db: Db;
  jobs: Jobs;
  audit: Audit;
  clock: Clock;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'warn'>;
  vonage: Vonage;
  /** `publicUrl`: where Vonage fetches the music. */
  config: Pick<Config, 'publicUrl'>;
  access: CallAccess;
  /** Where its events are sent. */
  eventUrl: (applicationId: string) => Promise<string>;
  outgoingNumber: (applicationId: string) => string | null;
  dial: Dialling['dial'];
  /** Whether a colleague can be rung. */
  isThere: IsThere;
  settling: SettleCalls;
  /** What features do when its calls have changed. */
  react: React;
  /** Applies the application's events soon. */
  applySoon: (applicationId: string) => void;
}

/** PostgreSQL's code of a broken unique index. */
const TAKEN = '23505';

/** A contact who is consulted about, and the consultation's third leg. */
interface ActedOn {
  agent: LegRow;
  customer: LegRow;
  targetLeg?: string | null;
}

/**
 * What agents do with the call they are in, leg by leg. What takes several requests is written as an operation before
 * the first one and run by a job; what comes of it comes back as events. Every method throws NOT_FOUND for a leg that is
 * not the agent's own (an admin's may be any agent's) or is over, CONFLICT (nobodyThere) while no one is at the other end
 * and CONFLICT (operationRunning) while another operation runs for the call.
 */
export function createCallOperations(deps: OperationsDeps) {
  const { db, settling, realtime } = deps;
  const live = async ({ applicationId, callId }: Pick<LegRow, 'applicationId' | 'callId'>) =>
    deps.vonage.application(await deps.access(applicationId, callId)).live;
  const consults = createConsults(deps);
  const notes = createNotes(deps);
  const talks = createTalk({ ...deps, consulted: consults.consulted });
  const { legOf, ownLeg, talkOf, endpointOf, checkIsThere, nobodyThere } = talks;
  const { runningOf, runningIn, watch, followed } = createWatchOperations(deps);
  createRunOperation({ ...deps, sendStep: createSendStep(deps), findPlaced: createFindPlaced(deps) });
  defineHangUps({ ...deps, live });
  defineSweep(deps);

  /** Whoever does something in another's call leaves a trace. */
  async function traced(actor: Actor, { callId, userName, applicationId }: LegRow, operation: string): Promise<void> {
    if (userName === actor.userName && applicationId === actor.applicationId) return;
    const target = { kind: 'call', id: callId, name: userName || callId };
    await deps.audit.count(actor, { action: 'call.operated', target, after: { operation } });
  }

  /**
   * Writes the operation, which a job then runs, and waits a moment for its end. The legs are read after it was written:
   * what an operation before has changed is known by then.
   */
  function begin(
    actor: Actor,
    kind: RequestedKind,
    { agent, customer, targetLeg = null }: ActedOn,
    endpoint: AppEndpoint | PhoneEndpoint | null = null,
  ): Promise<OperationView> {
    const { applicationId, callId } = agent;
    const three = { agentLeg: agent.uuid, customerLeg: customer.uuid, targetLeg };
    const wanted = { applicationId, callId, kind, ...three, endpoint, askedBy: actor.apiKey?.id ?? actor.memberId };
    const write = () =>
      db.transaction(async (tx) => {
        const row = await settling.reserve(tx, wanted);
        const known = await tx.select().from(legs).where(eq(legs.callId, callId));
        const find = (uuid: string | null) => known.find((leg) => leg.uuid === uuid);
        const target = targetLeg === null ? null : partyOf(find(targetLeg));
        const parties = { agent: partyOf(find(agent.uuid)), customer: partyOf(find(customer.uuid)), target };
        return settling.start(tx, row, planOf(kind, parties), find(customer.uuid));
      });
    return followed(async () => {
      try {
        const row = await write();
        void realtime.publish('operation', { applicationId, callId, operationId: row.id, legUuid: agent.uuid });
        return viewOperation(row);
      } catch (error) {
        if (codeOf(error) !== TAKEN) throw error;
        throw fail('CONFLICT', 'Another operation is running for this call.', { rule: 'operationRunning' });
      }
    });
  }

  /** The talk that an operation is about to act on. @throws CONFLICT (consulting) during a consultation */
  async function freeTalk(actor: Actor, legUuid: string, operation: RequestedKind): Promise<Talk> {
    const talk = await talkOf(actor, legUuid);
    await traced(actor, talk.agent, operation);
    if (await consults.of(talk.agent.applicationId, legUuid)) {
      throw fail('CONFLICT', 'A consultation is under way.', { rule: 'consulting' });
    }
    return talk;
  }

  /**
   * With the endpoint that is called.
   * @param anyway also a colleague who is not signed in
   * @throws CONFLICT (notSignedIn) for a colleague who is not
   */
  async function call(
    actor: Actor,
    legUuid: string,
    { target, anyway }: { target: TransferTarget; anyway: boolean },
    kind: 'transfer' | 'consult',
  ): Promise<OperationView> {
    if (!anyway) await checkIsThere(actor, legUuid, target);
    const talk = await freeTalk(actor, legUuid, kind);
    return begin(actor, kind, talk, await endpointOf(target, talk, kind));
  }

  const runningInCall = gather<string, OperationView | null>(async (callIds) => {
    const running = await runningIn(callIds);
    return callIds.map((id) => running.get(id) ?? null);
  });

  return {
    consults,
    notes,

    /** The agent's own leg, an admin's any; also one that is over. */
    legOf,

    /** The contact hears music; the agent hears nothing and is not heard. */
    hold: async (actor: Actor, legUuid: string): Promise<OperationView> =>
      begin(actor, 'hold', await freeTalk(actor, legUuid, 'hold')),

    /** Both talk again. */
    resume: async (actor: Actor, legUuid: string): Promise<OperationView> =>
      begin(actor, 'resume', await freeTalk(actor, legUuid, 'resume')),

    /** Connects the contact to the target, who is not asked before; the agent leaves. Parameters and errors as `call`. */
    transfer: (actor: Actor, legUuid: string, target: TransferTarget, anyway: boolean): Promise<OperationView> =>
      call(actor, legUuid, { target, anyway }, 'transfer'),

    /** Calls the target for the agent alone; the contact hears music meanwhile. Parameters and errors as `call`. */
    consult: (actor: Actor, legUuid: string, target: TransferTarget, anyway: boolean): Promise<OperationView> =>
      call(actor, legUuid, { target, anyway }, 'consult'),

    /** @throws CONFLICT (nobodyThere) when nobody is consulted, or who is needed is not there */
    async endConsult(actor: Actor, legUuid: string, how: ConsultEnd): Promise<OperationView> {
      const agent = await ownLeg(actor, legUuid);
      await traced(actor, agent, 'endConsult');
      const consult = await consults.underWay(agent.applicationId, legUuid);
      if (!consult?.customer) throw nobodyThere();
      const { row, customer, view } = consult;
      if (!view.customerWaits || (how !== 'cancel' && view.status !== 'talking')) throw nobodyThere();
      return begin(actor, how, { agent, customer, targetLeg: row.targetLeg });
    },

    /** Ends the agent's own leg, in whatever state it is; an operation that runs then settles the call. */
    async hangUp(actor: Actor, legUuid: string): Promise<void> {
      const leg = await ownLeg(actor, legUuid);
      await traced(actor, leg, 'hangUp');
      await writeEffect(db, leg, { leg: 'agent', hungUp: true }, null, deps.clock.now());
      const isDone = await (await live(leg)).hangUp(leg.uuid);
      if (!isDone) await hangUpAgain(deps, db, leg.applicationId, [leg.uuid]);
    },

    /** The operation that is running for the agent's leg. */
    async operationOf(actor: Actor, legUuid: string): Promise<OperationView | null> {
      const { applicationId } = await legOf(actor, legUuid);
      return runningOf(applicationId, legUuid);
    },

    /** That one, or null; then each one whenever it changes. */
    async watchOperation(
      actor: Actor,
      legUuid: string,
      signal: AbortSignal,
    ): Promise<AsyncIterable<OperationView | null | Missed>> {
      const { applicationId } = await ownLeg(actor, legUuid);
      return watch(applicationId, legUuid, signal);
    },

    /** The one that is running in a call that the reader may see. */
    operationIn: (callId: string): Promise<OperationView | null> => runningInCall(callId),

    /** The consultation that the agent with that leg is in. */
    async consultOf(actor: Actor, legUuid: string): Promise<ConsultView | null> {
      const { applicationId } = await legOf(actor, legUuid);
      return consults.of(applicationId, legUuid);
    },

    /** How it continues; null when there is none. */
    async watchConsult(
      actor: Actor,
      legUuid: string,
      signal: AbortSignal,
    ): Promise<AsyncIterable<ConsultView | null | Missed>> {
      const { applicationId } = await ownLeg(actor, legUuid);
      return consults.watch(applicationId, legUuid, signal);
    },

    /** What the agent wrote down; empty when nothing. */
    async noteOf(actor: Actor, legUuid: string): Promise<string> {
      const { applicationId } = await legOf(actor, legUuid);
      return notes.of(applicationId, legUuid);
    },

    /** Replaces what the agent wrote down. @throws BAD_INPUT (tooLong) */
    async writeNote(actor: Actor, legUuid: string, text: string): Promise<void> {
      const leg = await legOf(actor, legUuid);
      await traced(actor, leg, 'note');
      const { applicationId, callId } = leg;
      await notes.write(actor, applicationId, legUuid, text);
      void publishCall({ db, realtime }, { applicationId, callId });
    },
  };
}
