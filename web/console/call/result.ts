import type { DeskOutcomeFragment } from '../../generated/graphql';
import type { EndReason, LineCall } from '../../voice/line-state';

/** What is said of an ended call: who has it now, how it ended for the contact, why it ended here, or only that it did. */
export type Result = { to: string } | { outcome: DeskOutcomeFragment } | { reason: EndReason } | { over: true };

/** What the line says of a placed call without knowing more than that its leg has ended. */
const GUESSES: EndReason[] = ['hungUp', 'rejected', 'noAnswer', 'failed'];
/** The contact has talked: who hung up is what matters. */
const TALKED: DeskOutcomeFragment['kind'][] = ['ANSWERED', 'TRANSFERRED', 'CANCELED'];

/**
 * @param outcome as the server decided it; null as long as it is not known
 * @param transferredTo who got the call from this agent: a user or a number
 * @returns null while the call is live
 */
export function resultOf(
  { endReason, direction }: Pick<LineCall, 'endReason' | 'direction'>,
  outcome: DeskOutcomeFragment | null,
  transferredTo: string | null,
): Result | null {
  if (!endReason) return null;
  // An agent who hangs up while the transfer is under way has given the call away, too.
  if (transferredTo && (endReason === 'hungUp' || endReason === 'me')) return { to: transferredTo };
  if (direction === 'inbound') return { reason: endReason };
  if (outcome && !TALKED.includes(outcome.kind)) return { outcome };
  if (outcome || !GUESSES.includes(endReason)) return { reason: endReason };
  return { over: true };
}
