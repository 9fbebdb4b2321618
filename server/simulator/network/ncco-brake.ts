import type { SimClock } from '../control/clock.js';
import type { Leg } from './leg.js';

/** A leg may ask so often at once … */
const AT_ONCE = 50;
/** … and once more for each of these milliseconds: nobody hears a sentence in less. */
const ONE_MORE_MS = 1000;

/**
 * Ends the patience with call flows that go round in circles without anybody hearing anything, such as a `notify` that fails
 * and whose fallback is the same flow again (our reading: Vonage does not say when it ends such a call).
 */
export function createNccoBrake({ clock }: { clock: Pick<SimClock, 'now'> }) {
  const asked = new WeakMap<Leg, { left: number; at: number }>();

  return {
    /** Counts a webhook that asks what a leg shall do. @returns false once it has asked too often */
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
