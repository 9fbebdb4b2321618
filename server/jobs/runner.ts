import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import { isDatabaseAway } from '../db/is-database-away.js';
import { redactText } from '../redact.js';
import { defaultPauseMs, type Job, type Kind, LostJob } from './job.js';
import { type JobRows, LOOK_EVERY_MS, type Taken } from './job-rows.js';
import { keepLock } from './keep-lock.js';
import { createLateness } from './lateness.js';

/** Milliseconds until an unavailable database is queried again. */
const AGAIN_MS = 500;
/** Milliseconds to wait for more free slots before the next query. */
const GATHER_MS = 5;
/** Milliseconds within which a run must end after its signal has aborted. */
const GRACE_MS = 1000;
/** What a dead server had begun is taken over after so many milliseconds: someone may hear silence until then. */
const LOCK_MS = 4000;

type AnyKind = Kind<never>;
interface Running {
  kind: AnyKind;
  row: Taken;
  stop: AbortController;
  ended: Promise<void>;
}

/**
 * Runs due jobs, each kind separately: a kind has its own slots, deadline and pauses, so that one that hangs or fails
 * does not delay others. Timers decide nothing; they only say when to check the table next.
 */
export function createRunner(deps: {
  rows: JobRows;
  kinds: Map<string, AnyKind>;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>;
  /** Ends a job whose row is otherwise unchanged. */
  end: (job: Job, kind: AnyKind) => Promise<void>;
}) {
  const { rows, kinds, clock, log, end } = deps;
  const lateness = createLateness();
  const running = new Set<Running>();
  const closing = new AbortController();
  let looping: Promise<void> | null = null;
  let taking = Promise.resolve();
  let wakeAt = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let awake: (() => void) | null = null;

  const busy = (kind: AnyKind) => [...running].filter((one) => one.kind === kind).length;
  const freeOf = (kind: AnyKind) => (kind.atOnce ?? 1) - busy(kind);
  const lockOf = ({ lockMs = LOCK_MS }: AnyKind) => lockMs;
  const withPlaces = () => [...kinds.values()].filter((kind) => freeOf(kind) > 0);

  /** Checks again after at most this many milliseconds. */
  function wakeIn(ms: number): void {
    const at = performance.now() + ms;
    if (at >= wakeAt) return;
    wakeAt = at;
    setAlarm();
  }

  function setAlarm(): void {
    if (!awake) return;
    clearTimeout(timer);
    timer = setTimeout(awake, Math.max(0, Math.ceil(wakeAt - performance.now()))).unref();
  }

  /** One query at a time, so that no kind runs more jobs at once than it may. */
  function start(now: Date): Promise<void> {
    taking = taking.catch(() => {}).then(() => take(now));
    return taking;
  }

  async function take(now: Date): Promise<void> {
    const wanted = withPlaces().map((kind) => ({
      kind: kind.kind,
      free: freeOf(kind),
      lockMs: lockOf(kind),
    }));
    if (wanted.length === 0 || closing.signal.aborted) return;
    for (const row of await rows.take(wanted, now)) {
      if (row.attempts === 1) lateness.add(clock.now().getTime() - row.due.getTime());
      begin(kinds.get(row.kind)!, row);
    }
  }

  function begin(kind: AnyKind, row: Taken): void {
    const one: Running = { kind, row, stop: new AbortController(), ended: Promise.resolve() };
    running.add(one);
    if (closing.signal.aborted) one.stop.abort(closing.signal.reason);
    one.ended = run(one).finally(() => {
      // There may be more than it had slots for; jobs that end now are replaced in the same query.
      const full = freeOf(kind) <= 0;
      running.delete(one);
      if (full) wakeIn(GATHER_MS);
    });
  }

  async function run({ kind, row, stop }: Running): Promise<void> {
    const { job, held } = rows.hold(row);
    const late = new Error(`It took longer than ${kind.deadlineMs / 1000} seconds.`);
    const deadline = setTimeout(() => stop.abort(late), kind.deadlineMs);
    const stopRenewing = keepLock(rows, row, lockOf(kind), stop);
    try {
      await Promise.race([kind.run(job as Job<never>, stop.signal), pastGrace(stop.signal)]);
      if (!held.ended) await untilThere(row, () => end(job, kind)).catch(unlessLost);
      if (held.next) wakeIn(held.next.getTime() - clock.now().getTime());
    } catch (error) {
      await failed(kind, row, error).catch((err) => log.warn({ err, kind: kind.kind }, 'A job could not be released.'));
    } finally {
      clearTimeout(deadline);
      stopRenewing();
    }
  }

  async function failed(kind: AnyKind, row: Taken, error: unknown): Promise<void> {
    const about = { kind: kind.kind, key: row.key, attempts: row.attempts };
    if (error instanceof LostJob) return log.info(about, error.message);
    if (closing.signal.aborted) return void (await rows.release(row));
    log.warn({ err: error, ...about }, 'A job failed; it will be tried again.');
    const due = new Date(clock.now().getTime() + (kind.pauseMs ?? defaultPauseMs)(row.attempts));
    const message = redactText(error instanceof Error ? error.message : String(error));
    await untilThere(row, async () => {
      const at = await rows.release(row, { due, error: message });
      if (at) wakeIn(at.getTime() - clock.now().getTime());
    });
  }

  /** Ends or releases a row even if the database is briefly unavailable; otherwise it stays locked until its lock expires. */
  async function untilThere(row: Taken, write: () => Promise<void>): Promise<void> {
    const { deadlineMs } = kinds.get(row.kind)!;
    const giveUp = performance.now() + deadlineMs;
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (!isDatabaseAway(error) || closing.signal.aborted || performance.now() > giveUp) throw error;
        await sleep(AGAIN_MS, undefined, { ref: false });
      }
    }
  }

  /** Starts due jobs. @returns milliseconds until the next check */
  async function look(): Promise<number> {
    const now = clock.now();
    await start(now);
    const next = await rows.nextIn(
      withPlaces().map(({ kind }) => kind),
      now,
    );
    const spent = clock.now().getTime() - now.getTime();
    return Math.min(LOOK_EVERY_MS, Math.max(0, (next ?? LOOK_EVERY_MS) - spent));
  }

  async function loop(): Promise<void> {
    let away = false;
    while (!closing.signal.aborted) {
      wakeAt = Number.POSITIVE_INFINITY;
      try {
        wakeIn(await look());
        away = false;
      } catch (error) {
        if (!away) log.warn({ err: error }, 'Due jobs could not be read; trying again twice a second.');
        away = true;
        wakeIn(AGAIN_MS);
      }
      if (closing.signal.aborted) return;
      await new Promise<void>((resolve) => {
        awake = resolve;
        setAlarm();
      });
      awake = null;
    }
  }

  return {
    lateness: lateness.read,

    start(): void {
      looping = loop();
    },

    /** A job was added. @param due when it is due, in milliseconds since 1970 */
    wake(due: number): void {
      wakeIn(Math.max(0, due - clock.now().getTime()));
    },

    /** Runs everything that is due at this moment of the clock, and waits until no server has any of it left. */
    async runDue(): Promise<void> {
      const now = clock.now();
      for (;;) {
        await start(now);
        if (running.size > 0) await Promise.race([...running].map((one) => one.ended));
        else if (await rows.isAnyDue([...kinds.keys()], now)) await sleep(10);
        else return;
      }
    },

    /** Aborts running jobs, waits briefly for them, and releases the rest to the other servers. */
    async close(): Promise<void> {
      closing.abort(new Error('The server is closing.'));
      awake?.();
      clearTimeout(timer);
      for (const { stop } of running) stop.abort(closing.signal.reason);
      const ended = Promise.allSettled([looping, taking]).then(() => Promise.all([...running].map((one) => one.ended)));
      await Promise.race([ended, sleep(2 * GRACE_MS, undefined, { ref: false })]);
    },
  };
}

/** There is nothing to roll back if only the end of a row was to be written. */
function unlessLost(error: unknown): void {
  if (!(error instanceof LostJob)) throw error;
}

/** Rejects if a run ignores its aborted signal. */
function pastGrace(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abandon = () => setTimeout(() => reject(signal.reason), GRACE_MS).unref();
    if (signal.aborted) abandon();
    else signal.addEventListener('abort', abandon, { once: true });
  });
}
