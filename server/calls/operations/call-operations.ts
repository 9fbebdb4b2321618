import { setTimeout as sleep } from 'node:timers/promises';
import { and, desc, eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Actor } from '../../accounts/actor.js';
import type { Audit } from '../../accounts/audit/audit.js';
import { applications } from '../../applications/applications.table.js';
import { checkPhoneNumber } from '../../applications/phone-number.js';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import type { Db } from '../../db/connect.js';
import type { Dialling } from '../../dialling/dialling.service.js';
import { fail, notFound } from '../../errors.js';
import { uuidv7 } from '../../ids.js';
import type { Realtime } from '../../realtime/topics.js';
import type { ApplicationAccess, Vonage } from '../../vonage/client.js';
import type { AppEndpoint, Ncco, PhoneEndpoint } from '../../vonage/ncco.js';
import { type LegRow, legs } from '../calls.table.js';
import type { ConsultView } from '../consult/consult-view.js';
import { type ConsultEnd, createConsults } from '../consult/consults.js';
import { viewLeg } from '../fold/leg-state.js';
import { createNotes } from '../notes/notes.js';
import type { OperationKind, OperationView } from './operation-view.js';

/** Whom a caller is passed on to: one of the two. */
export interface TransferTarget {
  userName?: string | null;
  /** E.164 digits without `+`. */
  number?: string | null;
}

/** An agent in a call, and the one he talks with. */
export interface Talk {
  applicationId: string;
  callId: string;
  agent: string;
  customer: string;
  /** Whose leg the agent's is. */
  userName: string;
}

export interface OperationsDeps {
  db: Db;
  audit: Audit;
  clock: Clock;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'warn'>;
  vonage: Vonage;
  /** `publicUrl`: where Vonage fetches the music. */
  config: Pick<Config, 'publicUrl'>;
  /** What signs the application's requests. */
  access: (applicationId: string) => Promise<ApplicationAccess>;
  outgoingNumber: (applicationId: string) => string | null;
  dial: Dialling['dial'];
  /** Applies the application's events soon. */
  applySoon: (applicationId: string) => void;
}

/** A leg, or the talk of its agent. */
type ActedOn = Pick<LegRow, 'applicationId' | 'callId' | 'userName'>;

/** Vonage's ids are opaque, but are one word. */
const LEG_ID = /^[\w-]{8,64}$/;
/** Together the time for which an event may be late. */
const PAUSE_MS = 200;
const MOST_PAUSES = 10;

const CONNECTING: Ncco[number] = { action: 'talk', text: 'Please hold while we connect you.' };

/**
 * What an agent does with the call he is in, leg by leg (Vonage: http-api §4.3–4.5). What comes of it comes back as events.
 * Every operation throws NOT_FOUND for a leg that is not the agent's own (an admin's may be any agent's) or is over,
 * CONFLICT (nobodyThere) while no one is at the other end, and what Vonage refuses. Going on to a number throws FORBIDDEN
 * or LIMIT when the rules of dialling do not allow it.
 */
export function createCallOperations(deps: OperationsDeps) {
  const { db, config, access, vonage } = deps;
  const live = async (applicationId: string) => vonage.application(await access(applicationId)).live;
  const consults = createConsults({ ...deps, live, resume, endpointOf });
  const notes = createNotes(deps);

  async function ownLeg(actor: Actor, uuid: string): Promise<LegRow> {
    const leg = await legOf(actor, uuid);
    if (!leg.live) throw notFound('leg', uuid);
    return leg;
  }

  /** Also one that is over. */
  async function legOf(actor: Actor, uuid: string): Promise<LegRow> {
    if (!LEG_ID.test(uuid)) throw notFound('leg', uuid);
    // One that is somebody else's is not waited for.
    const found = await patiently(async () => {
      const [row] = await db
        .select({ leg: legs, accountId: applications.accountId })
        .from(legs)
        .innerJoin(applications, eq(applications.id, legs.applicationId))
        .where(eq(legs.uuid, uuid))
        .orderBy(desc(eq(applications.accountId, actor.accountId)));
      return row;
    });
    const { leg, accountId } = found ?? {};
    const own = leg?.userName === actor.userName && leg?.applicationId === actor.applicationId;
    if (!leg || accountId !== actor.accountId || (actor.role !== 'admin' && !own)) throw notFound('leg', uuid);
    return leg;
  }

  /** Whoever does something in another's call leaves a trace. */
  async function inAnothers(actor: Actor, { callId, userName, applicationId }: ActedOn, operation: string) {
    if (userName === actor.userName && applicationId === actor.applicationId) return;
    const target = { kind: 'call', id: callId, name: userName || callId };
    await deps.audit.count(actor, { action: 'call.operated', target, after: { operation } });
  }

  /** The one at the other end: rather somebody from outside than a colleague. */
  async function talkOf(actor: Actor, uuid: string): Promise<Talk> {
    const talk = await patiently(async () => {
      const agent = await ownLeg(actor, uuid);
      const all = await db
        .select()
        .from(legs)
        .where(and(eq(legs.callId, agent.callId), eq(legs.live, true)));
      const asked = await consults.asked(agent.callId);
      if (asked.includes(uuid)) return undefined;
      const others = all
        .filter((leg) => leg.uuid !== uuid && !asked.includes(leg.uuid))
        .map((leg) => ({ ...leg, ...viewLeg(leg.uuid, leg.state) }))
        .filter(({ answeredAt }) => answeredAt !== null)
        .sort((left, right) => (left.startedAt < right.startedAt ? -1 : 1));
      const customer = others.find(({ userName }) => userName === null) ?? others[0];
      return customer && { agent, customer };
    });
    if (!talk) throw fail('CONFLICT', 'Nobody is at the other end of the line.', { rule: 'nobodyThere' });
    const { applicationId, callId, userName } = talk.agent;
    return { applicationId, callId, agent: uuid, customer: talk.customer.uuid, userName: userName ?? '' };
  }

  /** Where the call goes on; to a phone number only if it may be dialled. */
  async function endpointOf(
    { userName, number }: TransferTarget,
    talk: Talk,
    way: 'transfer' | 'consult',
  ): Promise<AppEndpoint | PhoneEndpoint> {
    if (Boolean(userName) === Boolean(number)) {
      throw fail('BAD_INPUT', 'Name either a user or a number.', { field: 'target', rule: 'required' });
    }
    if (userName) return { type: 'app', user: userName };
    const endpoint: PhoneEndpoint = { type: 'phone', number: checkPhoneNumber('target.number', number!) };
    await deps.dial({ applicationId: talk.applicationId, userName: talk.userName, way }, endpoint.number);
    return endpoint;
  }

  /** Of somebody's talk, or leg, that an operation is about to act on. */
  async function acting<T extends ActedOn>(actor: Actor, operation: string, found: Promise<T>): Promise<T> {
    const on = await found;
    await inAnothers(actor, on, operation);
    return on;
  }

  async function resume({ applicationId, agent, customer }: Omit<Talk, 'callId' | 'userName'>): Promise<void> {
    const api = await live(applicationId);
    await api.stopPlaying(customer);
    await Promise.all([api.unearmuff(agent), api.unmute(agent)]);
  }

  const done = (kind: OperationKind, { callId, agent }: Pick<Talk, 'callId' | 'agent'>): OperationView => {
    const now = deps.clock.now();
    const id = uuidv7(now);
    return { id, kind, state: 'done', callId, legUuid: agent, who: null, problem: null, startedAt: now, endedAt: now };
  };

  return {
    consults,
    notes,

    /** The agent neither hears nor is heard, and the other side hears music. */
    async hold(actor: Actor, legUuid: string): Promise<OperationView> {
      const talk = await acting(actor, 'hold', talkOf(actor, legUuid));
      const { applicationId, agent, customer } = talk;
      const api = await live(applicationId);
      await Promise.all([api.mute(agent), api.earmuff(agent)]);
      try {
        await api.playForever(customer, `${config.publicUrl}/hold.wav`);
      } catch (error) {
        await Promise.allSettled([api.unmute(agent), api.unearmuff(agent)]);
        throw error;
      }
      return done('hold', talk);
    },

    /** Both talk again. */
    async resume(actor: Actor, legUuid: string): Promise<OperationView> {
      const talk = await acting(actor, 'resume', talkOf(actor, legUuid));
      await resume(talk);
      return done('resume', talk);
    },

    /** The operation that is running. */
    async operationOf(actor: Actor, legUuid: string): Promise<OperationView | null> {
      await legOf(actor, legUuid);
      return null;
    },

    async watchOperation(
      actor: Actor,
      legUuid: string,
      _signal: AbortSignal,
    ): Promise<AsyncIterable<OperationView | null>> {
      await ownLeg(actor, legUuid);
      return (async function* () {
        yield null;
      })();
    },

    /**
     * Passes the other side on and leaves; nobody is asked before.
     */
    async transfer(actor: Actor, legUuid: string, target: TransferTarget): Promise<OperationView> {
      const talk = await acting(actor, 'transfer', talkOf(actor, legUuid));
      const { applicationId, agent, customer } = talk;
      const endpoint = await endpointOf(target, talk, 'transfer');
      const api = await live(applicationId);
      const from = endpoint.type === 'phone' ? deps.outgoingNumber(applicationId) : null;
      await api.stopPlaying(customer);
      await consults.passOn(talk, () =>
        api.transfer(customer, [CONNECTING, { action: 'connect', endpoint: [endpoint], ...(from && { from }) }]),
      );
      await api.hangUp(agent);
      return done('transfer', talk);
    },

    /** Ends the agent's own leg, in whatever state it is: for a page that is being closed while the far end rings. */
    async hangUp(actor: Actor, legUuid: string): Promise<void> {
      const { applicationId, uuid } = await acting(actor, 'hangUp', ownLeg(actor, legUuid));
      await (await live(applicationId)).hangUp(uuid);
    },

    /** Calls the target for the agent alone; the other side hears music meanwhile. @throws CONFLICT (consulting) */
    async consult(actor: Actor, legUuid: string, target: TransferTarget): Promise<OperationView> {
      const talk = await acting(actor, 'consult', talkOf(actor, legUuid));
      await consults.begin(talk, target);
      return done('consult', talk);
    },

    /** The consultation that the agent with that leg is in. */
    async consultOf(actor: Actor, legUuid: string): Promise<ConsultView | null> {
      const { applicationId } = await legOf(actor, legUuid);
      return consults.of(applicationId, legUuid);
    },

    /** How it goes on; null when there is none. */
    async watchConsult(actor: Actor, legUuid: string, signal: AbortSignal): Promise<AsyncIterable<ConsultView | null>> {
      const { applicationId } = await ownLeg(actor, legUuid);
      return consults.watch(applicationId, legUuid, signal);
    },

    async endConsult(actor: Actor, legUuid: string, how: ConsultEnd): Promise<OperationView> {
      const { applicationId, callId } = await acting(actor, 'endConsult', ownLeg(actor, legUuid));
      await consults.end(applicationId, legUuid, how);
      return done(how, { callId, agent: legUuid });
    },

    /** What the agent wrote down; empty when nothing. */
    async noteOf(actor: Actor, legUuid: string): Promise<string> {
      const { applicationId } = await legOf(actor, legUuid);
      return notes.of(applicationId, legUuid);
    },

    /** Keeps what the agent writes down, in place of what stood there. @throws BAD_INPUT (tooLong) */
    async writeNote(actor: Actor, legUuid: string, text: string): Promise<void> {
      const { applicationId, callId } = await acting(actor, 'note', legOf(actor, legUuid));
      await notes.write(actor, applicationId, legUuid, text);
      void deps.realtime.publish('call', { applicationId, callId });
    },
  };
}

/** Vonage's events come late: what an agent does in the first moments of a call waits for them. */
async function patiently<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let pauses = 0; ; pauses += 1) {
    const found = await look();
    if (found || pauses === MOST_PAUSES) return found;
    await sleep(PAUSE_MS);
  }
}
