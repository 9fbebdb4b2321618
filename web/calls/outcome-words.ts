import i18next, { type TFunction } from 'i18next';
import type { CallFieldsFragment, OutcomeKind, OutcomeReason } from '../generated/graphql';
import { countryName, formatPhone } from '../lib/language/format';
import type { NameOf } from '../users/names';

export type Outcome = NonNullable<CallFieldsFragment['outcome']>;

/** Every outcome, in the order in which the filter lists them. */
export const OUTCOMES: OutcomeKind[] = [
  'ANSWERED',
  'TRANSFERRED',
  'MISSED',
  'ABANDONED',
  'DECLINED',
  'LOST_IN_TRANSFER',
  'NO_ANSWER',
  'BUSY',
  'CANCELED',
  'UNREACHABLE',
  'BLOCKED',
  'FAILED',
];

/** Outcomes of inbound calls that no one took, or whose caller was lost on the way: they may be called back. */
export const NOT_TAKEN: OutcomeKind[] = ['MISSED', 'ABANDONED', 'DECLINED', 'LOST_IN_TRANSFER', 'FAILED'];

/** Outcomes of calls in which someone talked. */
export const TALKED: OutcomeKind[] = ['ANSWERED', 'TRANSFERRED', 'LOST_IN_TRANSFER'];

const COLORS: Partial<Record<OutcomeKind, string>> = {
  MISSED: 'yellow',
  ABANDONED: 'yellow',
  LOST_IN_TRANSFER: 'yellow',
  BLOCKED: 'red',
  UNREACHABLE: 'red',
  FAILED: 'red',
};

/** @returns amber for callers whom nobody took, red for calls that could not be connected, plain for all others */
export const outcomeColor = (kind: OutcomeKind): string => COLORS[kind] ?? 'gray';

/** The word for an outcome, such as "Missed". */
export const outcomeWord = ({ kind }: Pick<Outcome, 'kind'>, t: TFunction): string => t(`calls.outcome.word.${kind}`);

/** Kinds whose sentence names a colleague or a number. */
const ABOUT: OutcomeKind[] = ['DECLINED', 'TRANSFERRED', 'LOST_IN_TRANSFER'];
/** Kinds that mean the same whatever the reason. */
const MEANING: OutcomeKind[] = ['ABANDONED', 'CANCELED'];

/** Reasons that say no more than the outcome's word does. */
const PLAIN: Partial<Record<OutcomeKind, OutcomeReason>> = { BUSY: 'ALL_BUSY', NO_ANSWER: 'NOBODY_ANSWERED' };

/**
 * How a call ended and why, in one sentence: "Missed: no one was signed in".
 * @param nameOf what a user is called
 * @param language of the names of countries; the page's, unless it says otherwise
 */
export function outcomeSentence(
  outcome: Outcome,
  t: TFunction,
  nameOf: NameOf,
  language = i18next.language ?? 'en',
): string {
  const { kind, reason, userName, detail } = outcome;
  const who = userName ? nameOf(userName) : formatPhone(detail);
  const what = who && ABOUT.includes(kind) ? t(`calls.outcome.about.${kind}`, { who }) : outcomeWord(outcome, t);
  const why = whyOf(outcome, t, language);
  return why && PLAIN[kind] !== reason ? t('calls.outcome.because', { what, why }) : what;
}

function whyOf({ kind, reason, detail }: Outcome, t: TFunction, language: string): string | null {
  if (reason === null) return MEANING.includes(kind) ? t(`calls.outcome.meaning.${kind}`) : null;
  const isCountry = /^[A-Z]{2}$/.test(detail ?? '');
  const country = isCountry ? countryName(detail!, language) : t('calls.outcome.anyCountry');
  return t(`calls.outcome.why.${reason}`, { country, limit: detail ?? '' });
}
