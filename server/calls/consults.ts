import DataLoader from 'dataloader';
import { and, desc, eq, inArray, isNotNull, isNull, ne, notExists, sql } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Db } from '../db/connect.js';
import { fail } from '../errors.js';
import { uuidv7 } from '../ids.js';
import type { Realtime } from '../realtime/topics.js';
import type { CallControlApi } from '../vonage/call-control-api.js';
import type { AppEndpoint, Ncco, PhoneEndpoint } from '../vonage/ncco.js';
import type { Talk, TransferTarget } from './call-operations.js';
import { viewLeg } from './call-state.js';
import { type LegRow, legs } from './calls.table.js';
import { type ConsultView, viewConsult } from './consult-view.js';
import { type ConsultRow, consults } from './consults.table.js';

export type ConsultEnd = 'join' | 'handOver' | 'back';

interface ConsultsDeps {
  db: Db;
  clock: Clock;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'warn'>;
  config: Pick<Config, 'publicUrl'>;
  live: (applicationId: string) => Promise<CallControlApi>;
  outgoingNumber: (applicationId: string) => string | null;
  resume: (talk: Omit<Talk, 'callId' | 'userName'>) => Promise<void>;
  endpointOf: (target: TransferTarget, talk: Talk, way: 'consult') => AppEndpoint | PhoneEndpoint;
}

const room = (name: string): Ncco => [{ action: 'conversation', name }];
const callRoom = ({ callId }: Pick<Talk, 'callId'>) => room(`call-${callId}`);
/** The customer's way into it: when he leaves, the call is over for all. */
const waitingRoom = ({ callId }: Talk): Ncco => [{ action: 'conversation', name: `call-${callId}`, endOnExit: true }];
const SORRY: Ncco = [
  { action: 'talk', text: 'Sorry, we have lost the person you were talking to. Please call again.' },
];

const targetLegs = alias(legs, 'target_legs');
const customerLegs = alias(legs, 'customer_legs');
const agentLegs = alias(legs, 'agent_legs');

interface Found {
  row: ConsultRow;
  target: LegRow | null;
  customer: LegRow | null;
}

const sameLeg = (leg: typeof targetLegs | typeof customerLegs | typeof agentLegs, uuid: PgColumn) =>
  and(eq(leg.applicationId, consults.applicationId), eq(leg.uuid, uuid));
const view = (leg: LegRow | null) => leg && viewLeg(leg.uuid, leg.state);
const seen = ({ row, target, customer }: Found): ConsultView => viewConsult(row, view(target), view(customer));

/**
 * Warm transfer: the other side waits in the conversation `call-<id>`, the agent consults in `consult-<leg>`. Each one is a
 * row, so that a page that was loaded anew, and whoever looks at the call, sees it.
 */
export function createConsults(deps: ConsultsDeps) {
  const { db, clock, realtime, log, config, live, outgoingNumber, resume, endpointOf } = deps;

  const found = () =>
    db
      .select({ row: consults, target: targetLegs, customer: customerLegs })
      .from(consults)
      .leftJoin(targetLegs, sameLeg(targetLegs, consults.targetLeg))
      .leftJoin(customerLegs, sameLeg(customerLegs, consults.customerLeg));

  async function open(applicationId: string, agentLeg: string): Promise<Found | null> {
    const [one] = await found()
      .where(and(eq(consults.applicationId, applicationId), eq(consults.agentLeg, agentLeg), isNull(consults.endedAt)))
      .orderBy(desc(consults.id))
      .limit(1);
    return one ?? null;
  }

  /** One of several who want to end it does. @returns whether this one */
  async function close({ id, applicationId, callId }: ConsultRow): Promise<boolean> {
    const ended = await db
      .update(consults)
      .set({ endedAt: clock.now() })
      .where(and(eq(consults.id, id), isNull(consults.endedAt)))
      .returning({ id: consults.id });
    void realtime.publish('call', { applicationId, callId });
    return ended.length > 0;
  }

  async function hasWaited({ applicationId, customer }: Talk): Promise<boolean> {
    const his = and(eq(consults.applicationId, applicationId), eq(consults.customerLeg, customer));
    return (await db.select({ id: consults.id }).from(consults).where(his).limit(1)).length > 0;
  }

  async function connectTarget({ applicationId, agent }: Talk, to: AppEndpoint | PhoneEndpoint): Promise<string> {
    const api = await live(applicationId);
    const from = to.type === 'phone' ? outgoingNumber(applicationId) : null;
    const consultRoom = room(`consult-${agent}`);
    const target = await api.place({ to, from, ncco: consultRoom });
    try {
      await api.transfer(agent, consultRoom);
    } catch (error) {
      await api.hangUp(target).catch(() => {});
      throw error;
    }
    return target;
  }

  const ofCalls = new DataLoader<string, ConsultView | null>(
    async (callIds) => {
      const open = await found().where(and(inArray(consults.callId, [...callIds]), isNull(consults.endedAt)));
      return callIds.map((callId) => open.filter(({ row }) => row.callId === callId).map(seen)[0] ?? null);
    },
    { cache: false },
  );

  return {
    /** @throws CONFLICT (consulting) while there is one, and what Vonage refuses; then both talk as before */
    async begin(talk: Talk, wanted: TransferTarget): Promise<ConsultView> {
      const { applicationId, callId, agent, customer } = talk;
      if (await open(applicationId, agent)) {
        throw fail('CONFLICT', 'Somebody is being asked already.', { rule: 'consulting' });
      }
      const to = endpointOf(wanted, talk, 'consult');
      const api = await live(applicationId);
      // He who is in it already would end it by leaving.
      if (!(await hasWaited(talk))) await api.transfer(customer, waitingRoom(talk));
      await api.playForever(customer, `${config.publicUrl}/hold.wav`);
      await Promise.all([api.unearmuff(agent), api.unmute(agent)]);
      let target: string;
      try {
        target = await connectTarget(talk, to);
      } catch (error) {
        await api.transfer(agent, callRoom(talk)).then(
          () => resume(talk),
          () => {},
        );
        throw error;
      }
      const now = clock.now();
      const row: ConsultRow = {
        id: uuidv7(now),
        applicationId,
        callId,
        agentLeg: agent,
        customerLeg: customer,
        targetLeg: target,
        who: to.type === 'phone' ? to.number : to.user,
        startedAt: now,
        endedAt: null,
      };
      await db.insert(consults).values(row);
      void realtime.publish('call', { applicationId, callId });
      return viewConsult(row, null, { live: true, answeredAt: null, status: 'answered' });
    },

    /** The one under way of the agent with that leg. */
    async of(applicationId: string, agentLeg: string): Promise<ConsultView | null> {
      const one = await open(applicationId, agentLeg);
      return one && seen(one);
    },

    /** The one under way in a call that the reader may see. */
    ofCall: (callId: string): Promise<ConsultView | null> => ofCalls.load(callId),

    /** How it goes on, from now on; null when there is none any more. */
    async *watch(applicationId: string, agentLeg: string, signal: AbortSignal): AsyncIterable<ConsultView | null> {
      let told: string | null = null;
      const published = realtime.subscribe('call', signal);
      const look = async () => {
        const one = await open(applicationId, agentLeg);
        return one && seen(one);
      };
      const first = await look();
      told = JSON.stringify(first);
      yield first;
      for await (const ids of published) {
        if (ids.applicationId !== applicationId) continue;
        const now = await look();
        if (JSON.stringify(now) === told) continue;
        told = JSON.stringify(now);
        yield now;
      }
    },

    /**
     * `join`: all three talk; `handOver`: the agent leaves; `back`: the asked one leaves.
     * @throws CONFLICT (nobodyThere) when nobody is asked, or who is needed is not there; and what Vonage refuses
     */
    async end(applicationId: string, agentLeg: string, how: ConsultEnd): Promise<void> {
      const one = await open(applicationId, agentLeg);
      const nobody = () => fail('CONFLICT', 'Nobody is at the other end of the line.', { rule: 'nobodyThere' });
      if (!one) throw nobody();
      const { status, customerWaits } = seen(one);
      const { row } = one;
      if (!customerWaits || (how !== 'back' && status !== 'talking')) throw nobody();
      const api = await live(applicationId);
      if (how !== 'back') await api.transfer(row.targetLeg, callRoom(row));
      else if (!['declined', 'busy', 'unanswered', 'gone'].includes(status)) await hangUp(api, row.targetLeg);
      if (how === 'handOver') {
        await api.stopPlaying(row.customerLeg);
        await close(row);
        await api.hangUp(agentLeg);
        return;
      }
      await api.transfer(agentLeg, callRoom(row));
      await resume({ applicationId, agent: agentLeg, customer: row.customerLeg });
      await close(row);
    },

    /**
     * An agent who is gone in the middle of it has handed over, where the asked one is there; otherwise the one who waits
     * is told, and his call ends. Who is left alone after a consultation is not kept waiting for nobody.
     */
    async endForsaken(): Promise<void> {
      const forsaken = await found()
        .innerJoin(agentLegs, sameLeg(agentLegs, consults.agentLeg))
        .where(and(isNull(consults.endedAt), eq(agentLegs.live, false)));
      for (const one of forsaken) {
        const { row } = one;
        if (await close(row)) await quietly(row, () => settle(row, seen(one)));
      }
      const others = db
        .select({ one: sql`1` })
        .from(legs)
        .where(and(eq(legs.callId, consults.callId), eq(legs.live, true), ne(legs.uuid, consults.customerLeg)));
      const alone = await found()
        .innerJoin(agentLegs, sameLeg(agentLegs, consults.agentLeg))
        .where(
          and(
            isNotNull(consults.endedAt),
            eq(customerLegs.live, true),
            eq(targetLegs.live, false),
            eq(agentLegs.live, false),
            notExists(others),
          ),
        );
      for (const { row } of alone) {
        await quietly(row, async () => hangUp(await live(row.applicationId), row.customerLeg));
      }
    },
  };

  async function quietly(row: ConsultRow, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error, call: row.callId }, 'A consultation whose agent is gone could not be ended.');
    }
  }

  async function settle(row: ConsultRow, { status, customerWaits }: ConsultView): Promise<void> {
    const api = await live(row.applicationId);
    if (status === 'talking' && customerWaits) {
      await api.transfer(row.targetLeg, callRoom(row));
      await api.stopPlaying(row.customerLeg);
      return;
    }
    if (['calling', 'ringing', 'talking'].includes(status)) await hangUp(api, row.targetLeg);
    if (customerWaits) await api.transfer(row.customerLeg, SORRY);
  }
}

/** Who has gone in the same moment is gone. */
async function hangUp(api: CallControlApi, leg: string): Promise<void> {
  await api.hangUp(leg).catch((error) => {
    if (error.code !== 'VONAGE_REFUSED') throw error;
  });
}
