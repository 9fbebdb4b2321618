import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender } from '../helpers/sender.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CREATE = /* GraphQL */ `
  mutation ($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      key
      apiKey { id name scopes createdBy expiresAt lastUsedAt }
    }
  }
`;
const LIST = '{ apiKeys { id name scopes lastUsedAt } }';
const REVOKE = 'mutation ($id: ID!) { revokeApiKey(id: $id) { id } }';
const NAMES = '{ applications { nodes { name } } }';
const HOUR = 3_600_000;

interface Made {
  key: string;
  apiKey: { id: string; name: string; scopes: string[]; createdBy: string | null; lastUsedAt: string | null };
}

let app: TestApp;
let application: SeededApplication;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  const made = await (await app.connectAccount()).createApplication();
  await made.addUser('Jane');
  await made.signInAgent('Jane', 'jane');
  application = made;
});
afterAll(() => app?.close());

async function makeKey(scopes: string[], more: object = {}): Promise<Made> {
  const input = { name: 'Warehouse', scopes, ...more };
  return (await app.ask<{ createApiKey: Made }>(CREATE, { input })).createApiKey;
}

/** What a request with this key is answered. */
async function knock(key: string, server = 0) {
  const { status, data, errors } = await app.graphql(NAMES, {}, { bearer: key, server });
  return data ? { status, data } : { status, error: errors[0]?.message, code: errors[0]?.extensions.code };
}
const IN = { status: 200, data: { applications: { nodes: [{ name: 'Demo' }] } } };
const OUT = { status: 401, error: 'This API key isn’t valid.', code: 'UNAUTHENTICATED' };

/** How a socket that says hello with this key ends, if it does. */
function openSocket(key: string, server = 0) {
  const socket = new WebSocket(`${app.servers[server]!.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const seen = { acknowledged: false, closed: null as number | null };
  const payload = { authorization: `Bearer ${key}` };
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
  socket.on('message', (data) => {
    if (String(data).includes('connection_ack')) seen.acknowledged = true;
  });
  socket.on('close', (code) => {
    seen.closed = code;
  });
  return seen;
}

describe('an API key', () => {
  it('is shown once, works on every server, and is stored as a hash', async () => {
    const { key, apiKey } = await makeKey(['APPLICATIONS_READ', 'APPLICATIONS_READ', 'CALLS_WRITE']);
    expect(key).toMatch(/^dwk_[0-9a-f]{32}_[\w-]{43}$/);
    expect(apiKey).toMatchObject({
      name: 'Warehouse',
      scopes: ['APPLICATIONS_READ', 'CALLS_WRITE'],
      createdBy: 'Owner',
      lastUsedAt: null,
    });
    expect(await knock(key)).toEqual(IN);
    expect(await knock(key, 1)).toEqual(IN);
    const rows = JSON.stringify(await app.db.execute(sql`select * from api_keys`));
    expect(rows).toContain('Warehouse');
    expect(rows).not.toContain(key.slice(-43));
  });

  it('reports its last use, to the minute', async () => {
    const { key, apiKey } = await makeKey(['APPLICATIONS_READ']);
    type List = { apiKeys: { id: string; lastUsedAt: string | null }[] };
    const lastUse = async () => (await app.ask<List>(LIST)).apiKeys.find(({ id }) => id === apiKey.id)!.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await knock(key);
    const first = await waitFor(lastUse);
    await knock(key);
    expect(await lastUse()).toBe(first);
    app.clock.advance(61_000);
    await knock(key);
    await waitFor(async () => (await lastUse()) !== first);
  });

  it('is refused on all servers immediately when revoked, and its socket closes', async () => {
    const { key, apiKey } = await makeKey(['APPLICATIONS_READ', 'CALLS_READ']);
    const { key: other } = await makeKey(['CALLS_READ']);
    const sockets = [openSocket(key), openSocket(key, 1)];
    const spared = openSocket(other, 1);
    await waitFor(() => [...sockets, spared].every(({ acknowledged }) => acknowledged));
    expect(await knock(key, 1)).toEqual(IN);
    await app.ask(REVOKE, { id: apiKey.id });
    expect(await knock(key)).toEqual(OUT);
    await waitFor(() => sockets.every(({ closed }) => closed === 4403));
    expect(await knock(key, 1)).toEqual(OUT);
    expect(spared.closed).toBeNull();
    expect((await app.refused(REVOKE, { id: apiKey.id })).extensions.code).toBe('NOT_FOUND');
  });

  it('is refused once it has expired, and not before', async () => {
    const expiresAt = new Date(app.clock.now().getTime() + HOUR).toISOString();
    const { key } = await makeKey(['APPLICATIONS_READ'], { expiresAt });
    expect(await knock(key)).toEqual(IN);
    app.clock.advance(HOUR + 1000);
    expect(await knock(key)).toEqual(OUT);
    const late = openSocket(key);
    await waitFor(() => late.closed === 4403);
  });

  it('closes its socket at the moment it expires', async () => {
    const expiresAt = new Date(app.clock.now().getTime() + 1500).toISOString();
    const { key } = await makeKey(['CALLS_READ'], { expiresAt });
    const socket = openSocket(key);
    await waitFor(() => socket.acknowledged);
    await waitFor(() => socket.closed === 4403);
  });

  it.each([
    ['another secret', (key: string) => `${key.slice(0, -2)}AA`],
    ['another id', (key: string) => key.replace(/^dwk_./, 'dwk_f')],
    ['its end cut off', (key: string) => key.slice(0, -1)],
    ['no secret', (key: string) => key.slice(0, 37)],
    ['something else', () => 'x'.repeat(5000)],
  ])('is refused with the same words when it has %s', async (_, change) => {
    const { key } = await makeKey(['APPLICATIONS_READ']);
    expect(await knock(change(key))).toEqual(OUT);
    const socket = openSocket(change(key));
    await waitFor(() => socket.closed === 4403);
    expect(socket.acknowledged).toBe(false);
  });

  it('gets subscription events over a socket until it is revoked', async () => {
    const { key, apiKey } = await makeKey(['CALLS_READ']);
    const feed = await subscribe<{ callChanged: { id: string } }>(app.url, {
      query: `subscription { callChanged(applicationId: "${application.id}") { id } }`,
      authorization: `Bearer ${key}`,
    });
    const sender = createSender({ url: app.url, ...app.simulator.credentials, vonageId: application.vonageId });
    const callBegins = (uuid: string) =>
      sender.post(`/webhooks/${application.id}/event`, {
        ...{ uuid, conversation_uuid: `CON-${uuid}`, from: '447700900001', to: '447700900100' },
        ...{ direction: 'inbound', status: 'started', timestamp: new Date().toISOString() },
      });
    let calls = 0;
    await waitFor(async () => {
      calls += 1;
      await callBegins(`heard-${calls}`);
      return feed.received.length > 0;
    });
    await app.ask(REVOKE, { id: apiKey.id });
    await waitFor(() => feed.refused.length > 0);
    const heard = feed.received.length;
    await callBegins('unheard');
    await app.services.calls.apply(application.id);
    expect(feed.received).toHaveLength(heard);
    feed.stop();
  });

  it.each([
    ['APPLICATIONS_READ', NAMES, '{ numbers { nodes { msisdn } } }'],
    ['APPLICATIONS_READ', NAMES, '{ applications { nodes { numbers { msisdn } } } }'],
    ['APPLICATIONS_READ', NAMES, '{ applications { nodes { mobileApiKey } } }'],
    ['APPLICATIONS_WRITE', NAMES, '{ applications { nodes { mobileApiKey } } }'],
    ['APPLICATIONS_WRITE', NAMES, '{ applications { nodes { privateKey } } }'],
    ['APPLICATIONS_WRITE', NAMES, 'mutation { rotateMobileApiKey(applicationId: "x") { id } }'],
    ['MOBILE_KEYS_WRITE', '{ __typename }', NAMES],
    [
      'NUMBERS_READ',
      '{ numbers { nodes { msisdn } } }',
      'mutation { cancelNumber(msisdn: "447700900123") { msisdn } }',
    ],
    ['CALLS_WRITE', '{ calls { nodes { id } } }', '{ users { nodes { id } } }'],
    ['TOKENS_WRITE', '{ __typename }', '{ members { id } }'],
  ])('with %s may do that, and nothing beyond', async (scope, allowed, beyond) => {
    const { key: bearer } = await makeKey([scope]);
    const here = (query: string) => query.replace(/(calls|users) {/, `$1(applicationId: "${application.id}") {`);
    await app.ask(here(allowed), {}, { bearer });
    const { code, rule } = (await app.refused(here(beyond), {}, { bearer })).extensions;
    expect({ code, rule }).toEqual({ code: 'FORBIDDEN', rule: expect.stringMatching(/^(scope|noApiKey)$/) });
  });

  const TOKEN =
    'mutation ($id: ID!, $user: String!) { createAgentToken(applicationId: $id, userName: $user) { userName } }';
  const userNames = async () =>
    JSON.stringify(await app.ask(`{ users(applicationId: "${application.id}") { nodes { name } } }`));

  it('that creates tokens cannot create users that way, unless it has that scope too', async () => {
    const { key: tokens } = await makeKey(['TOKENS_WRITE']);
    const unknown = { id: application.id, user: 'Made by a token' };
    expect((await app.refused(TOKEN, unknown, { bearer: tokens })).extensions.code).toBe('NOT_FOUND');
    expect(await userNames()).not.toContain('Made by a token');
    const { key: both } = await makeKey(['TOKENS_WRITE', 'NEW_USERS_WRITE']);
    expect(await app.ask(TOKEN, unknown, { bearer: both })).toEqual({
      createAgentToken: { userName: 'Made by a token' },
    });
    expect(await userNames()).toContain('Made by a token');
    const { key: users } = await makeKey(['NEW_USERS_WRITE']);
    const create = 'mutation ($id: ID!) { createUser(applicationId: $id, input: { name: "Made by a key" }) { id } }';
    const made = await app.ask<{ createUser: { id: string } }>(create, { id: application.id }, { bearer: users });
    const remove = 'mutation ($id: ID!) { deleteUser(id: $id) { id } }';
    expect((await app.refused(remove, { id: made.createUser.id }, { bearer: users })).extensions.rule).toBe('scope');
  });

  it('from before these scopes existed keeps its permissions, and shows them', async () => {
    const { apiKey } = await makeKey(['APPLICATIONS_WRITE', 'TOKENS_WRITE'], { name: 'Old' });
    const { apiKey: reader } = await makeKey(['APPLICATIONS_READ', 'USERS_WRITE'], { name: 'Old reader' });
    const migration = await readFile(join(import.meta.dirname, '../../drizzle/0012_narrower_scopes.sql'), 'utf8');
    for (let times = 0; times < 2; times += 1) {
      for (const statement of migration.split('--> statement-breakpoint')) await app.db.execute(statement);
    }
    const { apiKeys } = await app.ask<{ apiKeys: { id: string; scopes: string[] }[] }>(LIST);
    const scopesOf = (id: string) => apiKeys.find((one) => one.id === id)!.scopes;
    expect(scopesOf(apiKey.id)).toEqual(['APPLICATIONS_WRITE', 'TOKENS_WRITE', 'MOBILE_KEYS_WRITE', 'NEW_USERS_WRITE']);
    expect(scopesOf(reader.id)).toEqual(['APPLICATIONS_READ', 'USERS_WRITE']);
  });

  it('with MOBILE_KEYS_READ beside another right reads the key of mobile apps', async () => {
    const { key: bearer } = await makeKey(['APPLICATIONS_READ', 'MOBILE_KEYS_READ']);
    await app.ask('{ applications { nodes { mobileApiKey } } }', {}, { bearer });
  });

  it('is in the audit log when created and when revoked, without its secret', async () => {
    const { apiKey, key } = await makeKey(['CALLS_READ'], { name: 'Traced' });
    await app.ask(REVOKE, { id: apiKey.id });
    const log =
      '{ auditLog(first: 2, filter: { action: "apiKey." }) { nodes { action targetId targetName before after } } }';
    const { auditLog } = await app.ask<{ auditLog: { nodes: object[] } }>(log);
    const target = { targetId: apiKey.id, targetName: 'Traced' };
    expect(auditLog.nodes).toMatchObject([
      { action: 'apiKey.revoked', ...target, before: { scopes: ['calls:read'] } },
      { action: 'apiKey.created', ...target, after: { scopes: ['calls:read'] } },
    ]);
    expect(JSON.stringify(auditLog)).not.toContain(key.slice(-43));
  });

  it('belongs to one account: it sees nothing of another one, and is not visible there', async () => {
    const cloud = { slot: 'cloud' };
    await app.connectAccount(cloud, 'CLOUD');
    const input = { name: 'Foreign', scopes: ['APPLICATIONS_WRITE'] };
    const { createApiKey: foreign } = await app.ask<{ createApiKey: Made }>(CREATE, { input }, cloud);
    expect(await knock(foreign.key)).toEqual({ status: 200, data: { applications: { nodes: [] } } });
    const one = 'query ($id: ID!) { application(id: $id) { name } }';
    const error = await app.refused(one, { id: application.id }, { bearer: foreign.key });
    expect(error.extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'otherAccount' });

    expect(JSON.stringify(await app.ask(LIST))).not.toContain('Foreign');
    expect((await app.refused(REVOKE, { id: foreign.apiKey.id })).extensions.code).toBe('NOT_FOUND');
    expect(await knock(foreign.key)).toMatchObject({ status: 200 });
  });

  it.each([
    ['no name', { name: ' ' }, { field: 'input.name', rule: 'required' }],
    ['no scope', { scopes: [] }, { field: 'input.scopes', rule: 'required' }],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, { field: 'input.expiresAt', rule: 'past' }],
  ])('is not made with %s', async (_, change, problem) => {
    const input = { name: 'Warehouse', scopes: ['CALLS_READ'], ...change };
    expect((await app.refused(CREATE, { input })).extensions).toMatchObject({ code: 'BAD_INPUT', ...problem });
  });

  it('is the hundredth at most, however many are made at once at all servers', async () => {
    const all = async () => (await app.ask<{ apiKeys: { id: string }[] }>(LIST)).apiKeys;
    const input = { name: 'Many', scopes: ['CALLS_READ'] };
    for (let left = 97 - (await all()).length; left > 0; left -= 1) await makeKey(input.scopes);
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, n) => app.graphql<{ createApiKey: Made }>(CREATE, { input }, { server: n % 2 })),
    );
    expect(made.filter(({ data }) => data?.createApiKey)).toHaveLength(3);
    const refused = made.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.rule));
    expect(refused).toEqual(Array(9).fill('tooMany'));
    for (const { id } of (await all()).slice(-50)) await app.ask(REVOKE, { id });
  });

  it('is created, listed and revoked by admins only, and not with an API key', async () => {
    const { key, apiKey } = await makeKey(['APPLICATIONS_WRITE', 'USERS_WRITE', 'CALLS_WRITE']);
    const input = { name: 'More', scopes: ['TOKENS_WRITE'] };
    for (const who of [{ slot: 'jane' }, { bearer: key }]) {
      for (const [query, variables] of [
        [LIST, {}],
        [CREATE, { input }],
        [REVOKE, { id: apiKey.id }],
      ] as const) {
        expect((await app.refused(query, variables, who)).extensions.code).toBe('FORBIDDEN');
      }
    }
    expect(await knock(key)).toEqual(IN);
  });
});
