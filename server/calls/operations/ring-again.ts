import { and, eq, sql } from 'drizzle-orm';
import type { DbOrTx } from '../../db/connect.js';
import type { LegRow } from '../calls.table.js';
import { viewLeg } from '../fold/leg-state.js';
import { type OperationRow, operations } from './operations.table.js';

/** Milliseconds for which an agent is rung again while the contact hears music. */
const RING_MS = 45_000;
/** Milliseconds until an agent who could not be reached is rung again. */
const PAUSE_MS = 3000;

/** How a leg ended that is not worth another ring: declined, or there is no such user. */
const NO_MORE = ['rejected', 'failed'];

/** Whether the agent has left of their own will: they hung up, or asked us to end the leg. */
export function hasHungUp(leg: LegRow | undefined): boolean {
  if (!leg) return true;
  return leg.hungUpAt !== null || viewLeg(leg.uuid, leg.state).disconnectedBy === 'user';
}

/**
 * Whether the connection of an agent broke off in the middle of a talk (Vonage: webhooks §3.9 `disconnected_by`).
 * @param leg one that has ended, although its last event may not have come
 */
export function hasBrokenOff(leg: LegRow): boolean {
  const { answeredAt, live, disconnectedBy } = viewLeg(leg.uuid, leg.state);
  const byPlatform = live || disconnectedBy === 'platform';
  return leg.userName !== null && answeredAt !== null && byPlatform && !hasHungUp(leg);
}

/**
 * Whether a consultation failed because the agent's leg ended when the contact left the connected pair (Vonage:
 * real-cloud row 4): no one was called yet.
 */
export const costTheAgent = ({ kind, state, targetLeg, progress }: OperationRow): boolean =>
  kind === 'consult' && state === 'failed' && targetLeg === null && progress.over.includes('agent');

/** The id of the operation that begins anew when the agent, who is rung again, has answered; null if there is none. */
export function toResume(latest: OperationRow): string | null {
  if (latest.kind === 'ringAgain') return latest.resumes;
  return costTheAgent(latest) ? latest.id : null;
}

/** The latest that was done with the contact. */
type Latest = Pick<OperationRow, 'kind' | 'state' | 'problem'>;

/** When an agent is rung again: from when on, and until when. */
export interface RingTime {
  due: Date;
  until: Date;
}

/**
 * @param leg the leg of the agent, which broke off
 * @param latest null for a consultation that began before there were operations
 * @param rung the leg that the latest operation rang
 * @returns null when it is of no use, or has been tried for long enough
 */
export async function ringTime(
  tx: DbOrTx,
  leg: LegRow,
  latest: Latest | null,
  rung: LegRow | undefined,
  now: Date,
): Promise<RingTime | null> {
  if (latest?.kind === 'ringAgain' && latest.state !== 'done') {
    const status = rung && viewLeg(rung.uuid, rung.state).status;
    if (status ? NO_MORE.includes(status) : latest.problem?.extensions.code === 'VONAGE_REFUSED') return null;
  }
  const same = and(eq(operations.callId, leg.callId), eq(operations.agentLeg, leg.uuid));
  const [first] = await tx
    .select({ at: sql<Date | null>`min(${operations.startedAt})`.mapWith(operations.startedAt) })
    .from(operations)
    .where(and(same, eq(operations.kind, 'ringAgain')));
  const until = new Date((first?.at ?? now).getTime() + RING_MS);
  const due = first?.at ? new Date(now.getTime() + PAUSE_MS) : now;
  return due < until ? { due, until } : null;
}
