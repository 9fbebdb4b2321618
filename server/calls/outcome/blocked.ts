import type { Refusal } from '../../dialling/may-dial.js';
import { readRefusal } from '../../dialling/refusal-words.js';
import type { Answer } from '../fold/leg-state.js';
import type { Outcome, OutcomeReason } from './outcome-kinds.js';

const REASONS: Record<Refusal['rule'], OutcomeReason> = {
  number: 'NOT_A_NUMBER',
  country: 'COUNTRY_NOT_ALLOWED',
  premium: 'PREMIUM_NUMBER',
  hourly: 'HOURLY_LIMIT',
  daily: 'DAILY_LIMIT',
  uncounted: 'NOT_COUNTED',
};

/**
 * The outcome of a call that our dialing rules did not allow; null for any other. Calls from before the rule was kept
 * with the answer are recognized by the sentence that the agent heard.
 */
export function blockedBy(answer: Answer | null): Outcome | null {
  if (!answer) return null;
  const refusal = answer.refusal ?? readRefusal(answer.ncco);
  if (!refusal) return null;
  const detail = refusal.limit === null ? refusal.country : String(refusal.limit);
  return { kind: 'BLOCKED', reason: REASONS[refusal.rule], userName: null, detail };
}
