import fc from 'fast-check';
import { MANNERS, type Manners } from '../../server/simulator/control/manners.js';

/** What an agent does with the call, one by one. */
export const OPERATIONS = [
  'hold',
  'resume',
  'transfer to a user',
  'transfer to a number',
  'consult',
  'complete',
  'merge',
  'cancel',
] as const;
export type OperationName = (typeof OPERATIONS)[number];

/** What happens to a request to Vonage. `late effect`: it takes effect after the server has given up waiting. */
export const FAILURES = [
  'none',
  'status 500',
  'status 429',
  'garbage',
  'time-out',
  'late effect',
  'connection cut',
  'server crash',
] as const;
export type FailureName = (typeof FAILURES)[number];

/** The manners of the simulated Vonage that concern operations (docs/simulator.md). */
export type OperationManners = Pick<Manners, 'moved_pair' | 'early_hangup' | 'idle_stop' | 'calls_to_apps'>;

/** Every combination of them. */
export const COMBINATIONS: OperationManners[] = MANNERS.moved_pair.flatMap((moved_pair) =>
  MANNERS.early_hangup.flatMap((early_hangup) =>
    MANNERS.idle_stop.flatMap((idle_stop) =>
      MANNERS.calls_to_apps.map((calls_to_apps) => ({ moved_pair, early_hangup, idle_stop, calls_to_apps })),
    ),
  ),
);

/** No operation has more requests than this. */
const MOST_STEPS = 6;
/** Once is a passing trouble, eight times one that outlasts an operation's deadline. */
const TIMES = [1, 2, 8];

export interface Story {
  operation: OperationName;
  failure: FailureName;
  /** Which request of the operation fails, from 0. */
  step: number;
  /** The request takes effect, and only its reply is lost. */
  after: boolean;
  times: number;
  /** Which events come later than what happened after them; null = all in order. */
  late: 'transfer' | 'completed' | 'answered' | null;
  /** The contact is on hold before the operation begins, where that makes sense. */
  held: boolean;
  /** It is asked for twice at the same time. */
  twice: boolean;
  /** What Vonage does where its behavior is unknown. */
  manners: OperationManners;
  /** Who hangs up in the middle of it. */
  leaves: 'contact' | 'agent' | 'colleague' | null;
  /** Who hangs up first when all is over. */
  last: 'contact' | 'agent';
}

/** Where no app can be called there is no consultation that could be ended. */
function fitting(operation: OperationName, manners: OperationManners): OperationManners {
  if (!['complete', 'merge', 'cancel'].includes(operation)) return manners;
  const wanted = JSON.stringify({ ...manners, calls_to_apps: 'ring' });
  return COMBINATIONS.find((one) => JSON.stringify(one) === wanted)!;
}

/** Failures without a reply that could be lost. */
const NEVER_AFTER: FailureName[] = ['none', 'status 429', 'late effect'];

/** Every operation, every step, every failure, before and after the request took effect. */
const CASES = OPERATIONS.flatMap((operation) =>
  FAILURES.flatMap((failure) =>
    Array.from({ length: failure === 'none' ? 1 : MOST_STEPS }, (_, step) =>
      (NEVER_AFTER.includes(failure) ? [false] : [false, true]).map((after) => ({
        operation,
        failure,
        step,
        after,
      })),
    ).flat(),
  ),
);

const seldom = <T>(value: T) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary: fc.constant(value), weight: 1 });

const surroundings = fc.record({
  times: fc.constantFrom(...TIMES),
  late: fc.constantFrom(null, null, 'transfer' as const, 'completed' as const, 'answered' as const),
  held: fc.boolean(),
  twice: seldom(true).map(Boolean),
  leaves: fc.oneof(
    { arbitrary: fc.constant(null), weight: 6 },
    { arbitrary: fc.constantFrom('contact' as const, 'agent' as const, 'colleague' as const), weight: 1 },
  ),
  last: fc.constantFrom('contact' as const, 'agent' as const),
  manners: fc.constantFrom(...COMBINATIONS),
});

/**
 * Stories by their seed, always the same ones. All cases come before one comes again, in surroundings that differ.
 * @param count how many
 */
export function storiesOf(seed: number, count: number): Story[] {
  const rounds = Math.ceil(count / CASES.length);
  const cases = fc.sample(fc.shuffledSubarray(CASES, { minLength: CASES.length }), { seed, numRuns: rounds }).flat();
  const around = fc.sample(surroundings, { seed, numRuns: count });
  return cases.slice(0, count).map((one, at) => {
    const { manners, ...others } = around[at]!;
    return { ...one, ...others, manners: fitting(one.operation, manners) };
  });
}
