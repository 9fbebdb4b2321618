import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import type { Realtime } from '../realtime/topics.js';
import { legs } from './calls.table.js';

/** Whoever waits for news of one leg's call. */
interface Waiter {
  news: boolean;
  wake(): void;
}

/**
 * News of the call that a leg belongs to, for any number of legs: of each call that changes its legs are read once, and only
 * who waits for one of them is woken.
 */
export function createWatchLegs({ db, realtime }: { db: Db; realtime: Realtime }) {
  const waiting = new Map<string, Set<Waiter>>();
  let listening: AbortController | null = null;

  async function listen(signal: AbortSignal): Promise<void> {
    for await (const { applicationId, callId } of realtime.subscribe('call', signal)) {
      const concerned = await legsOf(applicationId, callId).catch(() => [...waiting.keys()]);
      for (const uuid of concerned) for (const waiter of waiting.get(uuid) ?? []) tell(waiter);
    }
  }

  async function legsOf(applicationId: string, callId: string): Promise<string[]> {
    const own = and(eq(legs.applicationId, applicationId), eq(legs.callId, callId));
    return (await db.select({ uuid: legs.uuid }).from(legs).where(own)).map(({ uuid }) => uuid);
  }

  function enter(legUuid: string, waiter: Waiter): void {
    waiting.set(legUuid, (waiting.get(legUuid) ?? new Set()).add(waiter));
    if (listening) return;
    listening = new AbortController();
    void listen(listening.signal);
  }

  function leave(legUuid: string, waiter: Waiter): void {
    const waiters = waiting.get(legUuid);
    waiters?.delete(waiter);
    if (waiters?.size === 0) waiting.delete(legUuid);
    if (waiting.size > 0) return;
    listening?.abort();
    listening = null;
  }

  /** Yields once for now, and again after each change of the leg's call; several changes may come as one. */
  return async function* watchLeg(legUuid: string, signal: AbortSignal): AsyncGenerator<void> {
    const waiter: Waiter = { news: true, wake() {} };
    const wake = () => waiter.wake();
    enter(legUuid, waiter);
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        if (waiter.news) {
          waiter.news = false;
          yield;
        } else
          await new Promise<void>((resolve) => {
            waiter.wake = resolve;
          });
      }
    } finally {
      signal.removeEventListener('abort', wake);
      leave(legUuid, waiter);
    }
  };
}

function tell(waiter: Waiter): void {
  waiter.news = true;
  waiter.wake();
}
