import type { FastifyBaseLogger } from 'fastify';
import type { Realtime, Topics } from '../../realtime/topics.js';

interface KeyWatchDeps<T> {
  realtime: Realtime;
  /** Reads what is known of a key now; null when it is gone. */
  read: (id: string) => Promise<T | null>;
  log: FastifyBaseLogger;
  /** Ends the listening. */
  signal: AbortSignal;
}

const CACHED = 1000;

/**
 * What is known of API keys, in memory, until the topic `apiKey` says that one is revoked, on whichever server; and who
 * wants to be told of that.
 */
export function createKeyWatch<T>({ realtime, read, log, signal }: KeyWatchDeps<T>) {
  const cache = new Map<string, { value: T; believedUntil: number }>();
  const watchers = new Map<string, Set<() => void>>();
  /** How often something was said: an answer that was on its way meanwhile may be an old one. */
  let news = 0;

  async function recheck(id: string): Promise<void> {
    news += 1;
    cache.delete(id);
    if (watchers.has(id) && !(await read(id))) for (const end of watchers.get(id) ?? []) end();
  }

  /** Some messages may have been lost: nothing is believed, and every watcher is looked after. */
  async function recheckAll(): Promise<void> {
    news += 1;
    cache.clear();
    for (const id of [...watchers.keys()]) await recheck(id);
  }

  async function listen<K extends 'apiKey' | 'missed'>(topic: K, heard: (ids: Topics[K]) => Promise<void>) {
    const failed = (error: unknown) => log.warn({ err: error }, 'Revoked API keys could not be looked up');
    for await (const ids of realtime.subscribe(topic, signal)) await heard(ids).catch(failed);
  }

  return {
    /**
     * What is known of a key.
     * @param now milliseconds since 1970
     * @param believedUntil how long the answer is good, in the same
     */
    async find(id: string, now: number, believedUntil: number): Promise<T | null> {
      const known = cache.get(id);
      if (known && known.believedUntil > now) return known.value;
      const before = news;
      const value = await read(id);
      cache.delete(id);
      if (cache.size >= CACHED) cache.clear();
      if (value && before === news) cache.set(id, { value, believedUntil });
      return value;
    },

    /** Calls back once when the key is gone, unless the signal aborts before. */
    onEnd(id: string, until: AbortSignal, callback: () => void): void {
      const ends = watchers.get(id) ?? new Set();
      watchers.set(id, ends.add(callback));
      until.addEventListener('abort', () => {
        ends.delete(callback);
        if (ends.size === 0) watchers.delete(id);
      });
    },

    /** Resolves when the listening has ended. */
    closed: Promise.all([listen('apiKey', ({ keyId }) => recheck(keyId)), listen('missed', recheckAll)]),
  };
}
