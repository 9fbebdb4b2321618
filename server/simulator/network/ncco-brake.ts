import type { SimClock } from '../control/clock.js';
import type { Leg } from './leg.js';

/** Burst of requests that a leg may make … */
const AT_ONCE = 50;
/** … and one more per this many milliseconds, since no sentence is shorter. */
const ONE_MORE_MS = 1000;

/**
 * Stops call flows that loop without playing anything, such as a `notify` that fails and whose fallback is the same
 * flow (our assumption: Vonage does not document when it ends such a call).
 */
export function createNccoBrake({ clock }: { clock: Pick<SimClock, 'now'> }) {
  const asked = new WeakMap<Leg, { left: number; at: number }>();

  return {
    /** Counts a request for an NCCO. @returns false if the leg has made too many */
    take(leg: Leg): boolean {
      const now = clock.now().getTime();
      const before = asked.get(leg) ?? { left: AT_ONCE, at: now };
      const left = Math.min(AT_ONCE, before.left + (now - before.at) / ONE_MORE_MS) - 1;
      asked.set(leg, { left: Math.max(left, 0), at: now });
      return left >= 0;
    },
  };
}

export type NccoBrake = ReturnType<typeof createNccoBrake>;
