import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../server/db/connect.js';
import { createRealtime } from '../../server/realtime/pubsub.js';
import type { Realtime, Topic } from '../../server/realtime/topics.js';
import { createTestDatabase } from '../helpers/database.js';
import { createDatabaseLine } from '../helpers/database-line.js';
import { waitFor } from '../helpers/wait-for.js';

const log = pino({ level: 'silent' });

describe('live updates between servers', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let line: Awaited<ReturnType<typeof createDatabaseLine>>;
  const connections: Database[] = [];
  const servers: Realtime[] = [];
  let one: Realtime;
  let other: Realtime;
  const ended = new AbortController();

  async function server(url: string): Promise<Realtime> {
    const connection = connect(url, 2);
    const realtime = await createRealtime({ sql: connection.sql, log });
    connections.push(connection);
    servers.push(realtime);
    return realtime;
  }

  function listen(realtime: Realtime, topic: Topic, signal = ended.signal) {
    const heard: unknown[] = [];
    const over = (async () => {
      for await (const ids of realtime.subscribe(topic, signal)) heard.push(ids);
    })();
    return { heard, over };
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    line = await createDatabaseLine(database.url);
    [one, other] = [await server(database.url), await server(line.url)];
  });
  afterAll(async () => {
    ended.abort();
    for (const realtime of servers) await realtime.close();
    for (const connection of connections) await connection.close();
    await line.close();
    await database.drop();
  });

  it('tells every server, each once, in order', async () => {
    const [near, far, elsewhere] = [listen(one, 'call'), listen(other, 'call'), listen(other, 'event')];
    const ids = Array.from({ length: 500 }, (_, n) => ({ applicationId: 'a', callId: String(n) }));
    await Promise.all(ids.map((each) => one.publish('call', each)));
    await waitFor(() => far.heard.length >= ids.length);
    expect(near.heard).toEqual(ids);
    expect(far.heard).toEqual(ids);
    expect(elsewhere.heard).toEqual([]);
  });

  it('hears from the moment of subscribing, and nothing more after the signal', async () => {
    const stop = new AbortController();
    const iterable = one.subscribe('session', stop.signal);
    await one.publish('session', { memberId: 'early' });
    const heard: unknown[] = [];
    const over = (async () => {
      for await (const ids of iterable) {
        heard.push(ids);
        stop.abort();
      }
    })();
    await over;
    await one.publish('session', { memberId: 'late' });
    expect(heard).toEqual([{ memberId: 'early' }]);
  });

  it('says that something may have been missed when the line was cut, and hears again', async () => {
    const [missed, elsewhere, routing] = [listen(other, 'missed'), listen(one, 'missed'), listen(other, 'routing')];
    await line.cut();
    await one.publish('routing', { applicationId: 'unheard' });
    // Publishing never fails: those here are told, the others are not.
    await other.publish('routing', { applicationId: 'here' });
    expect(routing.heard).toEqual([{ applicationId: 'here' }]);
    await line.mend();
    await waitFor(() => missed.heard.length > 0);
    await one.publish('routing', { applicationId: 'again' });
    await waitFor(() => routing.heard.length === 2);
    expect(routing.heard.at(-1)).toEqual({ applicationId: 'again' });
    expect(elsewhere.heard).toEqual([]);
  });
});
