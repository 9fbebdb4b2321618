import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const WARNINGS = '{ securityWarnings { rule detail } }';

interface Logged {
  level: number;
  rule?: string;
  msg: string;
}

/** Of the log: the warnings about this installation. */
function listen() {
  const lines: Logged[] = [];
  return {
    logged: (line: string) => lines.push(JSON.parse(line) as Logged),
    of: (rule: string) => lines.filter((line) => line.level === 40 && line.rule === rule),
  };
}

const rulesOf = async (app: TestApp) =>
  (await app.ask<{ securityWarnings: { rule: string }[] }>(WARNINGS)).securityWarnings.map(({ rule }) => rule);

describe('a default installation', () => {
  let app: TestApp;
  const log = listen();
  beforeAll(async () => {
    app = await createTestApp({ logged: log.logged });
    await app.connectAccount();
  });
  afterAll(() => app?.close());

  const ask = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    app.servers[0]!.app.inject({ url: '/healthz', headers: { host: 'localhost:4000', ...headers }, remoteAddress });

  /** Sessions may have expired in the meantime. */
  async function aDayLater(): Promise<void> {
    app.clock.advance(25 * 3600 * 1000);
    await app.connectAccount();
  }

  it('warns of nothing', async () => {
    await ask({ origin: 'http://localhost:4000', 'sec-fetch-site': 'same-origin' });
    expect(await rulesOf(app)).toEqual([]);
  });

  it('ignores proxy headers from a public address', async () => {
    await ask({ 'x-forwarded-for': '198.51.100.1' }, '203.0.113.7');
    expect(await rulesOf(app)).toEqual([]);
  });

  it.each(['x-forwarded-for', 'x-real-ip', 'forwarded'])(
    'warns of a proxy that says by %s for whom it asks, once in the log and on every look',
    async (header) => {
      for (let times = 0; times < 3; times++) await ask({ [header]: '198.51.100.1' }, '::ffff:10.0.0.5');
      expect(await app.ask(WARNINGS)).toEqual({
        securityWarnings: [{ rule: 'forwardedHeaders', detail: '10.0.0.5' }],
      });
      expect(log.of('forwardedHeaders')).toEqual([
        expect.objectContaining({ msg: expect.stringContaining('TRUST_PROXY to 10.0.0.5') }),
      ]);
    },
  );

  it('stops warning a day after it was last seen', async () => {
    await aDayLater();
    expect(await rulesOf(app)).toEqual([]);
  });

  it.each([
    ['a proxy that leaves the name as it is', { host: 'calls.example' }],
    [
      'a proxy that rewrites the name and leaves no other trace',
      { origin: 'https://calls.example', 'sec-fetch-site': 'same-origin' },
    ],
  ])('warns of %s', async (_what, headers) => {
    await aDayLater();
    await ask(headers);
    expect(await app.ask(WARNINGS)).toEqual({ securityWarnings: [{ rule: 'otherName', detail: 'calls.example' }] });
    expect(log.of('otherName')).toHaveLength(1);
  });

  it('shows warnings to admins only', async () => {
    const { createApplication } = await app.connectAccount();
    const application = await createApplication();
    await application.addUser('Jane');
    await application.signInAgent('Jane', 'jane');
    expect((await app.refused(WARNINGS, {}, { slot: 'jane' })).extensions.code).toBe('FORBIDDEN');
  });
});

it('logs all weak settings at startup', async () => {
  const log = listen();
  const env = {
    WEBHOOK_SIGNATURES: 'off',
    PUBLIC_URL: 'http://calls.example',
    NODE_ENV: 'production',
    SIMULATOR: 'on',
  };
  const app = await createTestApp({ env, logged: log.logged });
  const weak = ['signaturesOff', 'publicUrlNotHttps', 'simulatorInProduction'];
  for (const rule of weak) expect(log.of(rule)).toHaveLength(1);
  await app.connectAccount({}, 'CLOUD');
  expect(await rulesOf(app)).toEqual([...weak, 'signatureSecretUnknown', 'ownerSecondFactor']);
  await app.close();
});

it('does not warn about a trusted proxy', async () => {
  const app = await createTestApp({ env: { TRUST_PROXY: '1' } });
  await app.connectAccount();
  await fetch(`${app.url}/healthz`, { headers: { 'x-forwarded-for': '198.51.100.1' } });
  expect(await rulesOf(app)).toEqual([]);
  await app.close();
});
