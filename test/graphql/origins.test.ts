import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const EXPLORER = 'https://studio.example.com';
const DESK = 'https://desk.example.org';
const SET = 'mutation ($input: OriginsInput!) { setOrigins(input: $input) { webApp tools } }';

let app: TestApp;
let authorization: string;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  const { createApplication } = await app.connectAccount();
  await (await createApplication()).signInAgent('Jane', 'jane');
  type Made = { createApiKey: { key: string } };
  const made = await app.ask<Made>('mutation { createApiKey(input: { name: "x", scopes: [CALLS_READ] }) { key } }');
  authorization = `Bearer ${made.createApiKey.key}`;
});
afterAll(() => app?.close());
afterEach(() => list({}));

const list = ({ webApp = [], tools = [] }: { webApp?: string[]; tools?: string[] }) =>
  app.ask<{ setOrigins: object }>(SET, { input: { webApp, tools } });
const preflight = (origin: string, server = 0) =>
  fetch(`${app.servers[server]!.url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });
const ask = (headers: Record<string, string>, server = 0) =>
  fetch(`${app.servers[server]!.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ viewer { role } }' }),
  });

describe('a hosted tool', () => {
  it('with a listed origin can send requests from the browser with a key, on all servers', async () => {
    await list({ tools: [EXPLORER] });
    for (const server of [0, 1]) {
      await waitFor(
        async () => (await preflight(EXPLORER, server)).headers.get('access-control-allow-origin') === EXPLORER,
      );
      const { status, headers } = await preflight(EXPLORER, server);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-headers')).toContain('authorization');
      expect(headers.get('access-control-allow-methods')).toBe('GET, POST');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      const reply = await ask({ origin: EXPLORER, authorization }, server);
      expect([reply.headers.get('access-control-allow-origin'), await reply.json()]).toEqual([
        EXPLORER,
        { data: { viewer: { role: 'ADMIN' } } },
      ]);
    }
  });

  it('is unauthenticated without a key, even with a cookie, and can read the error', async () => {
    await list({ tools: [EXPLORER] });
    const reply = await ask({ origin: EXPLORER, cookie: app.cookie('a')! });
    expect(await reply.json()).toEqual({ data: { viewer: null } });
    const refused = await ask({ origin: EXPLORER, authorization: 'Bearer nothing' });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, EXPLORER]);
    const url = `${app.url.replace('http', 'ws')}/graphql`;
    const headers = { origin: EXPLORER, cookie: app.cookie('a')! };
    const socket = new WebSocket(url, 'graphql-transport-ws', { headers });
    socket.on('open', () => socket.send('{"type":"connection_init","payload":{"slot":"a"}}'));
    expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(4403);
  });

  it('that is not listed, or no longer, gets no CORS headers', async () => {
    await list({ tools: [EXPLORER] });
    for (const origin of ['https://evil.example', `${EXPLORER}.evil.example`, 'http://studio.example.com', 'null']) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
      expect((await ask({ origin, authorization })).headers.get('access-control-allow-origin')).toBeNull();
    }
    await list({});
    expect((await preflight(EXPLORER)).headers.get('access-control-allow-origin')).toBeNull();
  });
});

it('accepts cookies at a listed additional address of the web app, and uses it in invitations', async () => {
  const headers = { origin: DESK, cookie: `${app.cookie('a')!}; __Host-${app.cookie('a')!}` };
  expect((await ask(headers)).status).toBe(403);
  await list({ webApp: [`${DESK}/`] });
  expect(await (await ask(headers)).json()).toEqual({ data: { viewer: { role: 'ADMIN' } } });
  expect((await preflight(DESK)).headers.get('access-control-allow-origin')).toBeNull();
});

describe('the list', () => {
  it('can be changed by admins only, and changes are in the audit log', async () => {
    expect((await app.refused(SET, { input: { webApp: [], tools: [] } }, { slot: 'jane' })).extensions.code).toBe(
      'FORBIDDEN',
    );
    await list({ tools: [EXPLORER, EXPLORER, ` ${EXPLORER}/ `] });
    expect(await app.ask('{ origins { webApp tools } }')).toEqual({ origins: { webApp: [], tools: [EXPLORER] } });
    const log = '{ auditLog(filter: { action: "origins.changed" }, first: 1) { nodes { before after } } }';
    expect(await app.ask(log)).toEqual({
      auditLog: { nodes: [{ before: { tools: [] }, after: { tools: [EXPLORER] } }] },
    });
  });

  it.each([
    '*',
    'null',
    'example.org',
    'ftp://example.org',
    'https://example.org/path',
    'https://u:p@example.org',
    'javascript:alert(1)',
  ])('takes no %s', async (origin) => {
    const { extensions } = await app.refused(SET, { input: { webApp: [], tools: [origin] } });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.tools', rule: 'origin' });
  });
});
