import type { LegView } from '../fold/leg-state.js';
import { blockedBy } from './blocked.js';
import type { Outcome, OutcomeKind, OutcomeReason } from './outcome-kinds.js';
import { outcomeOfTalk, type Work } from './outcome-of-talk.js';
import { attemptOf, isDeadEnd, problemReason, whyNobody, whyNot } from './why-not.js';

/** Everything that says how a call ended. */
export interface CallStory {
  direction: 'inbound' | 'outbound';
  /** The leg with which it began. */
  anchor: LegView;
  /** All other legs, in any order. */
  others: LegView[];
  /** What was done with the call, in order of time. */
  work: Work[];
  /** What Vonage reported in error webhooks about it, in order of time. */
  problems: string[];
}

/** The legs that were called: all but the one that dialed, or the only one. Those that began first come first. */
export function calledLegs({ anchor, others }: Pick<CallStory, 'anchor' | 'others'>): LegView[] {
  const called = others.length === 0 && anchor.direction === 'outbound' ? [anchor] : others;
  return [...called].sort((left, right) => (left.startedAt + left.uuid < right.startedAt + right.uuid ? -1 : 1));
}

/**
 * Says how a call ended, and why, by its legs and by what was done with it: the same for the same facts, in whatever order
 * they became known.
 * @returns null while the call is live
 */
export function outcomeOf(story: CallStory): Outcome | null {
  const { direction, anchor, others, work } = story;
  if ([anchor, ...others].some((leg) => leg.live)) return null;
  const called = calledLegs(story);
  if (called.some((leg) => leg.answeredAt)) return outcomeOfTalk(called, work);
  if (called.length === 0) return direction === 'inbound' ? nobodyRung(story) : notPlaced(story);
  return direction === 'inbound' ? notTaken(anchor, called) : notReached(called);
}

/** How a call ended without any detail. */
export const plainly = (kind: OutcomeKind, reason: OutcomeReason | null = null): Outcome => ({
  kind,
  reason,
  userName: null,
  detail: null,
});

/** The colleague or the number of a leg. */
export const whoIs = ({ userName, to }: LegView): Pick<Outcome, 'userName' | 'detail'> => ({
  userName,
  detail: userName ? null : to,
});

/** The caller hung up, as far as is known: of a leg whose end Vonage was asked about, nobody says who ended it. */
const hasHungUp = ({ disconnectedBy, status }: LegView): boolean =>
  disconnectedBy !== 'platform' || status === 'cancelled';

/** A caller heard the call flow, and it rang nobody. */
function nobodyRung({ anchor, problems }: CallStory): Outcome {
  const problem = problemOf(problems);
  if (problem) return problem;
  if (!anchor.answeredAt) {
    return hasHungUp(anchor) ? plainly('ABANDONED') : plainly('FAILED', whyNot(anchor));
  }
  const actions = (anchor.answer?.ncco ?? []).map(({ action }) => action);
  if (actions.includes('input')) return plainly('ABANDONED', 'IN_MENU');
  if (!actions.includes('connect') && !actions.includes('conversation')) return plainly('ANSWERED', 'CALL_FLOW');
  return hasHungUp(anchor) ? plainly('ABANDONED') : plainly('FAILED', 'NOBODY_RUNG');
}

/** A caller was rung to agents or numbers, and nobody took the call. */
function notTaken(anchor: LegView, rung: LegView[]): Outcome {
  const last = rung.at(-1)!;
  const why = whyNobody(rung);
  const leftRinging = attemptOf(last) === 'canceled' || anchor.status === 'cancelled';
  if (leftRinging) return plainly('ABANDONED', isSignedOut(rung) ? 'NOBODY_SIGNED_IN' : null);
  if (rung.every(isDeadEnd)) return { ...plainly('FAILED', whyNot(last)), ...whoIs(last) };
  const declined = rung.findLast((leg) => attemptOf(leg) === 'declined');
  return declined ? { ...plainly('DECLINED'), ...whoIs(declined) } : plainly('MISSED', why);
}

/** Whether no agent's line could ring while the caller waited. */
const isSignedOut = (rung: LegView[]): boolean => rung.every((leg) => leg.userName !== null && leg.signedOut);

/** An agent's call to a number that was never rung. */
function notPlaced({ anchor, problems }: CallStory): Outcome {
  return (
    blockedBy(anchor.answer) ??
    problemOf(problems) ??
    (hasHungUp(anchor) ? plainly('CANCELED') : plainly('FAILED', 'NOBODY_RUNG'))
  );
}

/** An agent's call that was rung and not answered. */
function notReached(rung: LegView[]): Outcome {
  const last = rung.at(-1)!;
  const who = whoIs(last);
  const reason = whyNot(last);
  switch (attemptOf(last)) {
    case 'busy':
      return { ...plainly('BUSY'), ...who };
    case 'declined':
      return { ...plainly('DECLINED'), ...who };
    case 'canceled':
      return { ...plainly('CANCELED'), ...who };
    case 'numberUnknown':
    case 'outOfService':
    case 'switchedOff':
    case 'restricted':
      return { ...plainly('UNREACHABLE', reason), ...who };
    case 'failed':
      return { ...plainly('FAILED', reason), ...who };
    default:
      return { ...plainly('NO_ANSWER', reason === 'NOBODY_SIGNED_IN' ? reason : null), ...who };
  }
}

function problemOf(problems: string[]): Outcome | null {
  const [words] = problems;
  if (words === undefined) return null;
  return { ...plainly('FAILED', problemReason(words)), detail: words };
}
