import type { DeskOutcomeFragment } from '../../generated/graphql';
import type { EndReason, LineCall } from '../../voice/line-state';

/** What is known of an ended call besides what the line says. */
export interface Known {
  /** As the server decided it; null as long as it is not known. */
  outcome: DeskOutcomeFragment | null;
  /** Who got the call from this agent, a user or a number, and whether they have answered. */
  given: { to: string; taken: boolean } | null;
  /** The colleague who consulted this agent, and did not leave the contact with them. */
  consultedBy: string | null;
}

/**
 * What is said of an ended call: who has it now or is called for it, that only the consultation about it is over, how it
 * ended for the contact, why it ended here, or only that it did.
 */
export type Result =
  | { to: string; taken: boolean }
  | { consultedBy: string; reason: EndReason }
  | { outcome: DeskOutcomeFragment }
  | { reason: EndReason }
  | { over: true };

/** What the line says of a placed call without knowing more than that its leg has ended. */
const GUESSES: EndReason[] = ['hungUp', 'rejected', 'noAnswer', 'failed'];
/** The contact has talked: who hung up is what matters. */
const TALKED: DeskOutcomeFragment['kind'][] = ['ANSWERED', 'TRANSFERRED', 'CANCELED'];

/** @returns null while the call is live */
export function resultOf(call: Pick<LineCall, 'endReason' | 'direction'>, known: Known): Result | null {
  const { endReason, direction } = call;
  const { outcome, given, consultedBy } = known;
  if (!endReason) return null;
  if (consultedBy) return { consultedBy, reason: endReason };
  // An agent who hangs up while the transfer is under way has given the call away, too.
  if (given && (endReason === 'hungUp' || endReason === 'me')) {
    if (given.taken || outcome?.kind === 'TRANSFERRED') return { to: given.to, taken: true };
    if (!outcome) return { to: given.to, taken: false };
    if (outcome.kind === 'LOST_IN_TRANSFER') return { outcome };
  }
  if (direction === 'inbound') return { reason: endReason };
  if (outcome && !TALKED.includes(outcome.kind)) return { outcome };
  if (outcome || !GUESSES.includes(endReason)) return { reason: endReason };
  return { over: true };
}
