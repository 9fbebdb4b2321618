import 'reflect-metadata';
import { getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NODE_TYPES } from '../../server/graphql/find-nodes.js';
import { createSchema } from '../../server/graphql/schema.js';
import { HIDDEN, putAccount, putCall } from '../abuse/hidden-data.js';
import { operationsByKind } from '../helpers/operations.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const schema = createSchema();
const types = Object.values(schema.getTypeMap()).filter(isObjectType);
const printed = (type: string, field: string) => {
  const found = schema.getType(type);
  return isObjectType(found) ? String(found.getFields()[field]?.type) : undefined;
};

describe('every list that is paged', () => {
  const connections = types.filter(({ name }) => name.endsWith('Connection')).map(({ name }) => name);

  it.each(connections)('%s has edges with cursors besides its nodes, and page info', (name) => {
    const node = name.replace('Connection', '');
    const shape = ['nodes', 'edges', 'pageInfo'].map((field) => printed(name, field));
    expect(shape).toEqual([`[${node}!]!`, `[${node}Edge!]!`, 'PageInfo!']);
    expect([printed(`${node}Edge`, 'node'), printed(`${node}Edge`, 'cursor')]).toEqual([`${node}!`, 'String!']);
  });

  it('has first and after, and nothing else has pageInfo', () => {
    const paged = types.flatMap((type) => Object.values(type.getFields()));
    const lists = paged.filter(({ type }) => connections.includes(getNamedType(type).name));
    expect(lists.length).toBeGreaterThanOrEqual(connections.length);
    for (const { args } of lists)
      expect(args.map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'after']));
    expect(types.filter((type) => 'pageInfo' in type.getFields()).map(({ name }) => name)).toEqual(connections);
  });
});

interface Connection {
  edges: { cursor: string; node: Record<string, string> }[];
  nodes: Record<string, string>[];
  pageInfo: { startCursor: string | null; endCursor: string | null; hasNextPage: boolean; hasPreviousPage: boolean };
}

let app: TestApp;
let applicationId: string;
let accountId: string;
let callIds: string[];
/** A list, and the field that distinguishes its rows. */
const LISTS: Record<string, [args: string, key: string]> = {
  applications: ['', 'id'],
  users: ['applicationId: $id', 'id'],
  calls: ['applicationId: $id', 'id'],
  events: ['applicationId: $id', 'id'],
  'events with a text': ['applicationId: $id, text: "hidden"', 'id'],
  numbers: ['', 'msisdn'],
  availableNumbers: ['country: "GB"', 'msisdn'],
  auditLog: ['', 'id'],
};

async function list(name: string, first: number, after: string | null = null): Promise<Connection> {
  const [args, key] = LISTS[name]!;
  const field = name.split(' ')[0]!;
  const declared = args.includes('$id') ? '$id: ID!, ' : '';
  const text = `query (${declared}$first: Int!, $after: String) {
    list: ${field}(${args && `${args}, `}first: $first, after: $after) {
      edges { cursor node { ${key} } } nodes { ${key} } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
    }
  }`;
  return (await app.ask<{ list: Connection }>(text, { id: applicationId, first, after })).list;
}

beforeAll(async () => {
  app = await createTestApp();
  const { createApplication, accountId: own } = await app.connectAccount();
  const demo = await createApplication();
  accountId = own;
  applicationId = demo.id;
  for (const name of ['Two', 'Three', 'Four']) await createApplication(name);
  for (const name of ['Ann', 'Bob', 'Jane', 'Joe', 'Sue']) await demo.addUser(name);
  for (let one = 0; one < 3; one++) await demo.rentNumber();
  callIds = [];
  for (const name of ['Jane', 'Joe', 'Jane', 'Joe', 'Jane']) callIds.push((await putCall(app, demo.id, name)).callId);
  await demo.signInAgent('Jane', 'jane');
});
afterAll(() => app?.close());

describe('a list', () => {
  it.each(Object.keys(LISTS))('of %s continues after any of its edges', async (name) => {
    const key = LISTS[name]![1];
    const { edges, nodes, pageInfo } = await list(name, 3);
    expect(nodes).toHaveLength(3);
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect(new Set(edges.map(({ cursor }) => cursor)).size).toBe(3);
    expect(pageInfo).toMatchObject({
      startCursor: edges[0]!.cursor,
      endCursor: edges[2]!.cursor,
      hasPreviousPage: false,
    });
    for (const [index, { cursor }] of edges.entries()) {
      const behind = await list(name, 3 - index, cursor);
      const ids = behind.nodes.map((node) => node[key]);
      expect(ids.slice(0, 2 - index)).toEqual(nodes.slice(index + 1).map((node) => node[key]));
      expect(ids).not.toContain(nodes[index]![key]);
      expect(behind.pageInfo.hasPreviousPage).toBe(true);
    }
  });

  it('that is empty has no edges and no cursors', async () => {
    const none = { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false };
    const text = `{ users(applicationId: "${applicationId}", search: "nobody") {
      edges { cursor } nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;
    expect(await app.ask(text)).toEqual({ users: { edges: [], nodes: [], pageInfo: none } });
  });

  it('has the same cost by edges as by nodes', async () => {
    const cost = async (page: string) => {
      const lists = Array.from(
        { length: 15 },
        (_, one) => `l${one}: calls(applicationId: $id, first: 100) { ${page} }`,
      );
      const { message } = await app.refused(`query ($id: ID!) { ${lists.join(' ')} }`, { id: applicationId });
      return Number(/would cost (\d+)/.exec(message)?.[1]);
    };
    const fields = 'id legs { uuid } events { id }';
    const byNodes = await cost(`nodes { ${fields} }`);
    expect(await cost(`edges { node { ${fields} } }`)).toBeLessThan(byNodes * 1.1);
  });

  it('can be requested with every field in pages of five', async () => {
    const { query } = operationsByKind((name) => (name === 'applicationId' || name === 'id' ? applicationId : null), 4);
    for (const { name, text } of query.filter(({ text }) => text.includes('first: 5'))) {
      const { errors } = await app.graphql(text);
      const dear = errors.find(({ message }) => message.includes('would cost'));
      expect(dear, name).toBeUndefined();
    }
  });
});

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const nodeOf = async (id: string, slot = 'a') =>
  (await app.ask<{ node: { __typename: string; id: string } | null }>(NODE, { id }, { slot })).node;

describe('node(id:)', () => {
  it('works for every type that implements Node', () => {
    const node = schema.getType('Node');
    const possible = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect(possible.sort()).toEqual([...NODE_TYPES].sort());
  });

  it('finds each kind of thing by the id that its list gives', async () => {
    await app.ask('mutation { inviteMember(input: { name: "new", displayName: "New", role: SUPERVISOR }) { link } }');
    await app.ask('mutation { createApiKey(input: { name: "Reports", scopes: [CALLS_READ] }) { key } }');
    type Ids = { id: string; contact?: { id: string } }[];
    const found = await app.ask<Record<string, Ids & { nodes: Ids; id: string }>>(
      `query ($id: ID!) {
        account { id } members { id } apiKeys { id } invitations { id } sessions(everybody: true) { id }
        applications { nodes { id } } users(applicationId: $id) { nodes { id } }
        calls(applicationId: $id) { nodes { id contact { id } } } events(applicationId: $id) { nodes { id } }
      }`,
      { id: applicationId },
    );
    const expected: [type: string, id: string][] = [
      ['Account', found.account!.id],
      ...(['Member', 'ApiKey', 'Invitation', 'Session'] as const).map((type): [string, string] => {
        const list = { Member: 'members', ApiKey: 'apiKeys', Invitation: 'invitations', Session: 'sessions' }[type];
        return [type, found[list]!.at(-1)!.id];
      }),
      ['Application', found.applications!.nodes[0]!.id],
      ['User', found.users!.nodes[0]!.id],
      ['Call', found.calls!.nodes[0]!.id],
      ['Event', found.events!.nodes[0]!.id],
      ['Contact', found.calls!.nodes[0]!.contact!.id],
    ];
    for (const [type, id] of expected) expect(await nodeOf(id)).toEqual({ __typename: type, id });

    const ids = ['nothing', ...expected.map(([, id]) => id), expected[0]![1]];
    const { nodes } = await app.ask<{ nodes: ({ __typename: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }',
      { ids },
    );
    expect(nodes.map((node) => node?.__typename)).toEqual([undefined, ...expected.map(([type]) => type), 'Account']);
  });

  it('shows the fields that the type has elsewhere', async () => {
    const [id] = callIds;
    const fields = 'id from to status live legs { uuid } events { id }';
    const text = `query ($id: ID!) { call(id: $id) { ${fields} } node(id: $id) { ... on Call { ${fields} } } }`;
    const { call, node } = await app.ask(text, { id });
    expect(node).toEqual(call);
  });

  it('is null for missing objects and for objects without permission', async () => {
    const other = await putAccount(app);
    const secrets = [other.applicationId, other.callId, other.userId, other.memberId, other.contactId];
    for (const id of ['', 'x', 'USR-nobody', '019a0000-0000-7000-8000-000000000000', ...secrets]) {
      for (const slot of ['a', 'jane']) expect(await nodeOf(id, slot)).toBeNull();
    }
  });

  it("returns an agent's own calls, and nothing of a colleague or of the account", async () => {
    expect(await nodeOf(callIds[0]!, 'jane')).toMatchObject({ __typename: 'Call' });
    expect(await nodeOf(callIds[1]!, 'jane')).toBeNull();
    for (const id of [applicationId, accountId]) expect(await nodeOf(id, 'jane')).toBeNull();
    const events = `query ($id: ID!) { events(applicationId: $id) { nodes { id callId } } }`;
    const { nodes } = (
      await app.ask<{ events: { nodes: { id: string; callId: string | null }[] } }>(events, { id: applicationId })
    ).events;
    const joes = nodes.find(({ callId }) => callId === callIds[1])!;
    const janes = nodes.find(({ callId }) => callId === callIds[0])!;
    expect(await nodeOf(joes.id, 'jane')).toBeNull();
    expect(await nodeOf(janes.id, 'jane')).toMatchObject({ __typename: 'Event' });
    const { sessions } = await app.ask<{ sessions: { id: string }[] }>('{ sessions { id } }', {}, { slot: 'a' });
    expect(await nodeOf(sessions[0]!.id, 'jane')).toBeNull();
  });

  it('returns to an API key what its scopes allow', async () => {
    const create = (scope: string) =>
      app.ask<{ createApiKey: { key: string } }>(
        `mutation { createApiKey(input: { name: "${scope}", scopes: [${scope}] }) { key } }`,
      );
    const bearer = (await create('CALLS_READ')).createApiKey.key;
    const { nodes } = await app.ask<{ nodes: ({ __typename: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }',
      { ids: [callIds[0], applicationId, accountId] },
      { bearer },
    );
    expect(nodes).toEqual([{ __typename: 'Call' }, null, null]);
  });

  it('is counted by the number of ids', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `USR-${index}`);
    const text = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect((await app.refused(text, { ids })).extensions).toMatchObject({ code: 'BAD_INPUT', field: 'ids' });
    const many = Array.from({ length: 19 }, (_, index) => `n${index}: nodes(ids: $ids) { id }`).join(' ');
    const { message } = await app.refused(`query ($ids: [ID!]!) { ${many} }`, { ids: ids.slice(0, 100) });
    expect(message).toMatch(/would cost 3\d{4}/);
  });

  it('reveals nothing to an unauthenticated client', async () => {
    const { data, errors } = await app.graphql(NODE, { id: callIds[0] }, { slot: 'nobody' });
    expect(errors[0]!.extensions.code).toBe('UNAUTHENTICATED');
    expect(JSON.stringify(data)).not.toMatch(HIDDEN);
  });
});
