import type { InputBody } from '../../vonage/webhook-bodies.js';

/** What one of the collectors found; whichever is first decides. */
export type Heard = Pick<InputBody, 'dtmf' | 'speech' | 'timed_out'>;

/** Listens for keys or speech, or both. Its timers start when the prompts before it have ended. */
export interface Collector {
  /** The prompts are over. */
  startTimers(): void;
  stop(): void;
}
