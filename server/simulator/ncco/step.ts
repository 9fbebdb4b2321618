import type { Ncco } from '../../vonage/ncco.js';
import type { StopReason } from '../network/leg.js';

/** Result of an action: continue with the next, or replace the rest with an NCCO. */
export type Outcome = 'next' | { ncco: Ncco };
export type Done = (outcome: Outcome) => void;

/** A running action. `run` calls `done` once, now or later, or never if the action ends the flow. */
export interface Step {
  run(): void;
  stop(why: StopReason): void;
}
