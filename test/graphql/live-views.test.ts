import { randomUUID } from 'node:crypto';
import { buildSchema, parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Context } from '../../server/context.js';
import { createSharedSubscribe } from '../../server/graphql/subscriptions/share-subscriptions.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender } from '../helpers/sender.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let demo: SeededApplication;
const warnings: Error[] = [];
const warned = (warning: Error) => warnings.push(warning);
beforeAll(async () => {
  process.on('warning', warned);
  app = await createTestApp({ servers: 2, lines: 'one' });
  demo = await (await app.connectAccount()).createApplication();
});
afterAll(async () => {
  process.off('warning', warned);
  await app?.close();
});

const CALLS = 'subscription Calls($applicationId: ID!) { callChanged(applicationId: $applicationId) { id from } }';
const OF_LEG = 'subscription ($legUuid: ID!) { callOfLeg(legUuid: $legUuid) { from to } }';
const sendTo = (server: number) =>
  createSender({ url: app.servers[server]!.url, ...app.simulator.credentials, vonageId: demo.vonageId });

async function callBegins(uuid: string, from = '447700900001'): Promise<number> {
  const call = { uuid, conversation_uuid: `CON-${uuid}`, from, to: '447700900100', direction: 'inbound' };
  const body = { ...call, status: 'started', timestamp: new Date().toISOString() };
  return (await sendTo(0).post(`/webhooks/${demo.id}/event`, body)).status;
}

const missed = (refused: unknown[]) => JSON.stringify(refused).includes('"code":"UNAVAILABLE"');

it('tells subscribers that changes may be missing while the database is away, and goes on when it is back', async () => {
  const cookie = app.cookie('a')!;
  const calls = await subscribe<{ callChanged: { from: string } }>(app.servers[1]!.url, {
    query: CALLS,
    variables: { applicationId: demo.id },
    cookie,
  });
  const ofLeg = await subscribe<{ callOfLeg: { from: string } }>(app.servers[1]!.url, {
    query: OF_LEG,
    variables: { legUuid: 'away' },
    cookie,
  });
  await waitFor(async () => {
    await callBegins('before');
    return calls.received.length > 0;
  });
  await callBegins('away', '447700900002');
  await waitFor(() => ofLeg.received.length > 0);

  await app.line.cut();
  await waitFor(() => missed(calls.refused) && missed(ofLeg.refused));
  await app.line.mend();
  const before = ofLeg.received.length;
  // The state of a leg's call comes by itself; the list is the page's to read.
  await waitFor(() => ofLeg.received.length > before);
  await waitFor(async () => {
    await callBegins(`after-${randomUUID()}`, '447700900003');
    return calls.received.at(-1)?.callChanged.from === '447700900003';
  });
  expect(calls.closed).toBeNull();
  for (const one of [calls, ofLeg]) one.stop();
});

it('never gives a subscriber what a resolver has read of another who has the same rights', async () => {
  const schema = buildSchema('type Query { a: Int } type Subscription { me: String }');
  schema.getSubscriptionType()!.getFields().me!.subscribe = async function* () {
    yield { me: (_: unknown, { actor }: Context) => actor!.memberId };
  };
  const ask = createSharedSubscribe();
  const as = (memberId: string) => {
    const actor = { memberId, accountId: 'one', role: 'admin', applicationId: null, userName: null, scopes: null };
    const contextValue = {
      actor: { ...actor, via: 'session' },
      services: app.services,
      signal: new AbortController().signal,
    };
    return ask({ schema, document: parse('subscription { me }'), contextValue });
  };
  const streams = await Promise.all([as('jane'), as('joe')]);
  const heard = await Promise.all(streams.map((stream) => (stream as AsyncIterableIterator<unknown>).next()));
  expect(JSON.stringify(heard)).not.toContain('jane');
  expect(JSON.stringify(heard)).toContain('was asked for');
});

it('a page that leaves while its subscription begins leaves nothing behind', async () => {
  const schema = buildSchema('type Query { a: Int } type Subscription { tick: Int }');
  let ended = 0;
  schema.getSubscriptionType()!.getFields().tick!.subscribe = async (
    _root: unknown,
    _args: unknown,
    { signal }: Context,
  ) => {
    signal.addEventListener('abort', () => (ended += 1));
    await new Promise((resolve) => setImmediate(resolve));
    return (async function* () {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) return;
        yield { tick: 1 };
      }
    })();
  };
  const ask = createSharedSubscribe();
  const actor = { memberId: 'jane', accountId: 'one', role: 'admin', scopes: null, via: 'session' };
  const contextValue = { actor, services: app.services, signal: new AbortController().signal };
  const stream = await ask({ schema, document: parse('subscription { tick }'), contextValue });
  // As graphql-ws does when the subscription was completed before this moment: nothing has been read yet.
  await (stream as AsyncIterableIterator<unknown>).return!();
  await waitFor(() => ended === 1);
});

it('warns of no leak of listeners with a hundred subscriptions on one socket', async () => {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { cookie: app.cookie('a')! },
  });
  let listening = 0;
  socket.on('open', () => socket.send('{"type":"connection_init","payload":{"slot":"a"}}'));
  socket.on('message', (data) => {
    const { type } = JSON.parse(String(data));
    if (type === 'ping') listening += 1;
    if (type !== 'connection_ack') return;
    for (let n = 0; n < 99; n += 1) {
      const payload = { query: OF_LEG, variables: { legUuid: `many-${n}` } };
      socket.send(JSON.stringify({ id: String(n), type: 'subscribe', payload }));
    }
  });
  await waitFor(() => listening === 99);
  socket.close();
  expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
});
