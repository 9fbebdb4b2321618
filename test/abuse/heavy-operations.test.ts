import { getIntrospectionQuery } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { createTarget } from './target.js';

let app: TestApp;
let demo: SeededApplication;
let target: ReturnType<typeof createTarget>;
let owner: { cookie: string };
const logged: string[] = [];
beforeAll(async () => {
  app = await createTestApp({ env: { TRUST_PROXY: '1' }, logged: (line) => logged.push(line) });
  const made = await (await app.connectAccount()).createApplication();
  await made.signInAgent('Jane', 'jane');
  demo = made;
  const ncco = Array.from({ length: 65 }, () => ({ action: 'talk', text: 'a'.repeat(1_400) }));
  const save = `mutation ($id: ID!, $ncco: JSON!) { savePreset(applicationId: $id, kind: CUSTOM, input: { basedOn: 0, ncco: $ncco }) { version } }`;
  await app.ask(save, { id: demo.id, ncco });
  target = createTarget(app);
  owner = { cookie: app.cookie('a')! };
});
afterAll(() => app?.close());
beforeEach(async () => {
  logged.length = 0;
  await target.mark();
});
afterEach(() => target.isUnharmed());

const repeat = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');

/** Aliases at each of four levels: 619 bytes were once answered with 18 MB. */
const NESTED = `{ __schema { ${repeat(2, (a) => `a${a}: types { ${repeat(2, (b) => `b${b}: fields { ${repeat(2, (c) => `c${c}: type { ${repeat(2, (d) => `d${d}: fields { name description }`)} }`)} }`)} }`)} } }`;
const CODE_401 = '"code":"UNAUTHENTICATED"';

describe('introspection', () => {
  it('requires authentication, with a clear error, while `__typename` is public', async () => {
    for (const query of [
      '{ __schema { description } }',
      '{ ...A } fragment A on Query { __type(name: "Call") { name } }',
    ]) {
      const { status, text } = await target.post('/graphql', { query });
      expect([status, text]).toEqual([401, expect.stringContaining(CODE_401)]);
      expect(text).toContain('Sign in');
    }
    expect(await target.ask('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
  });

  it.each([
    ['the usual one', getIntrospectionQuery()],
    [
      'with everything',
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
  ])('is told to tools that are signed in, also to an agent’s: %s', async (_what, query) => {
    for (const slot of ['a', 'jane']) {
      const { data } = await app.graphql<{ __schema: { types: unknown[] } }>(query, {}, { slot });
      expect(data!.__schema.types.length).toBeGreaterThan(100);
    }
    const { received, stop } = await subscribe<object>(app.url, { query, cookie: owner.cookie });
    await waitFor(() => received.length > 0);
    stop();
  });

  it.each([
    ['nested aliases', NESTED],
    [
      'fields of types of fields',
      `{ __schema { ${repeat(5, (n) => `a${n}: types { fields { type { fields { name description type { name kind } args { name } } } } }`)} } }`,
    ],
    [
      'fifty times all types',
      `{ __schema { ${repeat(50, (n) => `a${n}: types { ...T }`)} } } fragment T on __Type { name description fields { name description type { name } } }`,
    ],
    [
      'all of the largest type',
      `{ ${repeat(20, (n) => `a${n}: __type(name: "Mutation") { ...T }`)} } fragment T on __Type { x: fields { ...F } y: fields { ...F } z: fields { ...F } } fragment F on __Field { name description type { ofType { fields { name description type { name kind } args { name type { name } } } } } }`,
    ],
  ])('weighs: %s', async (_what, query) => {
    const { status, text, took } = await target.post('/graphql', { query }, owner);
    expect([status, text]).toEqual([400, expect.stringMatching(/would cost \d+/)]);
    expect(took).toBeLessThan(1_000);
  });
});

it('a response of many megabytes is not sent, over HTTP or over a socket', async () => {
  const query = `{ ${repeat(16, (n) => `p${n}: preset(applicationId: "${demo.id}", kind: CUSTOM) { ncco a: ncco b: ncco }`)} }`;
  const { status, text } = await target.post('/graphql', { query }, owner);
  expect([status, text]).toEqual([400, expect.stringContaining('larger than 4 MB')]);
  const { refused, stop } = await subscribe(app.url, { query, cookie: owner.cookie });
  await waitFor(() => refused.length > 0);
  expect(JSON.stringify(refused)).toContain('"rule":"largeReply"');
  stop();
});

describe('lists', () => {
  const CALLS = `query ($status: [CallStatus!]) { ${repeat(20, (n) => `a${n}: calls(applicationId: "x", status: $status) { nodes { id } }`)} }`;

  it.each([73_000, 50_000, 1_001])('of %i values are refused, and not logged', async (count) => {
    const variables = { status: Array.from({ length: count }, () => 'RINGING') };
    const { status, text } = await target.post('/graphql', { query: CALLS, variables }, owner);
    expect([status, text.length < 1_000]).toEqual([count > 60_000 ? 413 : 400, true]);
    expect(logged.join('').length).toBeLessThan(100_000);
  });

  it('count by their length, for each use', async () => {
    const variables = { status: Array.from({ length: 1_000 }, () => 'RINGING') };
    const { status, text } = await target.post('/graphql', { query: CALLS, variables }, owner);
    expect([status, text]).toEqual([400, expect.stringMatching(/would cost 4\d{4}\b/)]);
  });

  it('of objects with lists are counted too', async () => {
    const names = Array.from({ length: 900 }, (_, n) => ({
      name: `user-${n}`,
      x: Array.from({ length: 30 }, () => 1),
    }));
    const query =
      'mutation ($id: ID!, $input: [CreateUserInput!]!) { createUsers(applicationId: $id, input: $input) { outcome } }';
    expect((await target.ask(query, owner, { id: demo.id, input: names })).status).toBe(400);
  });
});

describe('documents', () => {
  it.each([
    [
      'a hundred fragments',
      `{ ${repeat(100, (n) => `...F${n}`)} } ${repeat(100, (n) => `fragment F${n} on Query { viewer { id } }`)}`,
      /50 fragments/,
    ],
    ['a fragment named 200 times', `{ viewer { ${'...F '.repeat(200)} } } fragment F on Viewer { id }`, /150 times/],
    ['1400 times a field that is not there', `{ viewer { ${'nothing '.repeat(1_400)} } }`, /Validation aborted/],
    ['a variable of 400 kB of a wrong type', null, /invalid value/],
  ])('%s: refused at once, in few words', async (_what, text, why) => {
    const query = text ?? 'query ($first: Int) { applications(first: $first) { nodes { id } } }';
    const variables = text === null ? { first: 'x'.repeat(400_000) } : {};
    const reply = await target.post('/graphql', { query, variables }, owner);
    expect([reply.status, reply.text]).toEqual([400, expect.stringMatching(why)]);
    expect(reply.text.length).toBeLessThan(20_000);
    expect(reply.took).toBeLessThan(1_000);
    expect(logged.join('').length).toBeLessThan(20_000);
  });
});
