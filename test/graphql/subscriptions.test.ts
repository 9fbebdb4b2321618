import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createSender } from '../helpers/sender.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let applicationId: string;
let sender: ReturnType<typeof createSender>;
/** What the server listens to for its subscribers. */
const listening: AbortSignal[] = [];
beforeAll(async () => {
  app = await createTestApp();
  const demo = await (await app.connectAccount()).createApplication();
  applicationId = demo.id;
  sender = createSender({ url: app.url, ...app.simulator.credentials, vonageId: demo.vonageId });
  await demo.signInAgent('Jane', 'jane');
  await demo.signInAgent('Joe', 'joe');
  const { realtime } = app.servers[0]!;
  const listen = realtime.subscribe;
  realtime.subscribe = (topic, key, signal) => {
    if (topic === 'call') listening.push(signal);
    return listen(topic, key, signal);
  };
});
afterAll(() => app.close());

const CALLS = 'subscription Calls($applicationId: ID!) { callChanged(applicationId: $applicationId) { id } }';

it('stops listening when a subscription ends, although the socket stays open', async () => {
  const options = { query: CALLS, variables: { applicationId }, cookie: app.cookie('a') };
  const { leave, stop } = await subscribe(app.url, options);
  await waitFor(() => listening.length === 1);
  expect(listening[0]!.aborted).toBe(false);
  leave();
  await waitFor(() => listening[0]!.aborted);
  stop();
});

/** A socket of a page, as it is on the wire: what is sent to it at once arrives before anything is answered. */
function openSocket() {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { cookie: app.cookie('a')! },
  });
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data)).type));
  const send = (message: object) => socket.send(JSON.stringify(message));
  socket.on('open', () => send({ type: 'connection_init', payload: { slot: 'a' } }));
  return { socket, heard, send };
}

it('stops listening for a page that leaves before its subscription has begun', async () => {
  listening.length = 0;
  const { socket, heard, send } = openSocket();
  await waitFor(() => heard.includes('connection_ack'));
  for (let n = 0; n < 20; n += 1) {
    // Each with a name of its own, so that none shares the execution of another one.
    const payload = { query: CALLS.replace('Calls', `Calls${n}`), variables: { applicationId } };
    send({ id: String(n), type: 'subscribe', payload });
    send({ id: String(n), type: 'complete' });
  }
  await waitFor(() => listening.length === 20 && listening.every((signal) => signal.aborted));
  socket.close();
});

it('watches no session for a page that closes its socket while it connects', async () => {
  const { accounts } = app.services;
  const watch = accounts.onSessionChange;
  const watching: AbortSignal[] = [];
  accounts.onSessionChange = (token, actor, until, changed) => {
    watching.push(until);
    return watch(token, actor, until, changed);
  };
  // Whoever comes now is looked up in the database, and waits for the lock.
  app.clock.advance(3600_000);
  await app.db.transaction(async (tx) => {
    await tx.execute(sql`lock table sessions in access exclusive mode`);
    for (let n = 0; n < 20; n += 1) {
      const { socket } = openSocket();
      socket.on('open', () => socket.terminate());
    }
    const { clients } = app.servers[0]!.app.websocketServer;
    await waitFor(() => clients.size > 0);
    await waitFor(() => clients.size === 0);
  });
  await waitFor(() => watching.length === 20 && watching.every((signal) => signal.aborted));
  accounts.onSessionChange = watch;
});

/** Vonage tells of a new call. */
async function callBegins(uuid: string): Promise<void> {
  const [from, to] = ['447700900001', '447700900100'];
  const call = { uuid, conversation_uuid: `CON-${uuid}`, from, to, direction: 'inbound', status: 'started' };
  const body = { ...call, timestamp: new Date().toISOString() };
  expect((await sender.post(`/webhooks/${applicationId}/event`, body)).status).toBeLessThan(300);
}

it('runs once for all subscribers with the same query and rights, and continues when one of them leaves', async () => {
  listening.length = 0;
  const watch = (slot: string) =>
    subscribe(app.url, { query: CALLS, variables: { applicationId }, slot, cookie: app.cookie(slot)! });
  const screens = await Promise.all(['a', 'a', 'a', 'a', 'a'].map(watch));
  const agents = await Promise.all(['jane', 'joe'].map(watch));
  await waitFor(() => listening.length >= 3);

  let calls = 0;
  const until = (heard: () => boolean) =>
    waitFor(async () => {
      calls += 1;
      await callBegins(`shared-${calls}`);
      return heard();
    });
  await until(() => screens.every(({ received }) => received.length > 0));
  expect(listening).toHaveLength(3);
  expect(agents.map(({ received }) => received)).toEqual([[], []]);

  const [first, ...others] = screens;
  first!.leave();
  const before = others.map(({ received }) => received.length);
  await until(() => others.every(({ received }, index) => received.length > before[index]!));
  expect(listening.filter((signal) => !signal.aborted)).toHaveLength(3);

  for (const { stop } of [...screens, ...agents]) stop();
  await waitFor(() => listening.every((signal) => signal.aborted));
});

it('accepts the account’s key and secret instead of a session', async () => {
  const { apiKey, apiSecret } = app.simulator.credentials;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  const { received, stop } = await subscribe(app.url, { query: CALLS, variables: { applicationId }, authorization });
  await waitFor(async () => {
    await callBegins(`program-${received.length}`);
    return received.length > 0;
  });
  stop();
});

it('refuses a subscription to what does not exist, with a code, and keeps the socket', async () => {
  const variables = { applicationId: 'nothing' };
  const { refused, stop } = await subscribe(app.url, { query: CALLS, variables, cookie: app.cookie('a') });
  await waitFor(() => refused.length > 0);
  expect(JSON.stringify(refused)).toContain('"code":"NOT_FOUND"');
  stop();
});

it('applies the limits of HTTP requests to a socket', async () => {
  const query = `query { numbers { nodes { ${'application { numbers { '.repeat(6)} msisdn ${'} } '.repeat(6)} } } }`;
  const { refused, stop } = await subscribe(app.url, { query, cookie: app.cookie('a') });
  await waitFor(() => refused.length > 0);
  expect(refused).toEqual([[expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })]]);
  stop();
});

it('names the field of a value of the wrong type', async () => {
  const variables = { applicationId: ['a list'] };
  const { refused, stop } = await subscribe(app.url, { query: CALLS, variables, cookie: app.cookie('a') });
  await waitFor(() => refused.length > 0);
  expect(JSON.stringify(refused)).toContain('{"code":"BAD_INPUT","rule":"type","field":"applicationId"}');
  stop();
});

it('closes the socket of an invalid slot', async () => {
  await expect(subscribe(app.url, { query: CALLS, slot: '../x', cookie: app.cookie('a') })).rejects.toMatchObject({
    code: 4403,
  });
});

it('sends the call of a leg to each new subscriber, or as soon as it is known', async () => {
  const query = 'subscription ($legUuid: ID!) { callOfLeg(legUuid: $legUuid) { from } }';
  type Told = { callOfLeg: { from: string } };
  const watch = (slot: string) =>
    subscribe<Told>(app.url, { query, variables: { legUuid: 'early' }, slot, cookie: app.cookie(slot)! });
  const told = { callOfLeg: { from: '447700900001' } };
  const first = await watch('a');
  await callBegins('early');
  await waitFor(() => first.received.length > 0);
  const later = await watch('a');
  await waitFor(() => later.received.length > 0);
  expect([first.received[0], later.received[0]]).toEqual([told, told]);

  const stranger = await watch('jane');
  await callBegins('early-too');
  await callBegins('early');
  expect(stranger.received).toEqual([]);
  for (const one of [first, later, stranger]) one.stop();
});

it('sends the other call when a leg turns out to belong to it', async () => {
  const query = 'subscription { callOfLeg(legUuid: "expert") { from } }';
  type Told = { callOfLeg: { from: string } };
  const { received, stop } = await subscribe<Told>(app.url, { query, cookie: app.cookie('a')! });
  const tell = (body: object) => sender.post(`/webhooks/${applicationId}/event`, body);
  const at = (second: number) => new Date(Date.UTC(2026, 10, 25, 12, 0, second)).toISOString();
  const rung = { uuid: 'expert', conversation_uuid: 'CON-new', from: '447700900100', to: 'Ann', direction: 'outbound' };
  await tell({ ...rung, status: 'started', timestamp: at(9) });
  await waitFor(() => received.at(-1)?.callOfLeg.from === '447700900100');

  const dials = { uuid: 'moved', conversation_uuid: 'CON-old', from: '447700900007', to: '447700900100' };
  await tell({ ...dials, direction: 'inbound', status: 'started', timestamp: at(1) });
  const rooms = { conversation_uuid_from: 'CON-old', conversation_uuid_to: 'CON-new' };
  await tell({ uuid: 'moved', ...rooms, timestamp: at(5) });
  await waitFor(() => received.at(-1)?.callOfLeg.from === '447700900007');
  stop();
});
