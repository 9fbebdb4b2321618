import type { FastifyBaseLogger } from 'fastify';
import { onAbort } from '../../on-abort.js';
import { follow } from '../../realtime/follow.js';
import { MISSED, type Missed, type Realtime, type Topics } from '../../realtime/topics.js';

interface KeyWatchDeps<T> {
  realtime: Realtime;
  /** Reads the current data of a key; null if it is gone. */
  read: (id: string) => Promise<T | null>;
  log: FastifyBaseLogger;
  /** Ends the subscription. */
  signal: AbortSignal;
}

const CACHED = 1000;

/** A cache of API keys, valid until the topic `apiKey` reports a revocation on any server, and callbacks for it. */
export function createKeyWatch<T>({ realtime, read, log, signal }: KeyWatchDeps<T>) {
  const cache = new Map<string, { value: T; cachedUntil: number }>();
  const watchers = new Map<string, Set<() => void>>();
  /** Counts messages: a read that was in progress when one arrived may be outdated. */
  let messages = 0;

  async function recheck(id: string): Promise<void> {
    messages += 1;
    cache.delete(id);
    if (watchers.has(id) && !(await read(id))) for (const end of watchers.get(id) ?? []) end();
  }

  /** Messages may have been lost: clear the cache and check every watcher. */
  async function recheckAll(): Promise<void> {
    messages += 1;
    cache.clear();
    for (const id of [...watchers.keys()]) await recheck(id);
  }

  const react = (ids: Topics['apiKey'] | Missed) => (ids === MISSED ? recheckAll() : recheck(ids.keyId));
  const problem = 'Revoked API keys could not be looked up.';

  return {
    /**
     * Data of a key.
     * @param now milliseconds since 1970
     * @param cachedUntil how long the result may be cached, in the same unit
     */
    async find(id: string, now: number, cachedUntil: number): Promise<T | null> {
      const known = cache.get(id);
      if (known && known.cachedUntil > now) return known.value;
      const before = messages;
      const value = await read(id);
      cache.delete(id);
      if (cache.size >= CACHED) cache.clear();
      if (value && before === messages) cache.set(id, { value, cachedUntil });
      return value;
    },

    /** Calls back once when the key is gone, unless the signal aborts first. */
    onEnd(id: string, until: AbortSignal, callback: () => void): void {
      const ends = watchers.get(id) ?? new Set();
      watchers.set(id, ends.add(callback));
      onAbort(until, () => {
        ends.delete(callback);
        if (ends.size === 0) watchers.delete(id);
      });
    },

    /** Resolves when the listening has ended. */
    closed: follow(realtime, { topic: 'apiKey', react, signal, log, problem }),
  };
}
