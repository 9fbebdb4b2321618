import type { SimClock } from '../control/clock.js';
import { hear, isLive, type Leg } from '../network/leg.js';

const PAUSE_MS = 500;

/** Plays keys into a leg: `0-9*#`, and `p` is a pause of half a second. */
export function playKeys(clock: SimClock, leg: Leg, keys: string): void {
  const [digits = '', ...later] = keys.split('p');
  if (digits) hear(leg, { type: 'keys', digits, by: 'far' });
  if (later.length === 0) return;
  clock.setTimeout(() => {
    if (isLive(leg)) playKeys(clock, leg, later.join('p'));
  }, PAUSE_MS);
}
