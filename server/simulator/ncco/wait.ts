import type { WaitAction } from '../../vonage/ncco.js';
import type { Timer } from '../control/clock.js';
import { hear } from '../network/leg.js';
import type { Stage } from './stage.js';
import type { Done, Step } from './step.js';

/** Seconds; values outside this range are clamped, not refused (Vonage: NCCO §8). */
const SHORTEST = 0.1;
const LONGEST = 7200;
const USUAL = 10;

/** Waits in silence. */
export function createWait(action: WaitAction, { clock, leg }: Stage, done: Done): Step {
  let timer: Timer | null = null;
  return {
    run(): void {
      hear(leg, { type: 'silence' });
      const seconds = Math.min(LONGEST, Math.max(SHORTEST, action.timeout ?? USUAL));
      timer = clock.setTimeout(() => done('next'), seconds * 1000);
    },
    stop(): void {
      if (timer) clock.clear(timer);
    },
  };
}
