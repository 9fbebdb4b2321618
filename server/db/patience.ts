import { setTimeout as wait } from 'node:timers/promises';
import type postgres from 'postgres';
import { codeOf } from './failures.js';

/** Milliseconds to wait for a free connection. */
const PATIENCE_MS = 10_000;
const AGAIN_MS = 50;
/** Milliseconds until one more connection is tried. */
const WIDEN_MS = 1_000;
/** Messages of poolers that send no error code for it. */
const POOLER_IS_FULL = /max_client_conn|max ?clients|too many (clients|connections)/i;

/** Internal members of the driver's queries: where they are sent, and how they end. */
interface Query {
  handler: (query: Query) => void;
  resolve: (rows: unknown) => void;
  reject: (error: unknown) => void;
}

/** Whether the database responded but had no connection left; nothing was run. */
export function isFull(error: unknown): boolean {
  return codeOf(error) === '53300' || (error instanceof Error && POOLER_IS_FULL.test(error.message));
}

/**
 * Makes the driver wait for connections: a plan may allow fewer than the pool would open, or other programs may hold
 * them. A query that found no connection waits until one of ours is free, or there are more again.
 */
export function patient(sql: postgres.Sql): postgres.Sql {
  const gate = createGate();

  function waiting<T>(made: T): T {
    const query = made as Partial<Query>;
    const { handler, resolve, reject } = query;
    // The same function creates names and lists of values.
    if (!handler || !resolve || !reject) return made;
    query.handler = (itself) => {
      let turn: Turn;
      query.resolve = (rows) => {
        gate.leave();
        resolve(rows);
      };
      query.reject = (error) => {
        if (isFull(error)) return gate.again(turn, error);
        gate.leave();
        reject(error);
      };
      turn = gate.enter(() => handler(itself), reject);
    };
    return made;
  }

  /** Only the first statement of a transaction needs a connection; if it fails, the rest has not begun. */
  function untilFree<T>(begin: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const turn = gate.enter(() => {
        begin().then(
          (result) => {
            gate.leave();
            resolve(result);
          },
          (error) => {
            if (isFull(error)) return gate.again(turn, error);
            gate.leave();
            reject(error);
          },
        );
      }, reject);
    });
  }

  return new Proxy(sql, {
    apply: (target, self, args) => waiting(Reflect.apply(target, self, args)),
    get(target, name) {
      if (name === 'unsafe') return (...args: Parameters<postgres.Sql['unsafe']>) => waiting(target.unsafe(...args));
      if (name === 'begin') return (...args: [never]) => untilFree(() => target.begin(...args));
      if (name === 'listen') return (...args: Parameters<postgres.Sql['listen']>) => listenWhenFree(target, args);
      return Reflect.get(target, name);
    },
  });
}

/** The driver opens a dedicated connection for it, and remembers that this failed. */
async function listenWhenFree(sql: postgres.Sql, args: Parameters<postgres.Sql['listen']>) {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await sql.listen(...args);
    } catch (error) {
      if (!isFull(error) || performance.now() > deadline) throw error;
      delete (sql.listen as { channels?: Record<string, unknown> }).channels?.[args[0]];
      await wait(AGAIN_MS);
    }
  }
}

interface Turn {
  run: () => void;
  refuse: (error: unknown) => void;
  deadline: number;
}

/**
 * Lets everything through until the database is full; then as many at a time as we have connections, and slowly more.
 */
function createGate() {
  let running = 0;
  let most = Number.POSITIVE_INFINITY;
  let full: unknown;
  const queue: Turn[] = [];

  function next(): void {
    const now = performance.now();
    for (const late of queue.filter((turn) => turn.deadline < now)) {
      queue.splice(queue.indexOf(late), 1);
      late.refuse(full);
    }
    while (running < most && queue.length > 0) {
      running += 1;
      queue.shift()!.run();
    }
  }

  function widen(): void {
    if (queue.length === 0) most = Number.POSITIVE_INFINITY;
    else {
      most += 1;
      setTimeout(widen, WIDEN_MS).unref();
    }
    next();
  }

  return {
    /** Starts immediately, or when it is its turn; call `leave` or `again` when it is over. */
    enter(run: () => void, refuse: (error: unknown) => void): Turn {
      const turn = { run, refuse, deadline: performance.now() + PATIENCE_MS };
      queue.push(turn);
      next();
      return turn;
    },

    leave(): void {
      running -= 1;
      if (queue.length > 0) next();
    },

    /** It found no connection: it is next when one of ours becomes free. */
    again(turn: Turn, error: unknown): void {
      full = error;
      running -= 1;
      // Running queries may share connections, so at first their number is unknown.
      if (most === Number.POSITIVE_INFINITY) {
        setTimeout(widen, WIDEN_MS).unref();
        most = 1;
      } else most = Math.max(1, Math.min(most - 1, running));
      queue.unshift(turn);
      setTimeout(next, AGAIN_MS * (1 + Math.random()));
    },
  };
}
