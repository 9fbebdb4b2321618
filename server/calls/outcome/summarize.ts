import type { LegView } from '../fold/leg-state.js';
import { seconds } from '../fold/leg-state.js';
import { type CallStory, calledLegs, outcomeOf } from './outcome.js';
import type { Outcome } from './outcome-kinds.js';
import { agentsOf } from './outcome-of-talk.js';

/** What a call's row says of its end: the columns of the same names. */
export interface Summary {
  outcome: Outcome['kind'] | null;
  outcomeReason: Outcome['reason'];
  outcomeUser: string | null;
  outcomeDetail: string | null;
  /** Seconds from the start until someone talked to the contact, or to the end; null while it still rings. */
  wait: number | null;
  /** Who talked, in order. */
  agents: string[];
}

/** Longer words of Vonage's are cut. */
const MOST_DETAIL = 300;

/** How a call ended, how long the contact waited, and who talked. */
export function summarize(story: CallStory): Summary {
  const outcome = outcomeOf(story);
  const called = calledLegs(story);
  return {
    outcome: outcome?.kind ?? null,
    outcomeReason: outcome?.reason ?? null,
    outcomeUser: outcome?.userName ?? null,
    outcomeDetail: outcome?.detail?.slice(0, MOST_DETAIL) ?? null,
    wait: waitOf(story, called, outcome),
    agents: agentsOf(story.anchor, called, story.work),
  };
}

function waitOf({ anchor, others }: CallStory, called: LegView[], outcome: Outcome | null): number | null {
  const all = [anchor, ...others];
  const startedAt = all.map((leg) => leg.startedAt).sort()[0]!;
  const answers = called.flatMap((leg) => leg.answeredAt ?? []).sort();
  // The call flow answers at once; only where it was all that the caller heard, nobody was waited for.
  const byFlow = outcome?.reason === 'CALL_FLOW' ? anchor.answeredAt : null;
  const until =
    answers[0] ??
    byFlow ??
    (outcome &&
      all
        .map((leg) => leg.endedAt ?? leg.startedAt)
        .sort()
        .at(-1)!);
  return until ? seconds(startedAt, until) : null;
}
