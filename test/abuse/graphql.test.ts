import jwt from 'jsonwebtoken';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { sessions } from '../../server/accounts/accounts.table.js';
import { randomSecret } from '../../server/ids.js';
import { sha256 } from '../../server/secrets.js';
import { operationsByKind } from '../helpers/operations.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { createTarget } from './target.js';

let app: TestApp;
let demo: SeededApplication;
let target: ReturnType<typeof createTarget>;
let owner: { cookie: string };
beforeAll(async () => {
  app = await createTestApp({ env: { TRUST_PROXY: '1' } });
  const account = await app.connectAccount();
  const made = await account.createApplication();
  await made.addUser('Jane');
  await made.signInAgent('Jane', 'jane');
  demo = made;
  target = createTarget(app);
  owner = { cookie: app.cookie('a')! };
});
afterAll(() => app?.close());
beforeEach(() => target.mark());
afterEach(() => target.isUnharmed());

const WHO = '{ viewer { role } members { id } }';
const NOBODY = { status: 200, data: null, code: 'UNAUTHENTICATED' };

describe('a session cookie is refused', () => {
  const cookie = (token: string, slot = 'a') => ({ cookie: `dw_${slot}=${token}`, 'x-denwaban-slot': slot });
  const own = () => owner.cookie.split('=')[1]!;

  it('that is unknown, truncated or extended', async () => {
    for (const token of [randomSecret(), own().slice(0, -1), `${own()}x`, '', '__proto__', "' or 1=1 --"]) {
      expect(await target.ask(WHO, cookie(token))).toMatchObject(NOBODY);
    }
  });

  it('that has expired', async () => {
    const [token, now] = [randomSecret(), app.clock.now()];
    const [{ memberId }] = (await app.db.select().from(sessions)) as [typeof sessions.$inferSelect];
    const row = { idHash: sha256(token), memberId, slot: 'a', address: '::1', createdAt: now, lastSeenAt: now };
    await app.db.insert(sessions).values({ ...row, expiresAt: now });
    await target.mark();
    expect(await target.ask(WHO, cookie(token))).toMatchObject(NOBODY);
  });

  it('that was signed out', async () => {
    await app.connectAccount({ slot: 'gone' });
    const token = app.cookie('gone')!.split('=')[1]!;
    expect(await target.ask(WHO, cookie(token, 'gone'))).toMatchObject({ code: 'allowed' });
    await app.ask('mutation { signOut }', {}, { slot: 'gone' });
    await target.mark();
    expect(await target.ask(WHO, cookie(token, 'gone'))).toMatchObject(NOBODY);
  });

  it('in another slot than its own', async () => {
    expect(await target.ask(WHO, cookie(own(), 'b'))).toMatchObject(NOBODY);
    expect(await target.ask(WHO, { ...owner, 'x-denwaban-slot': 'b' })).toMatchObject(NOBODY);
  });
});

describe('a key is refused', () => {
  it.each([
    ['an API key that was never made', `Bearer dwk_${'0'.repeat(32)}_${'x'.repeat(43)}`],
    ['a token without signature', `Bearer ${jwt.sign({ role: 'admin' }, '', { algorithm: 'none' })}`],
    ['a token of somebody’s making', `Bearer ${jwt.sign({ role: 'admin' }, 'secret')}`],
    ['a wrong key and secret', `Basic ${Buffer.from('key:secret').toString('base64')}`],
    ['nonsense', 'Basic !!!'],
    ['8000 letters', `Bearer ${'a'.repeat(8000)}`],
  ])('%s', async (_what, authorization) => {
    const { status, code, data } = await target.ask(WHO, { authorization });
    expect({ code, data }).toEqual({ code: 'UNAUTHENTICATED', data: null });
    expect([200, 401]).toContain(status);
  });

  it('if it is an unknown mobile key', async () => {
    for (const key of ['guess', `${demo.mobileApiKey}x`, demo.mobileApiKey.slice(1), '__proto__', '"}]']) {
      const reply = await target.post('/api/jwt', { mobile_api_key: key, user_name: 'Jane' });
      expect(reply.status).toBe(401);
    }
  });
});

describe('a page of another site', () => {
  /** Behind https the cookie has another name. */
  const both = () => ({ ...owner, cookie: `${owner.cookie}; __Host-${owner.cookie}` });
  const query = 'mutation { reset(input: { confirm: "reset" }) { id } }';

  it.each([
    ['text/plain', JSON.stringify({ query })],
    ['application/x-www-form-urlencoded', new URLSearchParams({ query }).toString()],
    ['multipart/form-data; boundary=x', `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${query}\r\n--x--`],
    ['', JSON.stringify({ query })],
  ])('changes nothing by a form of type %s', async (type, body) => {
    const headers = { ...both(), origin: 'https://evil.example', ...(type && { 'content-type': type }) };
    const reply = await target.send('/graphql', { method: 'POST', headers, body: Buffer.from(body) });
    expect([400, 403, 415]).toContain(reply.status);
  });

  it('cannot change or read anything with a link', async () => {
    const url = (text: string) => `/graphql?query=${encodeURIComponent(text)}`;
    expect((await target.send(url(query), { headers: both() })).status).toBe(400);
    expect((await target.send(url(WHO), { headers: both() })).status).toBe(400);
    const asOurs = { ...both(), 'apollo-require-preflight': 'yes' };
    expect((await target.send(url(query), { headers: asOurs })).status).toBe(405);
  });

  it('cannot read responses, because CORS forbids it', async () => {
    const headers = { ...both(), origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const preflight = await target.send('/graphql', { method: 'OPTIONS', headers });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['https://evil.example', 'null', 'file://', 'http://localhost.evil.example'])(
    'opens no socket: %s',
    async (origin) => {
      const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        headers: { ...both(), origin },
      });
      const ended = new Promise<number>((resolve) => {
        socket.on('close', (code) => resolve(code));
      });
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { slot: 'a' } })));
      expect(await ended).toBe(4403);
    },
  );
});

const repeat = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');

/** Documents that would cost more than they look, and what each is refused for: of several limits, its own. */
const HOSTILE: [what: string, query: string, why: RegExp][] = [
  ['10 000 aliases', `{ ${repeat(10_000, (n) => `a${n}: viewer { id }`)} }`, /more that 1500 tokens/],
  ['a hundred aliases of one field', `{ viewer { ${repeat(100, (n) => `a${n}: id`)} } }`, /50 aliases/],
  ['more than twenty questions', `{ ${repeat(21, (n) => `a${n}: viewer { id }`)} }`, /20 things at once/],
  ['hundreds of levels', `{ ${'a { '.repeat(300)} id ${'} '.repeat(300)} }`, /10 deep/],
  ['a thousand levels', `{ ${'a { '.repeat(1000)} id ${'} '.repeat(1000)} }`, /more that 1500 tokens/],
  ['brackets without end', `{ viewer(a: ${'['.repeat(90_000)}`, /more that 1500 tokens/],
  ['braces without end', '{ a '.repeat(20_000), /more that 1500 tokens/],
  ['a fragment in itself', '{ ...A } fragment A on Query { viewer { id } ...A }', /Cannot spread/],
  ['fragments in each other', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', /Cannot spread/],
  [
    'fragments that double 45 times',
    `{ ...F0 } ${repeat(45, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F45 on Query { viewer { id } }`,
    /20 things at once/,
  ],
  [
    'fragments of one thing that double 45 times',
    `{ viewer { ...F0 } } ${repeat(45, (n) => `fragment F${n} on Viewer { ...F${n + 1} ...F${n + 1} }`)} fragment F45 on Viewer { id }`,
    /would cost/,
  ],
  ['a directive on sixty fields', `{ viewer { ${repeat(60, () => 'id @include(if: true)')} } }`, /50 directives/],
  ['an unknown directive 300 times', `{ viewer ${'@x '.repeat(300)} { id } }`, /50 directives/],
  [
    'lists in lists',
    '{ applications(first: 100) { nodes { numbers { application { numbers { application { presets { ncco versions { ncco } } } } } } } } }',
    /would cost \d+/,
  ],
  ['nothing', '', /non-empty `query`|Unexpected <EOF>/],
];

describe('a hostile document is refused immediately, with the reason', () => {
  it.each(HOSTILE)('%s', async (_what, query, why) => {
    const reply = await target.post('/graphql', { query }, owner);
    expect(reply.status).toBe(400);
    expect(reply.text).toMatch(/"code":"(GRAPHQL_\w+|BAD_REQUEST)"/);
    expect(reply.text).toMatch(why);
    expect(reply.text.length).toBeLessThan(20_000);
  });

  it.each(HOSTILE.filter(([, query]) => query.length > 0 && query.length < 95_000))(
    'over a socket: %s',
    async (_what, query, why) => {
      const { received, refused, stop } = await target.subscribe(query, owner.cookie);
      await waitFor(() => received.length + refused.length > 0);
      expect({ received, refused: JSON.stringify(refused) }).toEqual({
        received: [],
        refused: expect.stringMatching(why),
      });
      stop();
    },
  );

  it('a hundred in one request', async () => {
    const batch = Array.from({ length: 100 }, () => ({ query: WHO }));
    expect((await target.post('/graphql', batch, owner)).status).toBe(400);
  });

  it('a page longer than a hundred, or shorter than none', async () => {
    for (const first of [101, 1_000_000, -1, 2 ** 31]) {
      const { code } = await target.ask(`{ applications(first: ${first}) { nodes { id } } }`, owner);
      expect(code).toMatch(/BAD_INPUT|GRAPHQL_VALIDATION_FAILED/);
    }
  });
});

describe('a hostile value', () => {
  it('with SQL is treated as text in every filter', async () => {
    for (const text of ["'; drop table members; --", "' or '1'='1", '%\\$1\u0000']) {
      const { query } = operationsByKind((name) => (name === 'applicationId' ? demo.id : text), 0);
      const asked = query.map(async ({ name, text: operation }) => [name, (await target.ask(operation, owner)).code]);
      const stumbled = (await Promise.all(asked)).filter(([, code]) => /INTERNAL|UNAVAILABLE/.test(code!));
      expect(stumbled).toEqual([]);
    }
  });

  it('__proto__ in an NCCO is refused, as JSON and as a literal', async () => {
    const save = (ncco: string) =>
      `mutation { savePreset(applicationId: "${demo.id}", kind: CUSTOM, input: { basedOn: 0, ncco: ${ncco} }) { version } }`;
    const literal = await target.ask(save('[{ action: "talk", text: "x", __proto__: { polluted: true } }]'), owner);
    expect(literal.code).toBe('INVALID_NCCO');
    const json = '{"query":"{ viewer { id } }","variables":{"ncco":[{"__proto__":{"polluted":true}}]}}';
    expect((await target.post('/graphql', json, owner)).status).toBe(400);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('with a line break or a quote is refused as a number to call', async () => {
    for (const number of ['447700900123\r\nX: y', '447700900123"}]', '+44 7700 900123; drop']) {
      const query = `mutation { transferCall(legUuid: "x", target: { number: ${JSON.stringify(number)} }) { id } }`;
      expect((await target.ask(query, owner)).code).toMatch(/BAD_INPUT|NOT_FOUND/);
      const input = `{ applicationId: "${demo.id}", kind: OUTBOUND, to: ${JSON.stringify(number)} }`;
      const preview = await target.ask(`{ previewAnswer(input: ${input}) { ncco } }`, owner);
      expect(JSON.stringify(preview.data.previewAnswer.ncco)).not.toMatch(/X: y|drop|\}\]"/);
    }
  });

  it('of a megabyte is not parsed, and a password of 300 000 letters is not hashed', async () => {
    const signIn = (password: string) =>
      target.post('/graphql', {
        query: 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }',
        variables: { input: { name: 'jane', password } },
      });
    expect((await signIn('x'.repeat(1_000_000))).status).toBe(413);
    const long = await signIn('x'.repeat(300_000));
    expect(long.text).toContain('"rule":"tooLong"');
    expect(long.text.length).toBeLessThan(1000);
    expect((await target.post('/api/jwt', { mobile_api_key: 'x'.repeat(1_000_000), user_name: 'Jane' })).status).toBe(
      413,
    );
  });
});
