import type { FastifyBaseLogger } from 'fastify';
import { follow } from './follow.js';
import { MISSED, type Realtime, type Topic, type Topics } from './topics.js';

/** Milliseconds until a failed read is retried. */
const RETRY_AFTER_MS = 1000;

interface ReloadDeps {
  /** Reads these ids, or everything (null), and caches the result. */
  read: (ids: string[] | null) => Promise<void>;
  /** Log message when a read fails. */
  problem: string;
  log: Pick<FastifyBaseLogger, 'warn'>;
  signal: AbortSignal;
}

/**
 * Keeps a cache up to date: one read at a time; what becomes stale during a read is read again after it. What could not
 * be read stays stale, so that the next read includes it. At first everything is stale.
 */
export function createReload({ read, problem, log, signal }: ReloadDeps) {
  const stale = new Set<string>();
  let isAllStale = true;
  let reading: Promise<void> | null = null;
  let willRetry = false;

  async function readStale(): Promise<void> {
    let ids: string[] | null = null;
    try {
      while (isAllStale || stale.size > 0) {
        ids = isAllStale ? null : [...stale];
        isAllStale = false;
        stale.clear();
        await read(ids);
      }
    } catch (error) {
      if (ids === null) isAllStale = true;
      for (const id of ids ?? []) stale.add(id);
      throw error;
    } finally {
      reading = null;
    }
  }

  /** Waits until this id, or everything (null), was read again. @throws if the database cannot be read */
  async function reload(id: string | null): Promise<void> {
    if (id === null) isAllStale = true;
    else stale.add(id);
    reading ??= readStale();
    await reading;
  }

  /** The same, but never throws: it retries until it works. */
  async function reloadOrRetry(id: string | null): Promise<void> {
    if (signal.aborted) return;
    try {
      await reload(id);
    } catch (error) {
      log.warn({ err: error }, problem);
      if (!willRetry) setTimeout(retryStale, RETRY_AFTER_MS).unref();
      willRetry = true;
    }
  }

  /** Ids that could not be read are still marked as stale. */
  function retryStale(): void {
    willRetry = false;
    const [first = null] = stale;
    if (isAllStale) void reloadOrRetry(null);
    else if (first !== null) void reloadOrRetry(first);
  }

  /**
   * Reads everything, and from then on what the messages of these topics name.
   * @param idOf what a message makes stale; null = everything
   * @throws if the database cannot be read
   */
  async function start<T extends Topic>(
    realtime: Realtime,
    topics: readonly T[],
    idOf: (ids: Topics[T]) => string | null,
  ): Promise<void> {
    // Not awaited: a message during a read marks more as stale.
    const react = async (ids: Topics[T] | typeof MISSED) => void reloadOrRetry(ids === MISSED ? null : idOf(ids));
    for (const topic of topics) void follow(realtime, { topic, react, signal, log, problem });
    await reload(null);
  }

  return { start, reload, reloadOrRetry };
}
