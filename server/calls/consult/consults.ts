import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Db } from '../../db/connect.js';
import { gather } from '../../gather.js';
import { isUuid } from '../../ids.js';
import { eachState } from '../../realtime/fresh-rows.js';
import { MISSED, type Missed, ofLeg, type Realtime } from '../../realtime/topics.js';
import type { ConsultView } from './consult-view.js';
import { consults } from './consults.table.js';
import { type FoundConsult, findConsults, viewFound } from './find-consults.js';

interface ConsultsDeps {
  db: Db;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'warn'>;
}

/**
 * Consultations (warm transfers) as they are shown; operations begin and end them. Each one is a row, so that a page that
 * was reloaded, and everyone who looks at the call, sees it.
 */
export function createConsults({ db, realtime, log }: ConsultsDeps) {
  const isOpen = isNull(consults.endedAt);

  async function open(applicationId: string, agentLeg: string): Promise<FoundConsult | null> {
    const [one] = await findConsults(db)
      .where(and(eq(consults.applicationId, applicationId), eq(consults.agentLeg, agentLeg), isOpen))
      .orderBy(desc(consults.id))
      .limit(1);
    return one ?? null;
  }

  const ofCalls = gather<string, ConsultView | null>(async (callIds) => {
    const found = await findConsults(db).where(and(inArray(consults.callId, [...callIds]), isOpen));
    return callIds.map((callId) => found.filter(({ row }) => row.callId === callId).map(viewFound)[0] ?? null);
  });

  return {
    /** The consultation under way of the agent with that leg. */
    async of(applicationId: string, agentLeg: string): Promise<ConsultView | null> {
      const one = await open(applicationId, agentLeg);
      return one && viewFound(one);
    },

    /** The same with its row and legs. */
    async underWay(applicationId: string, agentLeg: string): Promise<(FoundConsult & { view: ConsultView }) | null> {
      const one = await open(applicationId, agentLeg);
      return one && { ...one, view: viewFound(one) };
    },

    /** The legs of those who are consulted about a call: they are not in it yet. */
    async consulted(callId: string): Promise<string[]> {
      const rows = await db
        .select({ targetLeg: consults.targetLeg })
        .from(consults)
        .where(and(eq(consults.callId, callId), isOpen));
      return rows.map(({ targetLeg }) => targetLeg);
    },

    /** Those of the ids that are under way, and in which calls; the caller asks whether the reader may see these. */
    async byIds(ids: readonly string[]): Promise<{ callId: string; view: ConsultView }[]> {
      const found = await findConsults(db).where(and(inArray(consults.id, ids.filter(isUuid)), isOpen));
      return found.map((one) => ({ callId: one.row.callId, view: viewFound(one) }));
    },

    /** The one under way in a call that the reader may see. */
    ofCall: (callId: string): Promise<ConsultView | null> => ofCalls(callId),

    /** The consultation now and after each change; null if there is none. */
    async *watch(
      applicationId: string,
      agentLeg: string,
      signal: AbortSignal,
    ): AsyncIterable<ConsultView | null | Missed> {
      const read = async () => {
        const one = await open(applicationId, agentLeg);
        return one && viewFound(one);
      };
      const failed = (err: unknown) => log.warn({ err }, 'A consultation could not be read.');
      let shown: string | undefined;
      for await (const state of eachState(realtime.changes('call', ofLeg(agentLeg), signal), {
        read,
        failed,
        signal,
      })) {
        const text = state === MISSED ? undefined : JSON.stringify(state);
        if (text === undefined || text !== shown) yield state;
        shown = text;
      }
    },
  };
}
