import type { OutcomeKind } from '../calls/outcome/outcome-kinds.js';
import type { quarterHours } from './reports.table.js';

/** Calls that ended in the same way, summed up; the sums are in seconds. */
export type Part = Pick<
  typeof quarterHours.$inferSelect,
  'direction' | 'outcome' | 'reason' | 'country' | 'calls' | 'inTime' | 'wait' | 'talk'
>;

/** The figures of a period. Calls count where they began, once they have ended. */
export interface Figures {
  calls: number;
  inbound: number;
  outbound: number;
  /** Inbound calls, except those that a call flow answered by itself without ringing anyone. */
  offered: number;
  /** Inbound calls in which an agent talked to the caller, also if the caller was lost in a transfer afterwards. */
  answered: number;
  /** Inbound calls that no one took, though the caller did not hang up. */
  missed: number;
  /** Inbound calls that an agent declined and no one else took. */
  declined: number;
  /** Inbound calls whose caller hung up before an answer. */
  abandoned: number;
  /** Outbound calls in which someone answered. */
  reached: number;
  /** Outbound calls that our dialing rules did not allow. */
  blocked: number;
  /** Calls that could not be connected, in either direction. */
  failed: number;
  /** Of 1, answered ÷ offered; null without such calls: no calls are not 100 percent. */
  answeredShare: number | null;
  /** Of 1, abandoned ÷ offered; null without such calls. */
  abandonedShare: number | null;
  /** Of 1, answered within `IN_TIME_SECONDS` ÷ offered; null without such calls. */
  serviceLevel: number | null;
  /** Of answered inbound calls, from the beginning to the answer. */
  averageWaitSeconds: number | null;
  /** Of abandoned calls, from the beginning to the end. */
  averageAbandonSeconds: number | null;
  /** Of calls in which someone talked, in either direction, from the answer to the end. */
  averageTalkSeconds: number | null;
}

type Meaning =
  | 'answered'
  | 'byFlow'
  | 'missed'
  | 'declined'
  | 'abandoned'
  | 'reached'
  | 'notReached'
  | 'blocked'
  | 'failed';

/** Outcomes of calls in which someone talked. */
const TALKED: OutcomeKind[] = ['ANSWERED', 'TRANSFERRED', 'LOST_IN_TRANSFER'];
const FAILED: OutcomeKind[] = ['FAILED', 'UNREACHABLE'];

/** What an outcome means for the figures. */
export function meaningOf({ direction, outcome, reason }: Pick<Part, 'direction' | 'outcome' | 'reason'>): Meaning {
  if (reason === 'CALL_FLOW' && direction === 'inbound') return 'byFlow';
  if (TALKED.includes(outcome)) return direction === 'inbound' ? 'answered' : 'reached';
  if (FAILED.includes(outcome)) return 'failed';
  if (outcome === 'BLOCKED') return 'blocked';
  if (direction === 'outbound') return 'notReached';
  if (outcome === 'DECLINED') return 'declined';
  return outcome === 'ABANDONED' ? 'abandoned' : 'missed';
}

type Sum = 'calls' | 'inTime' | 'wait' | 'talk';

/** Adds up parts of a period. */
export function figuresOf(parts: readonly Part[]): Figures {
  const sum = (what: Sum, isWanted: (part: Part) => boolean = () => true) =>
    parts.reduce((total, part) => total + (isWanted(part) ? part[what] : 0), 0);
  const means =
    (...meanings: Meaning[]) =>
    (part: Part) =>
      meanings.includes(meaningOf(part));
  const count = (...meanings: Meaning[]) => sum('calls', means(...meanings));
  const inbound = sum('calls', ({ direction }) => direction === 'inbound');
  const calls = sum('calls');
  const offered = inbound - count('byFlow');
  const [answered, abandoned] = [count('answered'), count('abandoned')];
  return {
    calls,
    inbound,
    outbound: calls - inbound,
    offered,
    answered,
    missed: count('missed'),
    declined: count('declined'),
    abandoned,
    reached: count('reached'),
    blocked: count('blocked'),
    failed: count('failed'),
    answeredShare: share(answered, offered),
    abandonedShare: share(abandoned, offered),
    serviceLevel: share(sum('inTime', means('answered')), offered),
    averageWaitSeconds: average(sum('wait', means('answered')), answered),
    averageAbandonSeconds: average(sum('wait', means('abandoned')), abandoned),
    averageTalkSeconds: average(sum('talk', means('answered', 'reached')), count('answered', 'reached')),
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Whole seconds. */
export function average(seconds: number, count: number): number | null {
  return count === 0 ? null : Math.round(seconds / count);
}
