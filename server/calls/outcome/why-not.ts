import { type Body, textOf } from '../events/classify-event.js';
import type { LegView } from '../fold/leg-state.js';
import { isName } from '../party.js';
import type { OutcomeReason } from './outcome-kinds.js';

/**
 * What became of a leg that was rung (Vonage: webhooks §3.1). `signedOut`: an agent whose line could not ring;
 * `canceled`: whoever called had hung up.
 */
export type Attempt =
  | 'answered'
  | 'signedOut'
  | 'unanswered'
  | 'busy'
  | 'declined'
  | 'canceled'
  | 'switchedOff'
  | 'numberUnknown'
  | 'outOfService'
  | 'restricted'
  | 'failed';

/** What became of a leg, by its last status and Vonage's finer reason. */
export function attemptOf({ answeredAt, status, detail, userName, signedOut }: LegView): Attempt {
  if (answeredAt) return 'answered';
  switch (status) {
    case 'busy':
      return 'busy';
    case 'cancelled':
      return 'canceled';
    case 'rejected':
      return detail === 'invalid_number' ? 'numberUnknown' : detail === 'restricted' ? 'restricted' : 'declined';
    case 'failed':
      return detail === 'cannot_route'
        ? 'numberUnknown'
        : detail === 'number_out_of_service'
          ? 'outOfService'
          : 'failed';
    case 'unanswered':
      if (detail === 'unavailable') return userName ? 'signedOut' : 'switchedOff';
      return signedOut ? 'signedOut' : 'unanswered';
    default:
      // `timeout`, and legs of which only the end is known.
      return signedOut ? 'signedOut' : 'unanswered';
  }
}

/** Whether a leg was to ring an agent who was not signed in: nobody's line rang. */
export const couldNotRing = (leg: LegView): boolean =>
  leg.userName !== null && !leg.answeredAt && (leg.signedOut || attemptOf(leg) === 'signedOut');

/** Legs that could never have been answered. */
const DEAD_ENDS: readonly Attempt[] = ['numberUnknown', 'outOfService', 'restricted', 'failed'];
export const isDeadEnd = (leg: LegView): boolean => DEAD_ENDS.includes(attemptOf(leg));

const REASONS: Record<Exclude<Attempt, 'answered'>, OutcomeReason> = {
  signedOut: 'NOBODY_SIGNED_IN',
  unanswered: 'NOBODY_ANSWERED',
  busy: 'ALL_BUSY',
  declined: 'DECLINED',
  canceled: 'CALLER_HUNG_UP',
  switchedOff: 'SWITCHED_OFF',
  numberUnknown: 'NUMBER_NOT_FOUND',
  outOfService: 'OUT_OF_SERVICE',
  restricted: 'RESTRICTED',
  failed: 'VONAGE_ERROR',
};

/** Why nobody talked on a leg; null if someone did. */
export function whyNot(leg: LegView): OutcomeReason | null {
  const attempt = attemptOf(leg);
  if (attempt === 'answered') return null;
  const isUser = leg.userName !== null || isName(leg.to ?? undefined);
  return attempt === 'numberUnknown' && isUser ? 'USER_NOT_FOUND' : REASONS[attempt];
}

/** Why none of the agents and numbers that were rung took a caller. */
export function whyNobody(rung: LegView[]): OutcomeReason {
  const attempts = rung.filter((leg) => !isDeadEnd(leg)).map(attemptOf);
  const all = (...some: Attempt[]) => attempts.every((attempt) => some.includes(attempt));
  if (all('signedOut')) return 'NOBODY_SIGNED_IN';
  return all('busy', 'signedOut') ? 'ALL_BUSY' : 'NOBODY_ANSWERED';
}

/** Characters of an error webhook's reason; a longer one is none of Vonage's. */
const LONGEST_WORDS = 1000;

/** What an error webhook reports. */
export const problemIn = (body: Body): string | null => textOf(body, 'reason', LONGEST_WORDS);

/** Words of Vonage's error webhooks, which are not documented, and what they mean. */
const PROBLEMS: [OutcomeReason, RegExp][] = [
  ['TOO_MANY_CALLS', /rate.?limit|too many|throttl|per second|\b429\b|capacity/i],
  ['CALL_FLOW_ERROR', /ncco/i],
  ['NO_CALL_FLOW', /http|status|time.?out|connection|url/i],
];

/** @param words of an error webhook. @returns what they mean, as far as is known */
export function problemReason(words: string): OutcomeReason {
  return PROBLEMS.find(([, known]) => known.test(words))?.[0] ?? 'VONAGE_ERROR';
}
