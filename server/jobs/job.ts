import type { DbOrTx } from '../db/connect.js';

/** A job to be added. */
export interface NewJob {
  kind: string;
  /** Unique in its kind; empty for a kind with one job. */
  key?: string;
  due: Date;
  /** What `run` gets; anything that JSON can hold. */
  payload?: unknown;
  applicationId?: string | null;
}

/**
 * What happens to a job of the same kind and key: `earlier` (the rule) keeps the earlier instant, `replace` takes the new
 * one even if it is later, and both take the new payload; `keep` leaves the job as it is.
 * One that is running now is never run twice at a time: it runs again afterwards, unless it is to be kept.
 */
export type IfThere = 'earlier' | 'replace' | 'keep';

/** A job that is being run. Ending it inside a transaction commits the end together with the job's effect. */
export interface Job<Payload = unknown> {
  readonly kind: string;
  readonly key: string;
  readonly applicationId: string | null;
  readonly due: Date;
  readonly payload: Payload;
  /** 1 at the first attempt. */
  readonly attempts: number;
  /** What the run before has reported; null at first. */
  readonly progress: unknown;
  /**
   * The job is finished: its row goes with this transaction.
   * @throws LostJob when another run has taken it over or it was canceled; let it roll back the effect
   */
  done(tx: DbOrTx): Promise<void>;
  /**
   * The job runs again at an instant; this attempt counts as a success.
   * @param change what the next run gets instead of this one's payload and progress
   * @throws LostJob as `done` does
   */
  next(tx: DbOrTx, due: Date, change?: { payload?: unknown; progress?: unknown }): Promise<void>;
  /**
   * Writes down how far it has come.
   * @throws LostJob as `done` does
   */
  report(tx: DbOrTx, progress: unknown): Promise<void>;
}

/** One kind of job, and how it is run. */
export interface Kind<Payload = unknown> {
  kind: string;
  /** Milliseconds after which the run's signal aborts and the attempt has failed; longer work goes in slices by `next`. */
  deadlineMs: number;
  /**
   * Milliseconds after which another server takes over from one that has died: the lock lasts so long, and is renewed
   * while the job runs. Without it the lock lasts as long as a run may.
   */
  lockMs?: number;
  /** How many run at a time on one server; 1 unless it says otherwise. */
  atOnce?: number;
  /** Milliseconds to wait after so many failed attempts in a row; from one second doubling up to a minute by default. */
  pauseMs?: (attempts: number) => number;
  /** Milliseconds between two runs of periodic work: its one job is added at the start, and again after each run. */
  everyMs?: number;
  /**
   * Does the work, at least once. Without a call of `done` or `next` the job ends when this resolves; what it throws is
   * logged, and it is tried again.
   * @param signal aborts at the deadline and when the server closes
   */
  run(job: Job<Payload>, signal: AbortSignal): Promise<void>;
}

/** The job no longer belongs to this run. */
export class LostJob extends Error {
  constructor({ kind, key }: { kind: string; key: string }) {
    super(`The job "${kind}" (${key}) was canceled, or is run by another server. This run must not commit its effect.`);
  }
}

const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** The pause of kinds that have none of their own: doubles from a second up to a minute. */
export function defaultPauseMs(attempts: number): number {
  return Math.min(SHORTEST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
}
