import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createGraphqlClient } from '../helpers/graphql-client.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

type Graphql = ReturnType<typeof createGraphqlClient>['graphql'];

let app: TestApp;
let applicationId: string;
let id: string;
let serial = 0;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  applicationId = (await (await app.connectAccount()).createApplication()).id;
});
afterAll(() => app?.close());

/** A second admin, signed in by a browser of their own. */
async function admin(): Promise<Graphql> {
  serial += 1;
  const name = `admin${serial}`;
  const input = `{ name: "${name}", displayName: "${name}", role: ADMIN, password: "long enough" }`;
  type Made = { createMember: { member: { id: string } } };
  const { createMember } = await app.ask<Made>(`mutation { createMember(input: ${input}) { member { id } } }`);
  id = createMember.member.id;
  const browser = createGraphqlClient(app.servers.map(({ url }) => url));
  await browser.ask(`mutation { signIn(input: { name: "${name}", password: "long enough" }) { id } }`);
  return browser.graphql;
}

const remove = () => app.ask('mutation ($id: ID!) { removeMember(id: $id) { id } }', { id });
const named = async (prefix: string) => {
  type Answer = { users: { nodes: { name: string }[] } };
  const { users } = await app.ask<Answer>(
    'query ($id: ID!) { users(applicationId: $id, first: 100) { nodes { name } } }',
    {
      id: applicationId,
    },
  );
  return users.nodes.filter(({ name }) => name.startsWith(prefix)).length;
};
const many = (prefix: string) =>
  `mutation { ${Array.from({ length: 20 }, (_, n) => `a${n}: createUser(applicationId: "${applicationId}", input: { name: "${prefix}${n}" }) { id }`).join(' ')} }`;

beforeEach(() => app.clearFaults());

it.each([
  ['the same server', 0],
  ['another server', 1],
])('whoever is removed while their mutations run changes nothing more: removed at %s', async (where, server) => {
  const theirs = await admin();
  const prefix = `by ${where} `;
  // Each user takes Vonage a moment.
  await app.fault({ path: '/v1/users', delay_ms: 100, times: 50 });
  const answer = theirs(many(prefix));
  await waitFor(async () => (await named(prefix)) > 0);
  await app.ask('mutation ($id: ID!) { removeMember(id: $id) { id } }', { id }, { server });
  const begun = await named(prefix);
  const { errors } = await answer;
  expect(begun).toBeLessThan(19);
  expect(await named(prefix)).toBeLessThanOrEqual(begun + 1);
  expect(errors.map(({ extensions }) => extensions.code)).toContain('UNAUTHENTICATED');
});

it('refuses the remaining mutations of a person who loses the right while they run', async () => {
  const theirs = await admin();
  await app.fault({ path: '/v1/users', delay_ms: 100, times: 50 });
  const answer = theirs(many('demoted '));
  await waitFor(async () => (await named('demoted ')) > 0);
  const input = { displayName: 'x', role: 'SUPERVISOR' };
  await app.ask('mutation ($id: ID!, $input: MemberDetailsInput!) { updateMember(id: $id, input: $input) { id } }', {
    id,
    input,
  });
  const { errors } = await answer;
  expect(errors.map(({ extensions }) => extensions.code)).toContain('FORBIDDEN');
});

it('does not return data of a query that is running when the session ends', async () => {
  const theirs = await admin();
  await app.fault({ path: '/number/search', delay_ms: 3_000, times: 1 });
  const answer = theirs('{ availableNumbers(country: "GB") { totalCount } }');
  await waitFor(async () => {
    const { sessions } = await app.ask<{ sessions: { id: string }[] }>('{ sessions(everybody: true) { id } }');
    return sessions.length > 1;
  });
  await remove();
  expect((await answer).errors[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', rule: 'ended' });
});

it('refuses the remaining mutations of an API key that is revoked while they run', async () => {
  type Made = { createApiKey: { key: string; apiKey: { id: string } } };
  const create = 'mutation { createApiKey(input: { name: "x", scopes: [USERS_WRITE] }) { key apiKey { id } } }';
  const { createApiKey } = await app.ask<Made>(create);
  const authorization = `Bearer ${createApiKey.key}`;
  await app.fault({ path: '/v1/users', delay_ms: 100, times: 50 });
  const answer = fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query: many('keyed ') }),
  });
  await waitFor(async () => (await named('keyed ')) > 0);
  await app.ask('mutation ($id: ID!) { revokeApiKey(id: $id) { id } }', { id: createApiKey.apiKey.id });
  const begun = await named('keyed ');
  expect(await (await answer).text()).toContain('"code":"UNAUTHENTICATED"');
  expect(await named('keyed ')).toBeLessThanOrEqual(begun + 1);
});
