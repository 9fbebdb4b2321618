import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const WHO = '{ viewer { name slot } }';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
});
afterAll(() => app.close());

interface SocketOptions {
  slot: string;
  server?: number;
  cookie?: string;
  origin?: string;
}

/** A browser's socket: says hello in the protocol of graphql-ws and notes how it ended. */
function openSocket({ slot, server = 0, cookie = app.cookie(slot), origin }: SocketOptions) {
  const url = `${app.servers[server]!.url.replace('http', 'ws')}/graphql`;
  const headers = { ...(cookie && { cookie }), ...(origin && { origin }) };
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers });
  const seen = { acknowledged: false, closed: null as number | null };
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { slot } })));
  socket.on('message', (data) => {
    if (String(data).includes('connection_ack')) seen.acknowledged = true;
  });
  socket.on('close', (code) => {
    seen.closed = code;
  });
  return seen;
}

it('keeps three slots of one browser apart, on both servers', async () => {
  const { createApplication } = await app.connectAccount();
  const application = await createApplication();
  await application.signInAgent('Jane', 'b');
  await application.signInAgent('Joe', 'c');
  const names = [app.simulator.credentials.apiKey, 'jane', 'joe'];
  for (const server of [0, 1]) {
    for (const [index, slot] of ['a', 'b', 'c'].entries()) {
      expect(await app.ask(WHO, {}, { slot, server })).toEqual({ viewer: { name: names[index], slot } });
    }
  }
});

it('gives a cookie that no script can read and no other site can send', async () => {
  const { apiKey, apiSecret } = app.simulator.credentials;
  const query = `mutation { signInWithVonage(input: { kind: SIMULATOR, apiKey: "${apiKey}", apiSecret: "${apiSecret}" }) { id } }`;
  const cookieFor = async (origin: string) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-denwaban-slot': 'd', origin },
      body: JSON.stringify({ query }),
    });
    return response.headers.get('set-cookie');
  };
  const plain = /^dw_d=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/;
  expect(await cookieFor('http://localhost:4000')).toMatch(plain);
  expect(await cookieFor('https://desk.example')).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
});

it('does not take the cookie of one slot for another', async () => {
  expect(await app.ask(WHO, {}, { slot: 'e', cookie: app.cookie('b')! })).toEqual({ viewer: null });
});

it('refuses a slot that is none', async () => {
  const { status, errors } = await app.graphql(WHO, {}, { slot: '../etc' });
  expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 400, code: 'BAD_INPUT' });
});

it('opens a socket only for who is signed in, and only for pages of its own', async () => {
  const good = openSocket({ slot: 'b', origin: app.url });
  const stranger = openSocket({ slot: 'b', cookie: 'dw_b=nonsense' });
  const evil = openSocket({ slot: 'b', origin: 'https://evil.example' });
  await waitFor(() => good.acknowledged);
  await waitFor(() => stranger.closed === 4403 && evil.closed === 4403);
  expect([stranger.acknowledged, evil.acknowledged]).toEqual([false, false]);
});

it('ends the session everywhere at sign-out, also the sockets on the other server, and nobody else', async () => {
  const here = openSocket({ slot: 'b' });
  const there = openSocket({ slot: 'b', server: 1 });
  const other = openSocket({ slot: 'c', server: 1 });
  await waitFor(() => here.acknowledged && there.acknowledged && other.acknowledged);
  const cookie = app.cookie('b')!;

  await app.ask('mutation { signOut }', {}, { slot: 'b' });

  expect(app.cookie('b')).toBeUndefined();
  expect(await app.ask(WHO, {}, { slot: 'b', cookie })).toEqual({ viewer: null });
  await waitFor(() => here.closed === 4403 && there.closed === 4403);
  await waitFor(
    async () => (await app.ask<{ viewer: unknown }>(WHO, {}, { slot: 'b', cookie, server: 1 })).viewer === null,
  );
  expect(other.closed).toBeNull();
  expect(await app.ask(WHO, {}, { slot: 'c', server: 1 })).toMatchObject({ viewer: { name: 'joe' } });
});

it('ends a session after thirty days', async () => {
  app.clock.advance(31 * 24 * 3600 * 1000);
  expect(await app.ask(WHO, {}, { slot: 'c' })).toEqual({ viewer: null });
});
