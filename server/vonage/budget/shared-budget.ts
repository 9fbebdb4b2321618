import { setImmediate as sent } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Sql } from '../../db/connect.js';
import { inTime } from '../../in-time.js';
import { createLastSecond, createWaitingLine, type Turn, WINDOW_MS } from './budget.js';

/** Milliseconds that the database may take; then this server decides from memory. */
const PATIENCE_MS = 300;
/** Milliseconds: a time-out that is noticed so much later says that this server itself stood still. */
const STOOD_STILL_MS = 100;
/** Milliseconds between two looks whether the database is back. */
const LOOK_AGAIN_MS = 1000;
/** Milliseconds after which all other servers know that it is back, too, and what they sent meanwhile counts no more. */
const CAREFUL_MS = LOOK_AGAIN_MS + PATIENCE_MS + WINDOW_MS;
/** Milliseconds: a server that waits asks at least so often, so that others know that it still does. */
const ASK_AGAIN_MS = 250;
/**
 * Milliseconds from a question to the database until what it allows must be sent: twice as many as it took the last time.
 * A request counts from the latest moment at which it may be sent, so a longer time costs some of the limit.
 */
const ALLOWED_MS = { least: 5, most: PATIENCE_MS };

interface SharedBudgetDeps {
  sql: Sql;
  log: Pick<FastifyBaseLogger, 'warn'>;
  /** Of this process, among those that share the limit. */
  server: string;
  /** `cloud` or `simulator`, and the API key. */
  account: string;
  kind: 'calls' | 'requests';
  /** How many all servers together may send within any one second. */
  perSecond: number;
}

/** What the database allows. */
interface Taken {
  granted: number;
  /** Until when these count: milliseconds since 1970 by the database's clock. */
  end_at: number;
  /** Milliseconds after which it is worth asking again. */
  again: number;
  /** How many servers have asked within a minute. */
  servers: number;
}
const NOTHING = { count: 0, end: 0 };

/**
 * Keeps a limit of a Vonage account for all servers on one database (docs/decisions/shared-budget.md). One statement
 * asks for all that wait here; what comes meanwhile goes with the next. While the database does not answer, a server
 * goes on from memory: alone with the whole limit, else with its part.
 */
export function createSharedBudget({ sql, log, server, account, kind, perSecond }: SharedBudgetDeps): Turn {
  const line = createWaitingLine();
  const lastSecond = createLastSecond();
  /** When requests were sent that the database does not know of, or counts as sent earlier than they were. */
  let unrecorded: number[] = [];
  /** Milliseconds from the last question to the database until all that it allowed was sent. */
  let delay = ALLOWED_MS.least;
  /** How many the database allowed that were not sent in time, and the end of the group in which it counts them. */
  let unused = NOTHING;
  let servers = 1;
  let isAway = false;
  let stoodStill = false;
  let lookAgainAt = 0;
  let carefulUntil = 0;
  let isRunning = false;
  let isWoken = false;
  let wake = () => {};

  function forgetOld(): void {
    const now = performance.now();
    unrecorded = unrecorded.filter((at) => at + WINDOW_MS > now);
  }

  /** What this server may send in a second without asking. */
  const part = () => Math.max(Math.floor(perSecond / servers), 1);

  function send(count: number): void {
    lastSecond.add(count);
    line.letGo(count);
  }

  function note(count: number): void {
    unrecorded.push(...Array<number>(count).fill(performance.now()));
  }

  /** @throws when the database does not answer in time */
  async function take(wanted: number[], allowance: number): Promise<Taken> {
    forgetOld();
    const recorded = unrecorded.length;
    const given = unused;
    // Whether or not the database answers, it may have heard this: given back twice, it would be sent twice.
    unused = NOTHING;
    const [taken] = await inTime(
      PATIENCE_MS,
      sql<Taken[]>`
        select granted, end_at, again, servers from take_vonage_budget(${account}, ${kind}, ${server}, ${perSecond},
          ${wanted}::integer[], ${recorded}, ${given.count}, ${given.end}, ${WINDOW_MS + allowance})`,
    );
    unrecorded.splice(0, recorded);
    servers = taken!.servers;
    return taken!;
  }

  /**
   * Sends what the database allowed, one after the other, for as long as it is allowed: nothing that this machine or the
   * database does slowly breaks the limit. What is left is given back, and the last one counts anew if it began too late.
   */
  async function sendUntil(deadline: number, { granted, end_at }: Taken): Promise<void> {
    let left = granted;
    while (left > 0 && performance.now() <= deadline) {
      send(1);
      left -= 1;
      await sent();
    }
    const isLate = left < granted && performance.now() > deadline;
    if (isLate) note(1);
    unused = { count: left + (isLate ? 1 : 0), end: end_at };
  }

  /** @returns milliseconds until it is worth asking again */
  async function askDatabase(): Promise<number> {
    const allowed = Math.ceil(Math.min(Math.max(2 * delay, ALLOWED_MS.least), ALLOWED_MS.most));
    const asked = performance.now();
    const most = asked < carefulUntil ? lastSecond.free(part()) : line.length;
    if (most === 0 && line.length > 0) return lastSecond.wait(part());
    const wanted = firstOf(line.counts(), most);
    try {
      const taken = await take(wanted, allowed);
      if (taken.granted > 0) await sendUntil(asked + allowed, taken);
      delay = performance.now() - asked;
      stoodStill = false;
      return unused.count === 0 && taken.granted < sum(wanted) ? Math.min(taken.again, ASK_AGAIN_MS) : 0;
    } catch (error) {
      // The answer may lie there unread, so it asks once more.
      stoodStill = !stoodStill && performance.now() - asked > PATIENCE_MS + STOOD_STILL_MS;
      if (stoodStill) return 0;
      isAway = true;
      lookAgainAt = performance.now() + LOOK_AGAIN_MS;
      log.warn(
        { err: error, kind },
        'The database does not answer; this server keeps its part of Vonage’s limit alone.',
      );
      return 0;
    }
  }

  /** @returns milliseconds until one more may be sent */
  function askMemory(): number {
    if (performance.now() > lookAgainAt) lookAgain();
    const count = Math.min(lastSecond.free(part()), line.length);
    send(count);
    note(count);
    return lastSecond.wait(part());
  }

  /** Nobody waits for it. */
  function lookAgain(): void {
    lookAgainAt = Number.POSITIVE_INFINITY;
    take([0, 0, 0], 0).then(
      () => {
        isAway = false;
        carefulUntil = performance.now() + CAREFUL_MS;
      },
      () => {
        lookAgainAt = performance.now() + LOOK_AGAIN_MS;
      },
    );
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (line.length > 0 || (!isAway && unrecorded.length > 0)) {
      isWoken = false;
      const again = isAway ? askMemory() : await askDatabase();
      if (line.length > 0 && again > 0 && !isWoken) await pause(again);
    }
    isRunning = false;
  }

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return (priority) => {
    const isFirst = line.isFirst(priority);
    const turn = line.join(priority);
    if (!isRunning) void run();
    // The other servers shall know at once that something more urgent waits.
    else if (isFirst) {
      isWoken = true;
      wake();
    }
    return turn;
  };
}

const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);

/** The most urgent of those that wait. */
function firstOf(counts: number[], most: number): number[] {
  return counts.map((count, at) => Math.min(count, Math.max(most - sum(counts.slice(0, at)), 0)));
}
