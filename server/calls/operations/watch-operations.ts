import { and, eq, inArray } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Db } from '../../db/connect.js';
import { eachState } from '../../realtime/fresh-rows.js';
import { EVERYTHING, MISSED, type Missed, ofLeg, type Realtime, type Topics } from '../../realtime/topics.js';
import { type OperationView, viewOperation } from './operation-view.js';
import { operations } from './operations.table.js';

/** Milliseconds after which a mutation replies although the operation still runs. */
const REPLY_MS = 3000;

interface WatchDeps {
  db: Db;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'warn'>;
}

/** What is known of operations, and when they change. */
export function createWatchOperations({ db, realtime, log }: WatchDeps) {
  async function find(id: string): Promise<OperationView | null> {
    const [row] = await db.select().from(operations).where(eq(operations.id, id));
    return row ? viewOperation(row) : null;
  }

  async function runningOf(applicationId: string, legUuid: string): Promise<OperationView | null> {
    const own = and(eq(operations.applicationId, applicationId), eq(operations.agentLeg, legUuid));
    const [row] = await db
      .select()
      .from(operations)
      .where(and(own, eq(operations.state, 'running')));
    return row ? viewOperation(row) : null;
  }

  return {
    runningOf,

    /** The operation that runs in a call; by the call's id. */
    async runningIn(callIds: readonly string[]): Promise<Map<string, OperationView>> {
      const running = and(inArray(operations.callId, [...callIds]), eq(operations.state, 'running'));
      const rows = await db.select().from(operations).where(running);
      return new Map(rows.map((row) => [row.callId, viewOperation(row)]));
    },

    /** The one that is running for an agent's leg, or null; then each one whenever it changes, its end included. */
    async *watch(
      applicationId: string,
      legUuid: string,
      signal: AbortSignal,
    ): AsyncIterable<OperationView | null | Missed> {
      const published = realtime.subscribe('operation', ofLeg(legUuid), signal);
      const failed = (err: unknown) => log.warn({ err }, 'An operation could not be read.');
      let shown = await runningOf(applicationId, legUuid);
      yield shown;
      const read = async (ids: Topics['operation'] | Missed) => {
        if (ids !== MISSED) return find(ids.operationId);
        return (await runningOf(applicationId, legUuid)) ?? (shown && (await find(shown.id)));
      };
      for await (const state of eachState(published, { read, failed, signal })) {
        if (state !== null) yield state;
        if (state !== MISSED) shown = state ?? shown;
      }
    },

    /**
     * Begins an operation and waits for its end, but not for long.
     * @returns how it is then
     */
    async followed(begin: () => Promise<OperationView>): Promise<OperationView> {
      const published = realtime.subscribe('operation', EVERYTHING, AbortSignal.timeout(REPLY_MS));
      let now = await begin();
      if (now.state !== 'running') return now;
      now = (await find(now.id)) ?? now;
      if (now.state !== 'running') return now;
      for await (const ids of published) {
        if (ids !== MISSED && ids.operationId !== now.id) continue;
        now = (await find(now.id)) ?? now;
        if (now.state !== 'running') return now;
      }
      return (await find(now.id)) ?? now;
    },
  };
}
