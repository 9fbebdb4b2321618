import { QUARTER_MS } from '../../shared/time-zone.js';
import type { CallRow, LegRow } from '../calls/calls.table.js';
import { viewLeg } from '../calls/fold/leg-state.js';
import type { OutcomeKind } from '../calls/outcome/outcome-kinds.js';

/** Seconds within which a call should be answered; the usual "80 percent in 20 seconds". */
export const IN_TIME_SECONDS = 20;

/** What a call that has ended adds to its quarter hour. */
export interface Counted {
  /** The beginning of the quarter hour in which the call began: ISO 8601. */
  quarter: string;
  direction: CallRow['direction'];
  outcome: OutcomeKind;
  reason: string;
  country: string;
  inTime: 0 | 1;
  /** Seconds until the answer, or without one until the end. */
  wait: number;
  /** Seconds from the answer to the end. */
  talk: number;
  /** Who talked, in alphabetical order. */
  agents: { name: string; talk: number }[];
}

/** The columns of a call that are counted. */
export type CallFacts = Pick<CallRow, 'direction' | 'startedAt' | 'answeredAt' | 'endedAt' | 'duration'> &
  Pick<CallRow, 'wait' | 'agents' | 'outcome' | 'outcomeReason' | 'outcomeDetail'>;

const COUNTRY = /^[A-Z]{2}$/;

/** @returns what a call adds; null while it is live, or while its outcome is not known */
export function countCall(call: CallFacts, legs: Pick<LegRow, 'uuid' | 'userName' | 'state'>[]): Counted | null {
  const { direction, startedAt, answeredAt, endedAt, duration, outcome, outcomeReason, outcomeDetail } = call;
  if (!endedAt || !outcome) return null;
  const wait = call.wait ?? 0;
  const isBlocked = outcomeReason === 'COUNTRY_NOT_ALLOWED' && COUNTRY.test(outcomeDetail ?? '');
  return {
    quarter: new Date(Math.floor(startedAt.getTime() / QUARTER_MS) * QUARTER_MS).toISOString(),
    direction,
    outcome,
    reason: outcomeReason ?? '',
    // Other details may be numbers, which must not outlive their call.
    country: isBlocked ? outcomeDetail! : '',
    inTime: answeredAt && wait <= IN_TIME_SECONDS ? 1 : 0,
    wait,
    talk: duration ?? 0,
    agents: (call.agents ?? []).toSorted().map((name) => ({
      name,
      talk: talkOf(
        answeredAt ?? startedAt,
        legs.filter((leg) => leg.userName === name),
      ),
    })),
  };
}

/** Seconds that an agent talked, from the answer of the call on; they may have been rung twice. */
function talkOf(since: Date, legs: Pick<LegRow, 'uuid' | 'state'>[]): number {
  const seconds = legs.map(({ uuid, state }) => {
    const { answeredAt, endedAt } = viewLeg(uuid, state);
    if (!answeredAt || !endedAt) return 0;
    return Math.round((Date.parse(endedAt) - Math.max(Date.parse(answeredAt), since.getTime())) / 1000);
  });
  return seconds.reduce((sum, one) => sum + Math.max(0, one), 0);
}

/** Whether two say the same; jsonb does not keep the order of keys. */
export const isSame = (left: Counted | undefined, right: Counted | undefined): boolean =>
  textOf(left) === textOf(right);

function textOf(counted: Counted | undefined): string {
  if (!counted) return '';
  const { quarter, direction, outcome, reason, country, inTime, wait, talk, agents } = counted;
  const people = agents.map((agent) => [agent.name, agent.talk]);
  return JSON.stringify([quarter, direction, outcome, reason, country, inTime, wait, talk, people]);
}
