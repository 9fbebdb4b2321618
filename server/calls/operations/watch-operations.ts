import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import type { Realtime } from '../../realtime/topics.js';
import { type OperationView, viewOperation } from './operation-view.js';
import { operations } from './operations.table.js';

/** Milliseconds after which a mutation replies although the operation still runs. */
const REPLY_MS = 3000;

/** What is known of operations, and when they change. */
export function createWatchOperations({ db, realtime }: { db: Db; realtime: Realtime }) {
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
    async *watch(applicationId: string, legUuid: string, signal: AbortSignal): AsyncIterable<OperationView | null> {
      const published = realtime.subscribe('operation', signal);
      yield await runningOf(applicationId, legUuid);
      for await (const ids of published) {
        if (ids.applicationId !== applicationId || ids.legUuid !== legUuid) continue;
        const operation = await find(ids.operationId);
        if (operation) yield operation;
      }
    },

    /**
     * Begins an operation and waits for its end, but not for long.
     * @returns how it is then
     */
    async followed(begin: () => Promise<OperationView>): Promise<OperationView> {
      const published = realtime.subscribe('operation', AbortSignal.timeout(REPLY_MS));
      let now = await begin();
      if (now.state !== 'running') return now;
      now = (await find(now.id)) ?? now;
      if (now.state !== 'running') return now;
      for await (const { operationId } of published) {
        if (operationId !== now.id) continue;
        now = (await find(now.id)) ?? now;
        if (now.state !== 'running') return now;
      }
      return (await find(now.id)) ?? now;
    },
  };
}
