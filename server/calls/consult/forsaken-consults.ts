import { and, eq, isNotNull, isNull, ne, notExists, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Db } from '../../db/connect.js';
import type { CallControlApi } from '../../vonage/call-control-api.js';
import type { Ncco } from '../../vonage/ncco.js';
import { legs } from '../calls.table.js';
import { callRoom } from '../operations/rooms.js';
import type { ConsultView } from './consult-view.js';
import { type ConsultRow, consults } from './consults.table.js';
import { agentLegs, customerLegs, findConsults, targetLegs, viewFound } from './find-consults.js';

interface Deps {
  db: Db;
  log: Pick<FastifyBaseLogger, 'warn'>;
  live: (applicationId: string) => Promise<CallControlApi>;
  /** @returns whether it was this one that ended it */
  close: (row: ConsultRow) => Promise<boolean>;
}

const SORRY: Ncco = [
  { action: 'talk', text: 'Sorry, we have lost the person you were talking to. Please call again.' },
];

/** What becomes of consultations that people have walked away from; a job that runs again and again. */
export function createForsakenConsults({ db, log, live, close }: Deps) {
  async function settle(row: ConsultRow, { status, customerWaits }: ConsultView): Promise<void> {
    const api = await live(row.applicationId);
    if (status === 'talking' && customerWaits) {
      await api.transfer(row.targetLeg, callRoom(row));
      await api.stopPlaying(row.customerLeg);
      return;
    }
    if (['calling', 'ringing', 'talking'].includes(status)) await api.hangUp(row.targetLeg);
    if (customerWaits) await api.transfer(row.customerLeg, SORRY);
  }

  async function quietly(row: ConsultRow, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error, call: row.callId }, 'A consultation whose agent is gone could not be ended.');
    }
  }

  /**
   * An agent who is gone in the middle of it has handed over, where the asked one is there; otherwise the one who waits
   * is told, and his call ends.
   */
  async function endUnderWay(): Promise<void> {
    const forsaken = await findConsults(db).where(and(isNull(consults.endedAt), eq(agentLegs.live, false)));
    for (const one of forsaken) {
      const { row } = one;
      if (await close(row)) await quietly(row, () => settle(row, viewFound(one)));
    }
  }

  /** Who is left alone in the room after a consultation is not kept waiting for nobody. */
  async function freeTheLonely(): Promise<void> {
    const others = db
      .select({ one: sql`1` })
      .from(legs)
      .where(and(eq(legs.callId, consults.callId), eq(legs.live, true), ne(legs.uuid, consults.customerLeg)));
    const alone = await findConsults(db).where(
      and(
        isNotNull(consults.endedAt),
        isNull(consults.leftAt),
        eq(customerLegs.live, true),
        eq(targetLegs.live, false),
        eq(agentLegs.live, false),
        notExists(others),
      ),
    );
    for (const { row } of alone) {
      await quietly(row, async () => (await live(row.applicationId)).hangUp(row.customerLeg));
    }
  }

  return async function endForsaken(): Promise<void> {
    await endUnderWay();
    await freeTheLonely();
  };
}
