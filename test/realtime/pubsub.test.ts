import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../server/db/connect.js';
import { createRealtime } from '../../server/realtime/pubsub.js';
import {
  EVERYTHING,
  type Key,
  MISSED,
  ofAgents,
  ofApplication,
  ofLeg,
  ofUser,
  type Realtime,
  type Topic,
} from '../../server/realtime/topics.js';
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

  function listen(realtime: Realtime, topic: Topic, keys: Key | Key[] = EVERYTHING, signal = ended.signal) {
    const heard: unknown[] = [];
    const over = (async () => {
      for await (const ids of realtime.subscribe(topic, keys, signal)) heard.push(ids);
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

  it('reaches every server once, in order', async () => {
    const [near, far, elsewhere] = [listen(one, 'call'), listen(other, 'call'), listen(other, 'event')];
    const ids = Array.from({ length: 500 }, (_, n) => ({ applicationId: 'a', callId: String(n) }));
    await Promise.all(ids.map((each) => one.publish('call', each)));
    await waitFor(() => far.heard.length >= ids.length);
    expect(near.heard).toEqual(ids);
    expect(far.heard).toEqual(ids);
    expect(elsewhere.heard).toEqual([]);
  });

  it('delivers from the moment of subscribing until the signal aborts', async () => {
    const stop = new AbortController();
    const iterable = one.subscribe('session', EVERYTHING, stop.signal);
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

  it('reaches only subscribers to the call’s application, users and legs', async () => {
    const keys = [
      ofApplication('a'),
      ofUser('a', 'Jane'),
      ofUser('b', 'Jane'),
      ofUser('a', 'Joe'),
      ofLeg('l1'),
      ofLeg('l3'),
    ];
    const near = keys.map((key) => listen(one, 'call', key));
    const far = keys.map((key) => listen(other, 'call', key));
    await one.publish('call', { applicationId: 'a', callId: 'c', legs: ['l1', 'l2'], users: ['Jane'] });
    await waitFor(() => far[4]!.heard.length > 0);
    for (const side of [near, far]) expect(side.map(({ heard }) => heard.length)).toEqual([1, 1, 0, 0, 1, 0]);
  });

  it('reaches all agents about a missed call, and who has several keys once', async () => {
    const keys = [[ofUser('a', 'Jane'), ofAgents('a')], [ofUser('a', 'Joe'), ofAgents('a')], [ofAgents('b')]];
    const near = keys.map((own) => listen(one, 'call', own));
    const far = keys.map((own) => listen(other, 'call', own));
    const call = { applicationId: 'a', callId: 'm', legs: [], users: ['Jane'] };
    await one.publish('call', { ...call, agents: true });
    await one.publish('call', call);
    await waitFor(() => far[0]!.heard.length > 1);
    for (const side of [near, far]) expect(side.map(({ heard }) => heard.length)).toEqual([2, 1, 0]);
  });

  it('reaches every subscriber about a call with more legs than fit into a notification', async () => {
    const [jane, joe] = [listen(one, 'call', ofUser('a', 'Jane')), listen(other, 'call', ofUser('a', 'Joe'))];
    const legs = Array.from({ length: 300 }, (_, n) => `2f6c0b1e-5b0f-4d5a-9a77-${String(n).padStart(12, '0')}`);
    await one.publish('call', { applicationId: 'a', callId: 'long', legs, users: ['Jane'] });
    await waitFor(() => joe.heard.length > 0);
    expect(joe.heard).toEqual([{ applicationId: 'a', callId: 'long' }]);
    expect(jane.heard).toHaveLength(1);
  });

  it('tells a slow subscriber that messages were lost, and continues', async () => {
    const late = one.subscribe('dialling', EVERYTHING, ended.signal);
    for (let n = 0; n < 10_001; n += 1) void one.publish('dialling', { accountId: String(n) });
    await one.publish('dialling', { accountId: 'last' });
    expect([await late.next(), await late.next()].map(({ value }) => value)).toEqual([MISSED, { accountId: 'last' }]);
    await late.return!();
  });

  it('repeats what could not be sent, and tells subscribers after an interruption to read again', async () => {
    const far = listen(other, 'routing');
    const near = listen(one, 'routing');
    await line.cut();
    await one.publish('routing', { applicationId: 'unheard' });
    // Publishing never fails: those here are told at once, the others later.
    await other.publish('routing', { applicationId: 'here' });
    expect(far.heard.filter((ids) => ids !== MISSED)).toEqual([{ applicationId: 'here' }]);
    await waitFor(() => far.heard.includes(MISSED));
    await line.mend();
    await waitFor(() =>
      near.heard.some((ids) => ids !== MISSED && (ids as { applicationId: string }).applicationId === 'here'),
    );
    // It listens again a moment later, and says so once more.
    await waitFor(async () => {
      await one.publish('routing', { applicationId: 'again' });
      return far.heard.some((ids) => JSON.stringify(ids) === '{"applicationId":"again"}');
    });
  });

  it('tells other servers to read again when too many messages wait', async () => {
    const near = listen(one, 'routing');
    await line.cut();
    for (let n = 0; n < 10_001; n += 1) void other.publish('routing', { applicationId: `kept-${n}` });
    await line.mend();
    await waitFor(() => near.heard.includes(MISSED));
    expect(near.heard.length).toBeLessThan(10_001);
  });
});
