import type { FastifyBaseLogger } from 'fastify';
import type postgres from 'postgres';
import { randomId } from '../ids.js';
import { createOutbox } from './outbox.js';
import { createSubscribers } from './subscribers.js';
import type { Realtime, Topic, Topics } from './topics.js';

const CHANNEL = 'denwaban';
/** Maximum bytes of a PostgreSQL notification. */
const LONGEST = 7999;
/** Maximum messages waiting for one subscriber. */
const LIMIT = 10_000;
/**
 * Milliseconds between the messages that each server sends to itself through the database. A server that does not
 * receive them receives nothing, even if its connection shows no error.
 */
const HEARTBEAT = { every: 1000, silence: 2500 };

/** Without ids: the receiver has missed something. */
interface Envelope {
  server: string;
  topic?: Topic;
  ids?: Topics[Topic];
  /** Sent by a server to itself. */
  heartbeat?: true;
}

/**
 * Publishes immediately within this process, and to the other servers with LISTEN/NOTIFY, on one channel for
 * everything: docs/decisions/live-updates.md.
 * @param sql the driver; without it, only this process is notified
 * @param listenOn driver with dedicated connections, if `sql` is a pooler
 */
export async function createRealtime(deps: {
  sql?: postgres.Sql;
  listenOn?: postgres.Sql;
  log: Pick<FastifyBaseLogger, 'warn'>;
}): Promise<Realtime> {
  const { sql, listenOn = sql, log } = deps;
  const server = randomId();
  const subscribers = createSubscribers();
  const local = {
    subscribe: (topic, keys, signal) => subscribers.add(topic, keys, { limit: LIMIT, signal }),
    changes(topic, key, signal) {
      const queue = subscribers.add(topic, key, { limit: 1, signal });
      queue.push({} as never);
      return queue;
    },
  } as Pick<Realtime, 'subscribe' | 'changes'>;
  if (!sql || !listenOn) {
    return { ...local, publish: async (topic, ids) => subscribers.deliver(topic, ids), close: async () => {} };
  }

  const outbox = createOutbox({
    async send(texts) {
      await sql`select pg_notify(${CHANNEL}, message) from unnest(${texts}::text[]) as message`;
    },
    missed: JSON.stringify({ server } satisfies Envelope),
    log,
  });

  let heardAt = performance.now();
  let listened = false;
  const subscription = await listenOn.listen(CHANNEL, hear, () => {
    if (listened) subscribers.missed();
    listened = true;
    heardAt = performance.now();
  });

  function hear(text: string): void {
    const message = JSON.parse(text) as Envelope;
    if (message.server === server) {
      heardAt = performance.now();
      return;
    }
    if (message.heartbeat) return;
    if (message.topic && message.ids) subscribers.deliver(message.topic, message.ids);
    else subscribers.missed();
  }

  let beating = false;
  const heartbeat = setInterval(() => {
    if (performance.now() - heardAt > HEARTBEAT.silence) {
      heardAt = performance.now();
      subscribers.missed();
    }
    if (beating) return;
    beating = true;
    const beat = JSON.stringify({ server, heartbeat: true } satisfies Envelope);
    sql`select pg_notify(${CHANNEL}, ${beat})`.then(
      () => (beating = false),
      () => (beating = false),
    );
  }, HEARTBEAT.every).unref();

  return {
    ...local,

    async publish(topic, ids) {
      subscribers.deliver(topic, ids);
      await outbox.add(write({ server, topic, ids }));
    },

    async close() {
      clearInterval(heartbeat);
      await outbox.close();
      await subscription.unlisten();
    },
  };
}

/** If a message is too long, its lists are left out, so that it reaches every subscriber. */
function write(envelope: Envelope): string {
  const text = JSON.stringify(envelope);
  if (Buffer.byteLength(text) <= LONGEST) return text;
  const ids = Object.fromEntries(Object.entries(envelope.ids ?? {}).filter(([, value]) => !Array.isArray(value)));
  return JSON.stringify({ ...envelope, ids });
}
