import type { Clock } from '../../server/clock.js';

/** Real time plus what a test has skipped: sessions and timers in rows move, signatures still match. */
export function createDrivenClock(): Clock & { advance(milliseconds: number): void } {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    advance(milliseconds) {
      offset += milliseconds;
    },
  };
}
