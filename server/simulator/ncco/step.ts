import type { Ncco } from '../../vonage/ncco.js';
import type { StopReason } from '../network/leg.js';

/** What an action ends with: the action behind it, or an NCCO in place of all the rest. */
export type Outcome = 'next' | { ncco: Ncco };
export type Done = (outcome: Outcome) => void;

/** One action being performed. `run` calls `done` once, now or later, or never when the action is the last word. */
export interface Step {
  run(): void;
  stop(why: StopReason): void;
}
