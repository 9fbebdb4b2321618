import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../server/app.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { createTarget, type Reply } from './target.js';

/** Of a person a minute; strangers have a tenth. */
const ALLOWED = 150;

let app: TestApp;
let demo: SeededApplication;
let target: ReturnType<typeof createTarget>;
beforeAll(async () => {
  const env = { TRUST_PROXY: '1', REQUESTS_PER_MINUTE: String(ALLOWED) };
  app = await createTestApp({ env });
  const made = await (await app.connectAccount()).createApplication();
  await made.addUser('Jane');
  for (const name of ['Jane', 'Joe', 'Amy']) await made.signInAgent(name, name.toLowerCase());
  demo = made;
  target = createTarget(app);
});
afterAll(() => app?.close());

const COLLEAGUES = () => ({ query: `{ colleagues(applicationId: "${demo.id}") { name } }` });
const as = (slot: string) => ({ cookie: app.cookie(slot)!, 'x-denwaban-slot': slot });
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }';
const guess = (name: string, password = 'not it') => ({ query: SIGN_IN, variables: { input: { name, password } } });

const times = (count: number, ask: () => Promise<Reply>) => Promise.all(Array.from({ length: count }, ask));
/** How many were refused for coming too often, and that each of them was told when to come again. */
function refusedOf(replies: Reply[]): number {
  const refused = replies.filter(({ status }) => status === 429);
  for (const reply of refused) isLimit(reply);
  return refused.length;
}
const isLimit = (reply: Reply) => {
  expect(reply.status).toBe(429);
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(reply.text).toContain('"code":"LIMIT"');
};

describe('tells clients that exceed the limit when to retry', () => {
  it('limits a person from any address, and serves others', async () => {
    expect(refusedOf(await times(ALLOWED + 10, () => target.post('/graphql', COLLEAGUES(), as('jane'))))).toBe(10);
    expect((await target.post('/graphql', COLLEAGUES(), as('joe'))).status).toBe(200);
  });

  it('limits the same person over a socket', async () => {
    const { received, refused, stop } = await target.subscribe(COLLEAGUES().query, app.cookie('amy')!, 'amy');
    await waitFor(() => received.length > 0);
    stop();
    expect(refused).toEqual([]);
    const crowded = target.subscribe(COLLEAGUES().query, app.cookie('jane')!, 'jane');
    await expect(crowded).rejects.toMatchObject({ code: 1013, reason: expect.stringContaining('Too many requests') });
  });

  it('limits an unauthenticated client, and serves other addresses', async () => {
    const from = target.elsewhere();
    const ask = () => target.post('/graphql', { query: '{ viewer { id } }' }, {}, from);
    expect(refusedOf(await times(ALLOWED / 10 + 10, ask))).toBe(10);
    expect((await target.post('/graphql', { query: '{ viewer { id } }' })).status).toBe(200);
  });

  it('limits an address that requests too many tokens or tries too many keys', async () => {
    const ask = (key: string) => ({ mobile_api_key: key, user_name: 'Jane' });
    const office = target.elsewhere();
    const replies = await times(ALLOWED + 10, () => target.post('/api/jwt', ask(demo.mobileApiKey), {}, office));
    expect(refusedOf(replies)).toBe(10);

    const guesser = target.elsewhere();
    let key = 0;
    const offer = () => {
      key += 1;
      return target.post('/api/jwt', ask(`guess-${key}`), {}, guesser);
    };
    for (let n = 0; n < 20; n += 1) expect((await offer()).status).toBe(401);
    isLimit(await offer());
    isLimit(await target.post('/api/jwt', ask(demo.mobileApiKey), {}, guesser));
    expect((await target.post('/api/jwt', ask(demo.mobileApiKey))).status).toBe(200);
  });

  it('locks out password guessing, while the right person can sign in', async () => {
    const { password } = await app
      .ask<{ createMember: { password: string } }>(
        `mutation { createMember(input: { name: "ann", displayName: "Ann", role: SUPERVISOR }) { password } }`,
      )
      .then(({ createMember }) => createMember);
    const from = target.elsewhere();
    for (let n = 0; n < 10; n += 1) expect((await target.post('/graphql', guess('ann'), {}, from)).status).toBe(200);
    isLimit(await target.post('/graphql', guess('ann', password), {}, from));
    const own = await target.post('/graphql', guess('ann', password));
    expect(own.text).toContain('"data":{"signIn"');
  });
});

it('answers calls from an address that is locked out everywhere else', async () => {
  const vonage = createSender({ url: app.url, ...app.simulator.credentials, vonageId: demo.vonageId });
  const from = target.elsewhere();
  await times(30, () => target.post('/graphql', guess('jane'), {}, from));
  let call = 0;
  const answers = await times(100, () => {
    call += 1;
    const body = JSON.stringify({ to: '447700900123', from: '447700900001', uuid: `call-${call}` });
    const headers = { authorization: `Bearer ${vonage.token(body)}` };
    return target.post(`/webhooks/${demo.id}/answer`, body, headers, from);
  });
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

it('takes the same time for an unknown name and for a nearly correct key', async () => {
  const median = (took: number[]) => took.toSorted((left, right) => left - right)[Math.floor(took.length / 2)]!;
  const ratio = async (left: () => Promise<Reply>, right: () => Promise<Reply>) => {
    const [one, other]: [number[], number[]] = [[], []];
    for (let n = 0; n < 15; n += 1) {
      one.push((await left()).took);
      other.push((await right()).took);
    }
    return median(one) / median(other);
  };
  const ofNames = await ratio(
    () => target.post('/graphql', guess('joe')),
    () => target.post('/graphql', guess('nobody-at-all')),
  );
  const key = (mobile_api_key: string) => () => target.post('/api/jwt', { mobile_api_key, user_name: 'Jane' });
  const ofKeys = await ratio(key(`${demo.mobileApiKey.slice(0, -1)}!`), key(`!${demo.mobileApiKey.slice(1)}`));
  for (const found of [ofNames, ofKeys]) {
    expect(found).toBeGreaterThan(0.4);
    expect(found).toBeLessThan(2.5);
  }
});

it('ends slow operations with a clear error', async () => {
  const { services, config } = app.servers[0]!;
  const log = pino({ level: 'silent' });
  const impatient = await buildApp({ services, config, log, simulator: () => null, longestMs: 100 });
  await app.fault({ path: '/number/search', delay_ms: 5_000, times: 1 });
  const payload = { query: '{ availableNumbers(country: "GB") { totalCount } }' };
  const reply = await impatient.inject({ method: 'POST', url: '/graphql', headers: as('a'), payload });
  await app.clearFaults();
  await impatient.close();
  expect(reply.statusCode).toBe(503);
  expect(reply.json()).toEqual({
    errors: [{ message: expect.stringContaining('takes too long'), extensions: { code: 'UNAVAILABLE', rule: 'slow' } }],
  });
});
