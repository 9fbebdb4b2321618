import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
let bearer: string;
let authorization: string;
beforeAll(async () => {
  app = await createTestApp();
  await (await app.connectAccount()).createApplication();
  type Made = { createApiKey: { key: string } };
  const create = 'mutation { createApiKey(input: { name: "tool", scopes: [CALLS_READ] }) { key } }';
  bearer = (await app.ask<Made>(create)).createApiKey.key;
  authorization = `Bearer ${bearer}`;
});
afterAll(() => app?.close());

/** How a socket with this start continues: "connection_ack", or its close code and reason. */
function begin(payload: object, headers: Record<string, string> = {}): Promise<string> {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  return new Promise((resolve) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.on('close', (code, why) => resolve(`${code} ${why}`));
    socket.on('message', (data) => {
      resolve(JSON.parse(String(data)).type);
      socket.close();
    });
  });
}

describe('a third-party client', () => {
  it.each(['authorization', 'Authorization', 'AUTHORIZATION'])(
    'puts its key into connection_init as %s',
    async (name) => {
      expect(await begin({ [name]: authorization })).toBe('connection_ack');
      expect(await begin({ headers: { [name]: authorization } })).toBe('connection_ack');
      expect(await begin({ [name]: 'Bearer nothing' })).toBe('4403 This API key isn’t valid.');
    },
  );

  it('without credentials is told to sign in', async () => {
    expect(await begin({})).toBe('4403 Please sign in');
    expect(await begin({ slot: '../x' })).toMatch(/^4403 A slot is/);
  });

  it('sends GET queries with an authorization header, as urql does', async () => {
    const url = `${app.url}/graphql?${new URLSearchParams({ query: '{ viewer { role } }' })}`;
    const accept = 'application/graphql-response+json, application/graphql+json, application/json, text/event-stream';
    const reply = await fetch(url, { headers: { authorization, accept } });
    expect([reply.status, await reply.json()]).toEqual([200, { data: { viewer: { role: 'ADMIN' } } }]);
  });

  it('by GET with nothing but a cookie, which a page of another site could send, is refused', async () => {
    const url = `${app.url}/graphql?${new URLSearchParams({ query: '{ viewer { role } }' })}`;
    expect((await fetch(url, { headers: { cookie: app.cookie('a')! } })).status).toBe(400);
  });

  it('that subscribes over HTTP is told to use a socket', async () => {
    const query = 'subscription { callOfLeg(legUuid: "x") { id } }';
    const { status, data, errors } = await app.graphql(query, {}, { bearer });
    expect({ status, data, errors }).toEqual({
      status: 400,
      data: null,
      errors: [{ message: expect.stringContaining('socket'), extensions: { code: 'BAD_REQUEST' } }],
    });
  });
});

describe('a page at an address that is not the server’s own', () => {
  const elsewhere = 'http://phones.example.org:8080';
  const cookie = () => ({ cookie: app.cookie('a')!, origin: elsewhere });

  it('is refused over HTTP and over a socket, with the name of the setting', async () => {
    const reply = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { ...cookie(), 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { role } }' }),
    });
    expect([reply.status, await reply.text()]).toEqual([403, expect.stringMatching(/PUBLIC_URL.*"rule":"origin"/)]);
    expect(await begin({ slot: 'a' }, cookie())).toMatch(/^4403 .*PUBLIC_URL/);
  });

  it.each([
    ['another scheme', { origin: 'https://localhost:1' }],
    [
      'a forwarded one',
      { origin: elsewhere, 'x-forwarded-host': 'phones.example.org:8080', host: 'phones.example.org:8080' },
    ],
    ['a name that leads to this machine', { origin: 'http://rebound.example', host: 'rebound.example' }],
  ])('by no header becomes one: %s', async (_what, headers) => {
    expect(await begin({ slot: 'a' }, { cookie: app.cookie('a')!, ...headers })).toMatch(/^4403 .*PUBLIC_URL/);
  });

  it('may send requests with its own key', async () => {
    expect(await begin({ authorization }, { origin: elsewhere })).toBe('connection_ack');
  });

  it('of this machine is accepted by any of its names', async () => {
    const { port } = new URL(app.url);
    const own = app.cookie('a')!;
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      expect(await begin({ slot: 'a' }, { cookie: own, origin: `http://${host}`, host })).toBe('connection_ack');
    }
  });

  it('is never used in an invitation, or for a cookie', async () => {
    const invite = 'mutation { inviteMember(input: { name: "pat", displayName: "Pat", role: SUPERVISOR }) { link } }';
    const ask = (headers: Record<string, string>) =>
      fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: invite }),
      });
    const { apiKey, apiSecret } = app.simulator.credentials;
    const basic = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
    const { data } = (await (await ask({ authorization: basic, origin: elsewhere })).json()) as {
      data: { inviteMember: { link: string } };
    };
    expect(data.inviteMember.link).toMatch(new RegExp(`^${app.url}/`));
  });
});
