import type { SimClock } from '../control/clock.js';

/** One line of a handset's transcript. */
export interface TranscriptEvent {
  /** From 1 in each call. */
  n: number;
  /** ISO 8601 with milliseconds. */
  at: string;
  /** Milliseconds since the call began. */
  ms: number;
  type: string;
  [detail: string]: unknown;
}

/** What happened on a handset in its present call, or in its last one. */
export function createTranscript(clock: SimClock) {
  let events: TranscriptEvent[] = [];
  let begun = clock.now().getTime();

  return {
    /** A new call: the old one is forgotten. */
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
