import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { sessions } from '../../server/accounts/accounts.table.js';
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

it('sets an HttpOnly, SameSite cookie', async () => {
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
  expect(await cookieFor(app.url)).toMatch(plain);
  const { config } = app.servers[0]!;
  config.publicUrl = 'https://desk.example';
  expect(await cookieFor('https://desk.example')).toMatch(/^__Host-dw_d=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  config.publicUrl = app.url;
});

it('does not accept the cookie of one slot in another', async () => {
  expect(await app.ask(WHO, {}, { slot: 'e', cookie: app.cookie('b')! })).toEqual({ viewer: null });
});

it.each(['a', 'c', 'zz'])("does not take it under slot %s's name either", async (slot) => {
  const [, value] = app.cookie('b')!.split('=');
  for (const server of [0, 1]) {
    expect(await app.ask(WHO, {}, { slot, server, cookie: `dw_${slot}=${value}` })).toEqual({ viewer: null });
  }
});

it.each([
  ['cut short', (cookie: string) => cookie.slice(0, -1)],
  ['made longer', (cookie: string) => `${cookie}x`],
  ['of another server', (cookie: string) => cookie.replace(/=.*/, `=${'A'.repeat(43)}`)],
  ['empty', (cookie: string) => cookie.replace(/=.*/, '=')],
  ['with SQL in it', (cookie: string) => cookie.replace(/=.*/, "=' or 1=1 --")],
])('takes no cookie %s', async (_what, changed) => {
  const cookie = changed(app.cookie('b')!);
  expect(await app.ask(WHO, {}, { slot: 'b', cookie })).toEqual({ viewer: null });
  expect((await app.refused('{ sessions { id } }', {}, { slot: 'b', cookie })).extensions.code).toBe('UNAUTHENTICATED');
});

it('refuses an invalid slot', async () => {
  const { status, errors } = await app.graphql(WHO, {}, { slot: '../etc' });
  expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 400, code: 'BAD_INPUT' });
});

it('opens a socket only for signed-in people, and only for its own pages', async () => {
  const good = openSocket({ slot: 'b', origin: app.url });
  const stranger = openSocket({ slot: 'b', cookie: 'dw_b=nonsense' });
  const evil = openSocket({ slot: 'b', origin: 'https://evil.example' });
  await waitFor(() => good.acknowledged);
  await waitFor(() => stranger.closed === 4403 && evil.closed === 4403);
  expect([stranger.acknowledged, evil.acknowledged]).toEqual([false, false]);
});

it('ends the session on all servers at sign-out, closes its sockets there, and affects no one else', async () => {
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

describe('the list of sessions', () => {
  const LIST = /* GraphQL */ `
    query List($everybody: Boolean! = false) {
      sessions(everybody: $everybody) { id current slot browser system address lastSeenAt member { name } }
    }
  `;
  interface Listed {
    id: string;
    current: boolean;
    slot: string;
    lastSeenAt: string;
    member: { name: string };
  }
  const list = async (slot: string, everybody = false) =>
    (await app.ask<{ sessions: Listed[] }>(LIST, { everybody }, { slot })).sessions;
  const END = 'mutation End($id: ID!) { endSession(id: $id) { id } }';
  const again = async (slot: string) => {
    const input = { kind: 'SIMULATOR', ...app.simulator.credentials };
    const { apiKey, apiSecret, kind } = input;
    const signIn = 'mutation In($input: VonageSignInInput!) { signInWithVonage(input: $input) { id } }';
    await app.ask(signIn, { input: { kind, apiKey, apiSecret } }, { slot });
  };

  it('shows people their own sessions only, and marks the current one', async () => {
    const mine = await list('c');
    expect(mine).toMatchObject([{ current: true, slot: 'c', address: '127.0.0.1', member: { name: 'joe' } }]);
    expect((await app.refused(LIST, { everybody: true }, { slot: 'c' })).extensions.code).toBe('FORBIDDEN');
    expect((await list('a', true)).map(({ member }) => member.name)).toContain('joe');
  });

  it('notes to the minute when one was last used', async () => {
    const seen = async () => (await list('c'))[0]!.lastSeenAt;
    const before = await seen();
    app.clock.advance(30_000);
    expect(await seen()).toBe(before);
    app.clock.advance(90_000);
    await waitFor(async () => (await seen()) > before);
  });

  it('lets people end one of their sessions, and closes its socket; other sessions continue', async () => {
    await again('e');
    const socket = openSocket({ slot: 'e', server: 1 });
    await waitFor(() => socket.acknowledged);
    const cookie = app.cookie('e')!;
    const there = (await list('a')).find(({ slot }) => slot === 'e')!;
    await app.ask(END, { id: there.id });
    await waitFor(() => socket.closed === 4403);
    expect(await app.ask(WHO, {}, { slot: 'e', cookie })).toEqual({ viewer: null });
    expect(await app.ask(WHO, {}, { slot: 'a' })).toMatchObject({ viewer: { slot: 'a' } });
    expect((await app.refused(END, { id: there.id })).extensions.code).toBe('NOT_FOUND');
  });

  it("lets only admins end another person's session", async () => {
    const [owners] = await list('a');
    const ends = 'mutation End($id: ID!) { endSessions(memberId: $id) { id } }';
    expect((await app.refused(END, { id: owners!.id }, { slot: 'c' })).extensions.code).toBe('NOT_FOUND');
    const { members } = await app.ask<{ members: { id: string }[] }>('{ members { id } }');
    expect((await app.refused(ends, { id: members[0]!.id }, { slot: 'c' })).extensions.code).toBe('FORBIDDEN');
    expect(await app.ask(WHO, {}, { slot: 'a' })).toMatchObject({ viewer: { slot: 'a' } });
  });

  it('lets people end all their other sessions', async () => {
    await again('f');
    await again('g');
    const { endSessions } = await app.ask<{ endSessions: object[] }>('mutation { endSessions { id } }');
    expect(endSessions.length).toBeGreaterThanOrEqual(2);
    expect(await list('a')).toMatchObject([{ current: true, slot: 'a' }]);
    expect(await app.ask(WHO, {}, { slot: 'c' })).toMatchObject({ viewer: { name: 'joe' } });
  });
});

it('ends a session after thirty days, even if it was used a moment ago', async () => {
  const [session] = await app.db.select().from(sessions).where(eq(sessions.slot, 'c'));
  const moment = 20_000;
  app.clock.advance(session!.expiresAt.getTime() - app.clock.now().getTime() - moment);
  expect(await app.ask(WHO, {}, { slot: 'c' })).toMatchObject({ viewer: { slot: 'c' } });
  app.clock.advance(moment);
  expect(await app.ask(WHO, {}, { slot: 'c' })).toEqual({ viewer: null });
});
