import type { SimClock } from '../control/clock.js';

/** One line of a handset's transcript. */
export interface TranscriptEvent {
  /** From 1, per call. */
  n: number;
  /** ISO 8601 with milliseconds. */
  at: string;
  /** Milliseconds since the call began. */
  ms: number;
  type: string;
  [detail: string]: unknown;
}

/** What happened on a handset in its current or last call. */
export function createTranscript(clock: SimClock) {
  let events: TranscriptEvent[] = [];
  let begun = clock.now().getTime();

  return {
    /** Starts a new call's transcript and clears the old one. */
    begin(): void {
      events = [];
      begun = clock.now().getTime();
    },

    add(event: { type: string; [detail: string]: unknown }): TranscriptEvent {
      const now = clock.now();
      const { type, ...details } = event;
      const written = { n: events.length + 1, at: now.toISOString(), ms: now.getTime() - begun, type, ...details };
      events.push(written);
      return written;
    },

    after: (n: number): TranscriptEvent[] => events.filter((event) => event.n > n),
  };
}
