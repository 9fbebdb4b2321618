import type { DbOrTx } from '../db/connect.js';

/** A job to be added. */
export interface NewJob {
  kind: string;
  /** Unique within its kind; empty for a kind with a single job. */
  key?: string;
  due: Date;
  /** Input of `run`: anything that JSON can represent. */
  payload?: unknown;
  applicationId?: string | null;
}

/**
 * What happens to an existing job of the same kind and key: `earlier` (the default) keeps the earlier instant,
 * `replace` takes the new one even if it is later, and both take the new payload; `keep` leaves the job unchanged. A
 * job that is running is never run twice at the same time: it runs again afterwards, unless it is `keep`.
 */
export type IfThere = 'earlier' | 'replace' | 'keep';

/** A running job. Ending it inside a transaction commits its end together with its effect. */
export interface Job<Payload = unknown> {
  readonly kind: string;
  readonly key: string;
  readonly applicationId: string | null;
  readonly due: Date;
  readonly payload: Payload;
  /** 1 at the first attempt. */
  readonly attempts: number;
  /** What the previous run reported; null at first. */
  readonly progress: unknown;
  /**
   * Ends the job: its row is deleted in this transaction.
   * @throws LostJob if another run has taken it over or it was canceled; let it roll back the effect
   */
  done(tx: DbOrTx): Promise<void>;
  /**
   * Runs the job again at an instant; this attempt counts as a success.
   * @param change payload and progress for the next run, if different
   * @throws LostJob as `done` does
   */
  next(tx: DbOrTx, due: Date, change?: { payload?: unknown; progress?: unknown }): Promise<void>;
  /** Saves progress. @throws LostJob as `done` does */
  report(tx: DbOrTx, progress: unknown): Promise<void>;
}

/** One kind of job, and how it runs. */
export interface Kind<Payload = unknown> {
  kind: string;
  /** Milliseconds until the run's signal aborts and the attempt counts as failed; split longer work with `next`. */
  deadlineMs: number;
  /**
   * Milliseconds until another server takes over from one that has died: how long the lock lasts; it is renewed while
   * the job runs. Default 4000.
   */
  lockMs?: number;
  /** Maximum running at a time on one server; default 1. */
  atOnce?: number;
  /**
   * Milliseconds to wait after this many failed attempts in a row; by default it doubles from one second to a minute.
   */
  pauseMs?: (attempts: number) => number;
  /** Milliseconds between runs of periodic work: its single job is added at startup, and again after each run. */
  everyMs?: number;
  /**
   * Does the work, at least once. Unless `done` or `next` was called, the job ends when this resolves; an error is
   * logged, and the job is tried again.
   * @param signal aborts at the deadline and when the server closes
   */
  run(job: Job<Payload>, signal: AbortSignal): Promise<void>;
}

/** Thrown when the job no longer belongs to this run. */
export class LostJob extends Error {
  constructor({ kind, key }: { kind: string; key: string }) {
    super(`The job "${kind}" (${key}) was canceled, or is run by another server. This run must not commit its effect.`);
  }
}

const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Default pause: doubles from a second to a minute. */
export function defaultPauseMs(attempts: number): number {
  return Math.min(SHORTEST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
}
