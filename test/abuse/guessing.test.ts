import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { createTarget } from './target.js';

const WHO = '{ viewer { role } }';
const SIGN_IN = 'mutation ($input: VonageSignInInput!) { signInWithVonage(input: $input) { role } }';
/** Different wrong keys from one place. */
const ALLOWED = 20;

let app: TestApp;
let target: ReturnType<typeof createTarget>;
let apiKey: string;
beforeAll(async () => {
  app = await createTestApp({ env: { TRUST_PROXY: '1' } });
  await (await app.connectAccount()).createApplication();
  target = createTarget(app);
  const create = 'mutation { createApiKey(input: { name: "CRM", scopes: [CALLS_READ] }) { key } }';
  apiKey = (await app.ask<{ createApiKey: { key: string } }>(create)).createApiKey.key;
});
afterAll(() => app?.close());

type Asking = { query: string; variables?: object; authorization?: string };
const account = () => {
  const { apiKey, apiSecret, signatureSecret } = app.simulator.credentials;
  return { apiKey, apiSecret, signatureSecret };
};
const basic = (secret: string) => `Basic ${Buffer.from(`${account().apiKey}:${secret}`).toString('base64')}`;

/** Where keys are tried, how one asks with a key, and the right one. */
const DOORS: [what: string, ask: (key: string) => Asking, right: () => string][] = [
  ['API keys', (key) => ({ query: WHO, authorization: `Bearer ${key}` }), () => apiKey],
  ['secrets of the account', (key) => ({ query: WHO, authorization: basic(key) }), () => account().apiSecret],
  [
    'secrets on the sign-in page',
    (key) => ({ query: SIGN_IN, variables: { input: { kind: 'SIMULATOR', ...account(), apiSecret: key } } }),
    () => account().apiSecret,
  ],
];

describe('locks out an address that tries many different keys, even with invented X-Forwarded-For headers', () => {
  it.each(DOORS)('%s', async (_what, ask, right) => {
    const offer = (key: string, from: string) => {
      const { authorization, ...asked } = ask(key);
      // The trusted proxy appends the last address; the ones before it came with the request.
      return target.post('/graphql', asked, authorization ? { authorization } : {}, `${target.elsewhere()}, ${from}`);
    };
    const place = target.elsewhere();
    const wrong = (n: number) => `${right().slice(0, -4)}${1000 + n}`;
    for (let n = 0; n < ALLOWED; n += 1) expect((await offer(wrong(n), place)).text).not.toMatch(/LIMIT|"ADMIN"/);
    for (const key of [wrong(ALLOWED), right()]) {
      const refused = await offer(key, place);
      expect({ status: refused.status, text: refused.text }).toEqual({
        status: 429,
        text: expect.stringContaining('"rule":"keys"'),
      });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await offer(right(), target.elsewhere())).text).toContain('"ADMIN"');
  });
});

describe('checks two hundred different wrong keys in parallel as often as twenty in sequence', () => {
  it.each([
    ...DOORS,
    [
      'keys of mobile apps',
      (key) => ({ path: '/api/jwt', body: { mobile_api_key: key, user_name: 'Jane' } }),
      () => 'no key of any application',
    ] as [string, (key: string) => Asking & { path?: string; body?: object }, () => string],
  ])('%s', async (_what, ask, right) => {
    const place = target.elsewhere();
    const all = Array.from({ length: 200 }, (_, n) => {
      const {
        authorization,
        path = '/graphql',
        body,
        ...asked
      } = ask(`${right().slice(0, -4)}${1000 + n}`) as Asking & {
        path?: string;
        body?: object;
      };
      return target.post(path, body ?? asked, authorization ? { authorization } : {}, place);
    });
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 429)).toHaveLength(ALLOWED);
  });
});
