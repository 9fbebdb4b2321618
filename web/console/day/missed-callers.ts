import type { DayCall } from './day-calls';

type Facts = Pick<DayCall, 'id' | 'contactNumber'> & { calledBack: object | null };

/** A number that called in vain. */
export interface MissedCaller<Call extends Facts> {
  /** The latest of its calls. */
  call: Call;
  /** How often it called in vain. */
  times: number;
}

/**
 * @param missed the newest first
 * @returns who still waits for a call, each number once, the newest first; withheld numbers each on their own
 */
export function stillMissed<Call extends Facts>(missed: readonly Call[]): MissedCaller<Call>[] {
  const callers = new Map<string, MissedCaller<Call>>();
  for (const call of missed) {
    if (call.calledBack) continue;
    const key = call.contactNumber ?? call.id;
    const known = callers.get(key);
    callers.set(key, { call: known?.call ?? call, times: (known?.times ?? 0) + 1 });
  }
  return [...callers.values()];
}
