import { setImmediate as sent } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Sql } from '../db/connect.js';
import { inTime } from '../in-time.js';
import { createLastSecond, createWaitingLine, type Turn, WINDOW_MS } from './budget.js';

/** Milliseconds that the database may take; then this server decides from memory. */
const PATIENCE_MS = 300;
/** Milliseconds between two looks whether the database is back. */
const LOOK_AGAIN_MS = 1000;
/** Milliseconds after which all other servers know that it is back, too, and what they sent meanwhile counts no more. */
const CAREFUL_MS = LOOK_AGAIN_MS + PATIENCE_MS + WINDOW_MS;
/** Milliseconds: a server that waits asks at least so often, so that others know that it still does. */
const ASK_AGAIN_MS = 250;
/** Milliseconds from the database's decision to the sending of a request: so many, as the last time tells, are allowed for. */
const DELAY_MS = { least: 5, most: 20 };

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

/**
 * Keeps a limit of a Vonage account for all servers on one database (docs/decisions/shared-budget.md). One statement
 * asks for all that wait here; what comes meanwhile goes with the next. While the database does not answer, a server
 * goes on from memory: alone with the whole limit, else with its part.
 */
export function createSharedBudget({ sql, log, server, account, kind, perSecond }: SharedBudgetDeps): Turn {
  const line = createWaitingLine();
  const lastSecond = createLastSecond();
  /** When requests were sent that the database does not know of, or believes to have been sent earlier. */
  let unrecorded: number[] = [];
  /** Milliseconds from the last question to the database until all that it allowed was sent. */
  let delay = DELAY_MS.least;
  /** Those of `unrecorded` that were sent too late, and the end of the group in which the database counts them. */
  let late = { count: 0, end: 0 };
  let servers = 1;
  let isAway = false;
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
  async function take(wanted: number[], allowance: number) {
    forgetOld();
    const recorded = unrecorded.length;
    const [taken] = await inTime(
      PATIENCE_MS,
      sql<{ granted: number; end_at: number; again: number; servers: number }[]>`
        select granted, end_at, again, servers from take_vonage_budget(${account}, ${kind}, ${server}, ${perSecond},
          ${wanted}::integer[], ${recorded}, ${late.count}, ${late.end}, ${WINDOW_MS + allowance})`,
    );
    unrecorded.splice(0, recorded);
    late = { count: 0, end: 0 };
    servers = taken!.servers;
    return taken!;
  }

  /** @returns milliseconds until it is worth asking again */
  async function askDatabase(): Promise<number> {
    // A request counts from the latest moment at which it may be sent, so that a slow reply breaks no limit.
    const allowance = Math.ceil(Math.min(Math.max(2 * delay, DELAY_MS.least), DELAY_MS.most));
    const asked = performance.now();
    const most = asked < carefulUntil ? lastSecond.free(part()) : line.length;
    if (most === 0 && line.length > 0) return lastSecond.wait(part());
    const wanted = firstOf(line.counts(), most);
    try {
      const { granted, end_at, again } = await take(wanted, allowance);
      send(granted);
      await sent();
      delay = performance.now() - asked;
      if (delay > allowance && granted > 0) {
        note(granted);
        late = { count: granted, end: end_at };
      }
      return granted < sum(wanted) ? Math.min(again, ASK_AGAIN_MS) : 0;
    } catch (error) {
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
