import type { InputBody } from '../../vonage/webhook-bodies.js';

/** Result of one collector; the first one decides. */
export type Heard = Pick<InputBody, 'dtmf' | 'speech' | 'timed_out'>;

/** Collects keys, speech, or both. Timers start when the preceding prompts have ended. */
export interface Collector {
  /** Called when the prompts are over. */
  startTimers(): void;
  stop(): void;
}
