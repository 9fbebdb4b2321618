import type { DayCall } from './day-calls';

type Facts = Pick<DayCall, 'id' | 'contactNumber' | 'startedAt' | 'answeredAt'>;

/** @returns the later of these calls in which someone talked with the caller of a missed one */
export function calledBack<Call extends Facts>(missed: Facts, calls: readonly Call[]): Call | undefined {
  const { contactNumber: number, startedAt } = missed;
  if (number === null || number === undefined) return undefined;
  return calls.find(
    (one) =>
      one.id !== missed.id && one.contactNumber === number && one.startedAt > startedAt && one.answeredAt !== null,
  );
}

/** A number that called in vain. */
export interface MissedCaller<Call extends Facts> {
  /** The latest of its calls. */
  call: Call;
  /** How often it called in vain. */
  times: number;
}

/**
 * @param missed the newest first
 * @param calls others of the day
 * @returns who still waits for a call, each number once, the newest first; withheld numbers each on their own
 */
export function stillMissed<Call extends Facts>(
  missed: readonly Call[],
  calls: readonly Facts[],
): MissedCaller<Call>[] {
  const callers = new Map<string, MissedCaller<Call>>();
  for (const call of missed) {
    if (calledBack(call, calls)) continue;
    const key = call.contactNumber ?? call.id;
    const known = callers.get(key);
    callers.set(key, { call: known?.call ?? call, times: (known?.times ?? 0) + 1 });
  }
  return [...callers.values()];
}
