import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ lines: 'one' });
  await app.connectAccount();
});
afterAll(() => app.close());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

describe('GraphQL over HTTP', () => {
  it('passes every MUST of the specification', async () => {
    // Some of them ask for the schema, which is not for strangers.
    const cookie = app.cookie('a')!;
    await app.ask('{ viewer { id } }');
    const signedIn = (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...init.headers, cookie } });
    const audits = serverAudits({ url: `${app.url}/graphql`, fetchFn: signedIn });
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    const failed = results.filter((result) => result.status === 'error');
    expect(failed.map((result) => result.name)).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
  });

  it('changes nothing by GET', async () => {
    const url = `${app.url}/graphql?query=${encodeURIComponent('mutation { signOut }')}`;
    const response = await fetch(url, { headers: { 'apollo-require-preflight': 'yes' } });
    expect(response.status).toBe(405);
  });

  it('refuses requests that a form of another site could send with our cookies', async () => {
    const response = await post(JSON.stringify({ query: '{ viewer { id } }' }), { 'content-type': 'text/plain' });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });

  it.each([
    ['no JSON', '{"query":', 400],
    ['a megabyte', JSON.stringify({ query: 'x'.repeat(1_100_000) }), 413],
    ['a document of thousands of words', JSON.stringify({ query: `{ ${'viewer { id } '.repeat(3000)} }` }), 400],
    ['a hundred questions in one', JSON.stringify({ query: `{ ${'v: viewer { id } '.repeat(100)} }` }), 400],
    [
      'lists in lists in lists',
      JSON.stringify({
        query: `{ numbers { nodes { ${'application { numbers { '.repeat(6)} msisdn ${'} } '.repeat(6)} } } }`,
      }),
      400,
    ],
  ])('answers %s with a clear status', async (_what, body, status) => {
    expect((await post(body)).status).toBe(status);
  });

  it('serves pages that may only connect to this server and the simulator', async () => {
    const { headers } = await fetch(`${app.url}/healthz`);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain(`connect-src 'self' ${app.simulator.url} ${app.simulator.url.replace('http', 'ws')}`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describe('errors', () => {
  it('name the path of a value of the wrong type', async () => {
    const query = 'mutation Create($input: CreateApplicationInput!) { createApplication(input: $input) { id } }';
    const { extensions } = await app.refused(query, { input: { name: 7 } });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.name', rule: 'type' });
  });

  it('report that the database is down, also for unknown sessions, and end when it is back', async () => {
    await app.line.cut();
    const known = await app.refused('{ account { id } }');
    const unknown = await app.graphql('{ viewer { id } }', {}, { slot: 'b', cookie: 'dw_b=never-seen' });
    await app.line.mend();
    expect(known.extensions.code).toBe('UNAVAILABLE');
    expect({ status: unknown.status, code: unknown.errors[0]?.extensions.code }).toEqual({
      status: 503,
      code: 'UNAVAILABLE',
    });
    await waitFor(async () => (await app.graphql('{ account { id } }')).data);
  });

  it('that are internal show only a reference number', async () => {
    await app.db.execute('alter table accounts rename to accounts_elsewhere');
    const { status, errors } = await app.graphql('{ account { id } }').finally(async () => {
      await app.db.execute('alter table accounts_elsewhere rename to accounts');
    });
    expect(status).toBe(200);
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/^Something went wrong on our side\. Reference: [0-9a-f]{8}$/),
        locations: expect.anything(),
        path: ['account'],
        extensions: { code: 'INTERNAL', reference: expect.stringMatching(/^[0-9a-f]{8}$/) },
      },
    ]);
  });
});
