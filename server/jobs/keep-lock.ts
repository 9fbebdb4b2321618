import { LostJob } from './job.js';
import type { JobRows, Taken } from './job-rows.js';

/** How often a lock is renewed while it lasts. */
const TIMES = 4;

/**
 * Renews the lock of a job while it runs. The run is aborted when the job belongs to another one, and before its lock
 * ends when it could not be renewed.
 * @param lockMs how long the lock lasts
 * @param stop aborts the run
 * @returns ends this
 */
export function keepLock(rows: Pick<JobRows, 'renew'>, row: Taken, lockMs: number, stop: AbortController): () => void {
  const pause = lockMs / TIMES;
  let renewed = performance.now();
  const timer = setInterval(() => {
    const asked = performance.now();
    if (asked - renewed > lockMs - pause) return stop.abort(new Error('The lock of the job could not be renewed.'));
    rows.renew(row, lockMs).then(
      (isOurs) => {
        if (isOurs) renewed = asked;
        else stop.abort(new LostJob(row));
      },
      // The next time may work.
      () => {},
    );
  }, pause).unref();
  return () => clearInterval(timer);
}
