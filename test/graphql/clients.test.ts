import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { GraphQLClient } from 'graphql-request';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { putCall } from '../abuse/hidden-data.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const CALLS = 7;

let app: TestApp;
let url: string;
let id: string;
let authorization: string;
/** The newest first. */
let callIds: string[];
beforeAll(async () => {
  app = await createTestApp();
  url = `${app.url}/graphql`;
  id = (await (await app.connectAccount()).createApplication()).id;
  const { apiKey, apiSecret } = app.simulator.credentials;
  authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  callIds = [];
  for (let one = 0; one < CALLS; one++) {
    app.clock.advance(1000);
    callIds.unshift((await putCall(app, id, 'Jane')).callId);
  }
});
afterAll(() => app?.close());

describe('Relay', () => {
  const SOURCE = /* GraphQL */ `
    graphql\`
      fragment Calls_row on Call @refetchable(queryName: "CallsRowQuery") {
        id
        status
        legs { uuid }
      }
    \`;
    graphql\`
      fragment Calls_list on Query
      @argumentDefinitions(id: { type: "ID!" }, count: { type: "Int", defaultValue: 3 }, cursor: { type: "String" })
      @refetchable(queryName: "CallsPageQuery") {
        calls(applicationId: $id, first: $count, after: $cursor) @connection(key: "Calls_calls") {
          edges { node { id ...Calls_row } }
        }
      }
    \`;
    graphql\`query CallsQuery($id: ID!) { ...Calls_list @arguments(id: $id) }\`;
  `;
  const NAMES = ['CallsQuery', 'CallsPageQuery', 'CallsRowQuery', 'Calls_list', 'Calls_row'] as const;
  let compiled: Record<(typeof NAMES)[number], object>;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'denwaban-relay-'));
    const config = {
      src: './src',
      schema: './schema.graphql',
      language: 'javascript',
      eagerEsModules: false,
      artifactDirectory: './generated',
    };
    await Promise.all([mkdir(join(folder, 'src')), mkdir(join(folder, 'generated'))]);
    await copyFile(join(root, 'schema.graphql'), join(folder, 'schema.graphql'));
    await writeFile(join(folder, 'src/Calls.js'), SOURCE);
    await writeFile(join(folder, 'relay.config.json'), JSON.stringify(config));
    const compiler = require.resolve('relay-compiler/cli.js');
    await promisify(execFile)(process.execPath, [compiler, 'relay.config.json'], { cwd: folder });
    compiled = Object.fromEntries(NAMES.map((name) => [name, artifact(name)])) as typeof compiled;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What was compiled, as the CommonJS module that it is: the test runner's own loading looks for no `.js` behind a name. */
  function artifact(name: string): object {
    const module = { exports: {} };
    const text = readFileSync(join(folder, `generated/${basename(name, '.graphql')}.graphql.js`), 'utf8');
    new Function('module', 'require', text)(module, artifact);
    return module.exports;
  }

  it('compiles against schema.graphql, joins the pages of a list and reads one thing anew by its id', async () => {
    const { Environment, Network, RecordSource, Store, ...relay } = require('relay-runtime');
    const sent: string[] = [];
    const fetchFunction = async ({ text, name }: { text: string; name: string }, variables: object) => {
      sent.push(name);
      const headers = { 'content-type': 'application/json', authorization };
      const body = JSON.stringify({ query: text, variables });
      return (await fetch(url, { method: 'POST', headers, body })).json();
    };
    const environment = new Environment({
      network: Network.create(fetchFunction),
      store: new Store(new RecordSource()),
      getDataID: (node: { id?: string }, type: string) => node.id && `${type}:${node.id}`,
    });
    const load = (query: object, variables: object) => relay.fetchQuery(environment, query, variables).toPromise();
    const operation = relay.createOperationDescriptor(relay.getRequest(compiled.CallsQuery), { id });
    environment.retain(operation);
    const shown = () => {
      const { data } = environment.lookup(operation.fragment);
      const selector = relay.getSelector(relay.getFragment(compiled.Calls_list), data);
      return environment.lookup(selector).data.calls;
    };

    await load(compiled.CallsQuery, { id });
    expect(shown().edges).toHaveLength(3);
    while (shown().pageInfo.hasNextPage) {
      await load(compiled.CallsPageQuery, { id, count: 3, cursor: shown().pageInfo.endCursor });
    }
    expect(shown().edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(callIds);

    await load(compiled.CallsRowQuery, { id: callIds[0] });
    const row = relay.getSelector(relay.getFragment(compiled.Calls_row), shown().edges[0].node);
    expect(environment.lookup(row).data).toMatchObject({ id: callIds[0], status: 'ANSWERED', legs: [{}] });
    expect(sent).toEqual(['CallsQuery', 'CallsPageQuery', 'CallsPageQuery', 'CallsRowQuery']);
  });
});

describe('Apollo Client', () => {
  const PAGE = gql`
    query Page($id: ID!, $after: String) {
      calls(applicationId: $id, first: 3, after: $after) {
        edges { cursor node { id status } }
        pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
      }
    }
  `;
  interface Calls {
    edges: { cursor: string; node: { id: string } }[];
    pageInfo: { startCursor: string; endCursor: string; hasNextPage: boolean; hasPreviousPage: boolean };
  }

  it('joins the pages of a list with relayStylePagination', async () => {
    const typePolicies = { Query: { fields: { calls: relayStylePagination(['applicationId']) } } };
    const client = new ApolloClient({
      link: new HttpLink({ uri: url, headers: { authorization } }),
      cache: new InMemoryCache({ typePolicies }),
    });
    const list = client.watchQuery<{ calls: Calls }>({ query: PAGE, variables: { id } });
    const watching = list.subscribe({});
    await waitFor(() => !list.getCurrentResult().loading);
    const shown = () => list.getCurrentResult().data!.calls as Calls;
    const cursors: (string | null)[] = [];
    for (let { pageInfo } = shown(); pageInfo.hasNextPage; ) {
      cursors.push(pageInfo.endCursor);
      const { data } = await list.fetchMore({ variables: { after: pageInfo.endCursor } });
      pageInfo = data!.calls.pageInfo;
    }
    expect(cursors).toHaveLength(2);
    await waitFor(() => !shown().pageInfo.hasNextPage);
    expect(shown().edges.map(({ node }) => node.id)).toEqual(callIds);
    expect(shown().pageInfo).toMatchObject({ startCursor: shown().edges[0]!.cursor, hasPreviousPage: false });
    watching.unsubscribe();
    client.stop();
  });

  it('subscribes through its link for graphql-ws', async () => {
    const socket = socketClient({ authorization });
    const client = new ApolloClient({ link: new GraphQLWsLink(socket), cache: new InMemoryCache() });
    const heard: unknown[] = [];
    const listening = client
      .subscribe<{ callChanged: { id: string } }>({ query: gql(CHANGED), variables: { id } })
      .subscribe(({ data }) => heard.push(data?.callChanged.id));
    await untilHeard(() => heard.length > 0);
    expect(heard[0]).toBe(callIds[0]);
    listening.unsubscribe();
    await socket.dispose();
  });
});

const NEWEST = 'query Newest($id: ID!) { calls(applicationId: $id, first: 1) { nodes { id } } }';
const CHANGED = 'subscription ($id: ID!) { callChanged(applicationId: $id) { id } }';

/** A socket's client whose parameters prove who it is. */
const socketClient = (connectionParams: Record<string, unknown>) =>
  createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
  });

/** Tells of a call again and again until somebody has heard it: the listening begins some time after it was asked for. */
async function untilHeard(heard: () => boolean): Promise<void> {
  await waitFor(async () => {
    await app.servers[0]!.realtime.publish('call', { applicationId: id, callId: callIds[0]! });
    return heard();
  });
}

describe('graphql-request', () => {
  it('asks, and says what was wrong', async () => {
    const client = new GraphQLClient(url, { headers: { authorization } });
    expect(await client.request(NEWEST, { id })).toEqual({ calls: { nodes: [{ id: callIds[0] }] } });
    await expect(client.request(NEWEST, { id: 'no such' })).rejects.toMatchObject({
      response: { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    });
  });
});

describe('urql', () => {
  const client = (more: object = {}) =>
    new Client({ url, exchanges: [fetchExchange], fetchOptions: { headers: { authorization } }, ...more });

  it.each([
    ['as it does by itself', {}],
    ['by GET', { preferGetMethod: 'force' }],
    ['by POST', { preferGetMethod: false }],
  ])('asks %s', async (_, more) => {
    const { data, error } = await client(more).query(NEWEST, { id }).toPromise();
    expect({ data, error }).toEqual({ data: { calls: { nodes: [{ id: callIds[0] }] } }, error: undefined });
  });

  it('changes something', async () => {
    const text = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { name } } }';
    const input = { name: 'Reports', scopes: ['CALLS_READ'] };
    const { data, error } = await client().mutation(text, { input }).toPromise();
    expect({ data, error }).toEqual({ data: { createApiKey: { apiKey: { name: 'Reports' } } }, error: undefined });
  });

  it('subscribes through graphql-ws', async () => {
    const socket = socketClient({ authorization });
    const forwardSubscription = ({ query = '', variables }: { query?: string; variables?: object }) => ({
      subscribe: (sink: Parameters<typeof socket.subscribe>[1]) => ({
        unsubscribe: socket.subscribe({ query, variables: { ...variables } }, sink),
      }),
    });
    const heard: unknown[] = [];
    const exchanges = [subscriptionExchange({ forwardSubscription: forwardSubscription as never })];
    const { unsubscribe } = client({ exchanges })
      .subscription(CHANGED, { id })
      .subscribe(({ data, error }) => heard.push(error ?? data));
    await untilHeard(() => heard.length > 0);
    expect(heard[0]).toEqual({ callChanged: { id: callIds[0] } });
    unsubscribe();
    await socket.dispose();
  });
});

describe('graphql-ws', () => {
  it.each([
    ['authorization', (value: string) => ({ authorization: value })],
    ['Authorization', (value: string) => ({ Authorization: value })],
    ['headers.authorization', (value: string) => ({ headers: { authorization: value } })],
    ['headers.Authorization', (value: string) => ({ headers: { Authorization: value } })],
  ])('proves who it is by %s in the parameters of its connection', async (_, params) => {
    const socket = socketClient(params(authorization));
    const heard: unknown[] = [];
    socket.subscribe(
      { query: CHANGED, variables: { id } },
      { next: ({ data, errors }) => heard.push(errors ?? data), error: (error) => heard.push(error), complete() {} },
    );
    await untilHeard(() => heard.length > 0);
    expect(heard[0]).toEqual({ callChanged: { id: callIds[0] } });
    await socket.dispose();
  });
});
