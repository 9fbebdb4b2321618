import type { FastifyBaseLogger } from 'fastify';
import type postgres from 'postgres';
import { randomId } from '../ids.js';
import type { Realtime, Topic, Topics } from './topics.js';

const CHANNEL = 'denwaban';
/** A subscriber that does not read is cut off rather than filling the memory. */
const WAITING_LIMIT = 10_000;

type Listener = (ids: Topics[Topic]) => void;
interface Envelope {
  server: string;
  topic: Topic;
  ids: Topics[Topic];
}

/**
 * Publishes within this process at once, and to the other servers by LISTEN/NOTIFY (ids only: a payload holds 7999 bytes).
 * @param sql the driver; without it only this process is told
 * @param listenOn the driver of connections that stay ours, where `sql` leads to a pooler
 */
export async function createRealtime(deps: {
  sql?: postgres.Sql;
  listenOn?: postgres.Sql;
  log: Pick<FastifyBaseLogger, 'warn'>;
}): Promise<Realtime> {
  const { sql, listenOn = sql, log } = deps;
  const server = randomId();
  const listeners = new Map<Topic, Set<Listener>>();
  let outgoing: string[] = [];
  let sending: Promise<void> | null = null;

  function deliver(topic: Topic, ids: Topics[Topic]): void {
    for (const listener of [...(listeners.get(topic) ?? [])]) listener(ids);
  }

  /** While one statement is on its way the next messages gather, and go together. */
  async function send(to: postgres.Sql): Promise<void> {
    while (outgoing.length > 0) {
      const messages = outgoing;
      outgoing = [];
      try {
        await to`select pg_notify(${CHANNEL}, message) from unnest(${messages}::text[]) as message`;
      } catch (error) {
        log.warn({ err: error, messages: messages.length }, 'The other servers could not be told of changes.');
      }
    }
    sending = null;
  }

  let listened = false;
  const subscription = await listenOn?.listen(
    CHANNEL,
    (payload) => {
      const message = JSON.parse(payload) as Envelope;
      if (message.server !== server) deliver(message.topic, message.ids);
    },
    () => {
      if (listened) deliver('missed', {});
      listened = true;
    },
  );

  return {
    async publish(topic, ids) {
      deliver(topic, ids);
      if (!sql) return;
      outgoing.push(JSON.stringify({ server, topic, ids } satisfies Envelope));
      sending ??= send(sql);
      await sending;
    },
    subscribe: (topic, signal) => subscribe(listeners, topic, signal),
    async close() {
      await sending;
      await subscription?.unlisten();
      listeners.clear();
    },
  };
}

/** Collects from this moment on, also before the reader asks for the first time. */
function subscribe<T extends Topic>(
  listeners: Map<Topic, Set<Listener>>,
  topic: T,
  signal: AbortSignal,
): AsyncIterable<Topics[T]> {
  const waiting: Topics[T][] = [];
  let wake = () => {};
  let open = !signal.aborted;
  const listener: Listener = (ids) => {
    waiting.push(ids as Topics[T]);
    if (waiting.length > WAITING_LIMIT) end();
    wake();
  };
  function end(): void {
    open = false;
    listeners.get(topic)?.delete(listener);
    signal.removeEventListener('abort', end);
    wake();
  }
  if (open) {
    listeners.set(topic, (listeners.get(topic) ?? new Set()).add(listener));
    signal.addEventListener('abort', end, { once: true });
  }

  return {
    async *[Symbol.asyncIterator]() {
      try {
        while (open) {
          const ids = waiting.shift();
          if (ids !== undefined) yield ids;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        end();
      }
    },
  };
}
