import type postgres from 'postgres';
import { codeOf } from './failures.js';

/** Milliseconds that whoever wants a connection waits for a free one. */
const PATIENCE_MS = 10_000;
const AGAIN_MS = 50;
/** How poolers say it that have no code for it. */
const POOLER_IS_FULL = /max_client_conn|max ?clients|too many (clients|connections)/i;

/** What the driver's queries have and do not show: what they are given to, and how they end. */
interface Waiting {
  handler?: (query: unknown) => void;
  reject: (error: unknown) => void;
}

/** Whether the database was there, and had no connection left: nothing was run. */
export function isFull(error: unknown): boolean {
  return codeOf(error) === '53300' || (error instanceof Error && POOLER_IS_FULL.test(error.message));
}

/**
 * The driver, made patient: a plan may allow fewer connections than the pool would open, or other programs hold them. A
 * query that found none goes back to the pool, whose next free connection takes it.
 */
export function patient(sql: postgres.Sql): postgres.Sql {
  return new Proxy(sql, {
    apply: (target, self, args) => waiting(Reflect.apply(target, self, args)),
    get(target, name) {
      if (name === 'unsafe') return (...args: Parameters<postgres.Sql['unsafe']>) => waiting(target.unsafe(...args));
      if (name === 'reserve') return () => untilFree(() => target.reserve());
      if (name === 'begin') return (...args: [never]) => untilFree(() => target.begin(...args));
      return Reflect.get(target, name);
    },
  });
}

function waiting<T>(made: T): T {
  const query = made as Partial<Waiting>;
  const { handler, reject } = query;
  // Names and lists of values are made by the same function.
  if (!handler || !reject) return made;
  let deadline = 0;
  query.reject = (error) => {
    deadline ||= performance.now() + PATIENCE_MS;
    if (isFull(error) && performance.now() < deadline) setTimeout(() => handler(query), AGAIN_MS * (1 + Math.random()));
    else reject(error);
  };
  return made;
}

/** Only the first statement of a transaction wants a connection, so the rest has not begun when that fails. */
async function untilFree<T>(begin: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await begin();
    } catch (error) {
      if (!isFull(error) || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS * (1 + Math.random())));
    }
  }
}
