import { LostJob } from './job.js';
import type { JobRows, Taken } from './job-rows.js';

/** Renewals during the life of a lock. */
const TIMES = 4;

/**
 * Renews the lock of a job while it runs. Aborts the run if the job belongs to another run, or before the lock ends if
 * it could not be renewed.
 * @param lockMs how long the lock lasts
 * @param stop aborts the run
 * @returns stops renewing
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
      // The next attempt may work.
      () => {},
    );
  }, pause).unref();
  return () => clearInterval(timer);
}
