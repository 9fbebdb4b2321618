import DataLoader from 'dataloader';
import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import type { Db } from '../../db/connect.js';
import { fail } from '../../errors.js';
import { isUuid, uuidv7 } from '../../ids.js';
import type { Realtime } from '../../realtime/topics.js';
import type { CallControlApi } from '../../vonage/call-control-api.js';
import type { AppEndpoint, PhoneEndpoint } from '../../vonage/ncco.js';
import { legs } from '../calls.table.js';
import { events } from '../events/events.table.js';
import { lockCalls } from '../fold/applier.js';
import type { Talk, TransferTarget } from '../operations/call-operations.js';
import { callRoom, room, waitingRoom } from '../operations/rooms.js';
import { type ConsultView, viewConsult } from './consult-view.js';
import { type ConsultRow, consults } from './consults.table.js';
import { type FoundConsult, findConsults, viewFound } from './find-consults.js';
import { createForsakenConsults } from './forsaken-consults.js';

export type ConsultEnd = 'complete' | 'merge' | 'cancel';

interface ConsultsDeps {
  db: Db;
  clock: Clock;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'warn'>;
  config: Pick<Config, 'publicUrl'>;
  live: (applicationId: string) => Promise<CallControlApi>;
  outgoingNumber: (applicationId: string) => string | null;
  resume: (talk: Omit<Talk, 'callId' | 'userName'>) => Promise<void>;
  endpointOf: (target: TransferTarget, talk: Talk, way: 'consult') => Promise<AppEndpoint | PhoneEndpoint>;
  /** Applies the application's events soon. */
  applySoon: (applicationId: string) => void;
}

/**
 * Warm transfer: the other side waits in the conversation `call-<id>`, the agent consults in `consult-<leg>`. Each one is a
 * row, so that a page that was loaded anew, and whoever looks at the call, sees it.
 */
export function createConsults(deps: ConsultsDeps) {
  const { db, clock, realtime, log, config, live, outgoingNumber, resume, endpointOf, applySoon } = deps;

  async function open(applicationId: string, agentLeg: string): Promise<FoundConsult | null> {
    const [one] = await findConsults(db)
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
    return (
      (await db.select({ id: consults.id }).from(consults).where(waiting(applicationId, customer)).limit(1)).length > 0
    );
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

  /** What was heard of the target before this row is applied again, since from now on it belongs to the caller's call. */
  async function keep(row: ConsultRow): Promise<void> {
    const { applicationId, targetLeg } = row;
    await db.transaction(async (tx) => {
      await lockCalls(tx, applicationId);
      await tx.insert(consults).values(row);
      // By its call, for which there is an index: an application may have a million events.
      const own = tx
        .select({ id: legs.callId })
        .from(legs)
        .where(and(eq(legs.applicationId, applicationId), eq(legs.uuid, targetLeg)));
      const early = and(inArray(events.callId, own), eq(events.legUuid, targetLeg));
      await tx
        .update(events)
        .set({ appliedAt: null })
        .where(and(early, isNotNull(events.appliedAt)));
    });
    applySoon(applicationId);
  }

  const ofCalls = new DataLoader<string, ConsultView | null>(
    async (callIds) => {
      const open = await findConsults(db).where(and(inArray(consults.callId, [...callIds]), isNull(consults.endedAt)));
      return callIds.map((callId) => open.filter(({ row }) => row.callId === callId).map(viewFound)[0] ?? null);
    },
    { cache: false },
  );

  return {
    endForsaken: createForsakenConsults({ db, log, live, close }),

    /** @throws CONFLICT (consulting) while there is one, and what Vonage refuses; then both talk as before */
    async begin(talk: Talk, wanted: TransferTarget): Promise<ConsultView> {
      const { applicationId, callId, agent, customer } = talk;
      if (await open(applicationId, agent)) {
        throw fail('CONFLICT', 'Somebody is being asked already.', { rule: 'consulting' });
      }
      const to = await endpointOf(wanted, talk, 'consult');
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
        leftAt: null,
      };
      await keep(row);
      void realtime.publish('call', { applicationId, callId });
      return viewConsult(row, talk.userName, null, { live: true, answeredAt: null, status: 'answered' });
    },

    /** The one under way of the agent with that leg. */
    async of(applicationId: string, agentLeg: string): Promise<ConsultView | null> {
      const one = await open(applicationId, agentLeg);
      return one && viewFound(one);
    },

    /** The legs of those who are being asked about a call: they are not in it yet. */
    async asked(callId: string): Promise<string[]> {
      const rows = await db
        .select({ targetLeg: consults.targetLeg })
        .from(consults)
        .where(and(eq(consults.callId, callId), isNull(consults.endedAt)));
      return rows.map(({ targetLeg }) => targetLeg);
    },

    /** Those of the ids that are under way, and in which calls; whether the reader may see these is the caller's to ask. */
    async byIds(ids: readonly string[]): Promise<{ callId: string; view: ConsultView }[]> {
      const known = inArray(consults.id, ids.filter(isUuid));
      const found = await findConsults(db).where(and(known, isNull(consults.endedAt)));
      return found.map((one) => ({ callId: one.row.callId, view: viewFound(one) }));
    },

    /** The one under way in a call that the reader may see. */
    ofCall: (callId: string): Promise<ConsultView | null> => ofCalls.load(callId),

    /** How it goes on, from now on; null when there is none any more. */
    async *watch(applicationId: string, agentLeg: string, signal: AbortSignal): AsyncIterable<ConsultView | null> {
      let told: string | null = null;
      const published = realtime.subscribe('call', signal);
      const look = async () => {
        const one = await open(applicationId, agentLeg);
        return one && viewFound(one);
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
     * `merge`: all three talk; `complete`: the agent leaves; `cancel`: the asked one leaves.
     * @throws CONFLICT (nobodyThere) when nobody is asked, or who is needed is not there; and what Vonage refuses
     */
    async end(applicationId: string, agentLeg: string, how: ConsultEnd): Promise<void> {
      const one = await open(applicationId, agentLeg);
      const nobody = () => fail('CONFLICT', 'Nobody is at the other end of the line.', { rule: 'nobodyThere' });
      if (!one) throw nobody();
      const { status, customerWaits } = viewFound(one);
      const { row } = one;
      if (!customerWaits || (how !== 'cancel' && status !== 'talking')) throw nobody();
      const api = await live(applicationId);
      if (how !== 'cancel') await api.transfer(row.targetLeg, callRoom(row));
      else if (!['declined', 'busy', 'unanswered', 'gone'].includes(status)) await api.hangUp(row.targetLeg);
      if (how === 'complete') {
        await api.stopPlaying(row.customerLeg);
        await close(row);
        await api.hangUp(agentLeg);
        return;
      }
      await api.transfer(agentLeg, callRoom(row));
      await resume({ applicationId, agent: agentLeg, customer: row.customerLeg });
      await close(row);
    },

    /** Does what takes the one who waits out of the call's room, and notes it first: he is not left alone meanwhile. */
    async passOn({ applicationId, customer }: Talk, pass: () => Promise<void>): Promise<void> {
      const left = await db
        .update(consults)
        .set({ leftAt: clock.now() })
        .where(waiting(applicationId, customer))
        .returning({ id: consults.id });
      try {
        await pass();
      } catch (error) {
        const ids = left.map(({ id }) => id);
        if (ids.length > 0) await db.update(consults).set({ leftAt: null }).where(inArray(consults.id, ids));
        throw error;
      }
    },
  };
}

/** The consultations during which he waited in the room of the call, where he still is. */
const waiting = (applicationId: string, customer: string) =>
  and(eq(consults.applicationId, applicationId), eq(consults.customerLeg, customer), isNull(consults.leftAt));
