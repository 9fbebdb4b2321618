import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { createTarget } from './target.js';

const SIGN_IN = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { name } }';
const LOG = /* GraphQL */ `
  query Log($action: String!) {
    auditLog(filter: { action: $action }, first: 100) { nodes { action actorKind actorName address targetName after } }
  }
`;
interface Entry {
  action: string;
  actorKind: string;
  actorName: string | null;
  address: string | null;
  targetName: string;
  after: Record<string, unknown> | null;
}

let app: TestApp;
let target: ReturnType<typeof createTarget>;
let demo: Awaited<ReturnType<Awaited<ReturnType<TestApp['connectAccount']>>['createApplication']>>;
beforeAll(async () => {
  app = await createTestApp({ env: { TRUST_PROXY: '1' } });
  demo = await (await app.connectAccount()).createApplication();
  target = createTarget(app);
  await demo.addUser('Jane');
  await demo.signInAgent('Jane', 'jane');
});
afterAll(() => app?.close());

const log = async (action: string) => (await app.ask<{ auditLog: { nodes: Entry[] } }>(LOG, { action })).auditLog.nodes;
const entry = (action: string) => waitFor(async () => (await log(action))[0]);

it('counts a hundred wrong passwords from one address in one audit entry, and limits the entries of a hundred addresses to a page', async () => {
  const guess = (n: number, from: string) =>
    target.post(
      '/graphql',
      { query: SIGN_IN, variables: { input: { name: 'jane', password: `wrong ${n}` } } },
      {},
      from,
    );
  const place = target.elsewhere();
  for (let n = 0; n < 8; n += 1) await guess(n, place);
  await waitFor(async () => (await log('session.refused'))[0]?.after?.times === 8);
  expect(await log('session.refused')).toMatchObject([
    { address: place, after: { times: 8, until: expect.any(String) } },
  ]);
  // Guesses for one name are slowed down, so each place takes another.
  for (let n = 0; n < 40; n += 1) {
    await app.services.audit.count(
      {
        accountId: (await app.ask<{ viewer: { account: { id: string } } }>('{ viewer { account { id } } }')).viewer
          .account.id,
        address: `192.0.2.${n}`,
      },
      { action: 'session.refused', target: { kind: 'member', id: 'one', name: 'One' } },
    );
  }
  const entries = (await log('session.refused')).filter(({ targetName }) => targetName === 'One');
  expect(entries).toHaveLength(21);
  expect(entries.find(({ address }) => address === null)?.after).toMatchObject({ times: 20 });
});

it.each([
  [
    'on the sign-in page',
    (apiSecret: string) => {
      const input = { kind: 'SIMULATOR', apiKey: app.simulator.credentials.apiKey, apiSecret };
      return app.graphql(
        'mutation ($input: VonageSignInInput!) { signInWithVonage(input: $input) { id } }',
        { input },
        { slot: 'x' },
      );
    },
  ],
  [
    'of a program',
    (secret: string) =>
      app.graphql('{ viewer { id } }', {}, { slot: 'x', basic: `${app.simulator.credentials.apiKey}:${secret}` }),
  ],
])("a wrong secret of the owner's %s", async (_where, tried) => {
  const before = (await log('session.ownerRefused')).reduce((sum, { after }) => sum + Number(after?.times ?? 1), 0);
  await tried(`wrong ${Math.random()}`);
  await waitFor(
    async () =>
      (await log('session.ownerRefused')).reduce((sum, { after }) => sum + Number(after?.times ?? 1), 0) > before,
  );
  expect(await entry('session.ownerRefused')).toMatchObject({ actorKind: 'STRANGER', targetName: 'Owner' });
});

it('records an API key with a wrong secret', async () => {
  const create = 'mutation { createApiKey(input: { name: "CRM", scopes: [CALLS_READ] }) { key } }';
  const { createApiKey } = await app.ask<{ createApiKey: { key: string } }>(create);
  await app.graphql('{ viewer { id } }', {}, { bearer: `${createApiKey.key.slice(0, -4)}AAAA` });
  expect(await entry('apiKey.refused')).toMatchObject({ actorKind: 'STRANGER', targetName: 'CRM' });
});

it('records reads of the private key and of the mobile key', async () => {
  await app.ask('query ($id: ID!) { application(id: $id) { privateKey mobileApiKey } }', { id: demo.id });
  expect(await entry('application.privateKeyRead')).toMatchObject({ actorName: 'Owner', after: { times: 2 } });
  expect(await entry('application.mobileKeyRead')).toMatchObject({ actorName: 'Owner', after: { times: 2 } });
});

it('records tokens and users that apps create', async () => {
  for (let times = 0; times < 3; times += 1) {
    await target.post('/api/jwt', { mobile_api_key: demo.mobileApiKey, user_name: 'By an app' }, {}, '192.0.2.77');
  }
  const by = { actorKind: 'STRANGER', actorName: 'Demo', address: '192.0.2.77', targetName: 'By an app' };
  expect(await entry('user.created')).toMatchObject(by);
  await waitFor(async () => (await log('token.issued'))[0]?.after?.times === 3);
  expect(await log('token.issued')).toMatchObject([by]);
});

it('records a test call', async () => {
  const start = `mutation ($id: ID!) { startTestCall(applicationId: $id, kind: CUSTOM, ncco: [{ action: "talk", text: "Hello" }]) { id } }`;
  await app.ask(start, { id: demo.id });
  expect(await entry('preset.tested')).toMatchObject({ actorName: 'Owner', targetName: 'Demo' });
});

it('counts forbidden operations that someone requested', async () => {
  for (let times = 0; times < 3; times += 1)
    await app.refused('mutation { removeMember(id: "x") { id } }', {}, { slot: 'jane' });
  await app.refused('{ apiKeys { id } }', {}, { slot: 'jane' });
  await waitFor(async () => (await log('operation.refused')).some(({ after }) => after?.times === 3));
  expect(await log('operation.refused')).toMatchObject([
    { actorName: 'Jane', targetName: 'query apiKeys' },
    { actorName: 'Jane', targetName: 'mutation removeMember', after: { times: 3 } },
  ]);
});
