import type { FastifyBaseLogger } from 'fastify';
import { follow } from './follow.js';
import { MISSED, type Realtime, type Topic, type Topics } from './topics.js';

/** Milliseconds after which a failed reading is tried again. */
const RETRY_AFTER_MS = 1000;

interface ReloadDeps {
  /** Reads these ids anew, or everything (null), and keeps it in memory. */
  read: (ids: string[] | null) => Promise<void>;
  /** What the log says when a reading fails. */
  problem: string;
  log: Pick<FastifyBaseLogger, 'warn'>;
  signal: AbortSignal;
}

/**
 * Keeps a cache up to date: one reading at a time, and what becomes stale meanwhile is read once more. What could not be
 * read stays stale, so that the next reading includes it. At first everything is stale.
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

  /** Waits until this id, or everything (null), was read anew. @throws when the database cannot be read */
  async function reload(id: string | null): Promise<void> {
    if (id === null) isAllStale = true;
    else stale.add(id);
    reading ??= readStale();
    await reading;
  }

  /** The same, but never throws: after a failure it is tried again until it works. */
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

  /** Ids whose reading failed are still marked as stale. */
  function retryStale(): void {
    willRetry = false;
    const [first = null] = stale;
    if (isAllStale) void reloadOrRetry(null);
    else if (first !== null) void reloadOrRetry(first);
  }

  /**
   * Reads everything, and from then on what the messages of these topics name.
   * @param idOf what a message makes stale; null = everything
   * @throws when the database cannot be read
   */
  async function start<T extends Topic>(
    realtime: Realtime,
    topics: readonly T[],
    idOf: (ids: Topics[T]) => string | null,
  ): Promise<void> {
    // Not awaited: a message during a reading adds to it.
    const react = async (ids: Topics[T] | typeof MISSED) => void reloadOrRetry(ids === MISSED ? null : idOf(ids));
    for (const topic of topics) void follow(realtime, { topic, react, signal, log, problem });
    await reload(null);
  }

  return { start, reload, reloadOrRetry };
}
