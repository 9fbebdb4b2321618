import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { DbOrTx } from '../../db/connect.js';
import { type LegRow, legs } from '../calls.table.js';
import type { Effect } from './effect.js';

/** A leg, by Vonage's id. */
interface LegId {
  applicationId: string;
  uuid: string;
}

/**
 * Writes what operations know of a leg, and events do not tell.
 * @param room the name of the room that the effect speaks of
 */
export async function writeEffect(
  tx: DbOrTx,
  { applicationId, uuid }: LegId,
  { room, held, muted, hungUp }: Effect,
  roomName: string | null,
  now: Date,
): Promise<void> {
  const same = and(eq(legs.applicationId, applicationId), eq(legs.uuid, uuid));
  const set = (change: Partial<LegRow>, only?: SQL) => tx.update(legs).set(change).where(and(same, only));
  if (room !== undefined) await set({ room: roomName });
  if (held === false) await set({ heldSince: null });
  if (held) await set({ heldSince: now }, isNull(legs.heldSince));
  if (muted === false) await set({ mutedSince: null });
  if (muted) await set({ mutedSince: now }, isNull(legs.mutedSince));
  if (hungUp) await set({ hungUpAt: now });
}
