import { createHash, createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { createTarget } from './target.js';

const DOORS = ['answer', 'fallback', 'event', 'dtmf', 'recording'];

let app: TestApp;
let demo: SeededApplication;
let other: SeededApplication;
let vonage: ReturnType<typeof createSender>;
let target: ReturnType<typeof createTarget>;
beforeAll(async () => {
  app = await createTestApp({ env: { TRUST_PROXY: '1' } });
  const { createApplication } = await app.connectAccount();
  const made = await createApplication();
  await made.rentNumber();
  demo = made;
  other = await createApplication('Other');
  vonage = createSender({ url: app.url, ...app.simulator.credentials, vonageId: demo.vonageId });
  target = createTarget(app);
  // One signed webhook proves that Vonage signs and that the secret is right.
  expect((await vonage.post(door('event'), event())).status).toBe(200);
  await applied();
});
afterAll(() => app?.close());
beforeEach(() => target.mark());
afterEach(() => target.isWell());

const door = (name: string) => new URL(demo.eventUrl).pathname.replace(/event$/, name);
const event = () => JSON.stringify({ uuid: randomUUID(), conversation_uuid: `CON-${randomUUID()}`, status: 'started' });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Responses of each endpoint to a webhook from a separate address. */
const atEveryDoor = (headersOf: (body: string) => Record<string, string>, sent = event()) =>
  Promise.all(DOORS.map(async (name) => (await target.post(door(name), sent, headersOf(sent))).status));
const REFUSED = DOORS.map(() => 401);

/** Vonage's claims, with any signature. */
function forged(body: string, key: string | Buffer, options: jwt.SignOptions, applicationId = demo.vonageId) {
  const { apiKey } = app.simulator.credentials;
  const hash = createHash('sha256').update(body).digest('hex');
  const claims = {
    iss: 'Vonage',
    jti: randomUUID(),
    payload_hash: hash,
    api_key: apiKey,
    application_id: applicationId,
  };
  return jwt.sign(claims, key, options);
}

describe('a webhook is refused at every endpoint, and nothing is stored', () => {
  afterEach(() => target.isUnharmed());

  it('without a signature', async () => {
    expect(await atEveryDoor(() => ({}))).toEqual(DOORS.map(() => 503));
  });

  it('with the signature of another secret', async () => {
    expect(await atEveryDoor((body) => bearer(vonage.token(body, { secret: 'a guess' })))).toEqual(REFUSED);
  });

  it('with an expired signature', async () => {
    expect(await atEveryDoor((body) => bearer(vonage.token(body, { age: 24 * 3600_000 })))).toEqual(REFUSED);
  });

  it('with a body that was changed in transit', async () => {
    const signed = event();
    const changed = signed.replace('started', 'completed');
    expect(await atEveryDoor(() => bearer(vonage.token(signed)), changed)).toEqual(REFUSED);
  });

  it('with a token whose algorithm is none', async () => {
    expect(await atEveryDoor((body) => bearer(vonage.token(body, { algorithm: 'none' })))).toEqual(REFUSED);
  });

  it('with a token signed by the private key of an application', async () => {
    for (const { privateKey, vonageId } of [demo, other]) {
      const sign = (body: string) => bearer(forged(body, privateKey, { algorithm: 'RS256' }, vonageId));
      expect(await atEveryDoor(sign)).toEqual(REFUSED);
    }
  });

  it('with the public key used as a shared secret', async () => {
    const { application } = await app.ask<{ application: { publicKey: string } }>(
      `{ application(id: "${demo.id}") { publicKey } }`,
    );
    const secret = Buffer.from(application.publicKey);
    // jsonwebtoken refuses to sign so; an attacker does not ask it.
    expect(await atEveryDoor((body) => bearer(hmacByHand(body, secret)))).toEqual(REFUSED);
  });

  function hmacByHand(body: string, secret: Buffer): string {
    const [, claims] = forged(body, 'anything', { algorithm: 'HS256' }).split('.');
    const head = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url');
    const key = secret.toString('utf8');
    return vonageSigned(`${head}.${claims}`, key);
  }
  const vonageSigned = (text: string, key: string) =>
    `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;

  it('with an id that another payload has already used', async () => {
    const [first, second] = [event(), event()];
    const claims = { jti: randomUUID() };
    expect((await target.post(door('event'), first, bearer(vonage.token(first, { claims })))).status).toBe(200);
    await applied();
    await target.mark();
    expect(await atEveryDoor(() => bearer(vonage.token(second, { claims })), second)).toEqual(REFUSED);
  });
});

/** Until what was accepted has been folded into calls. */
const applied = () => waitFor(async () => app.services.calls.apply(demo.id).then(() => true));

it('a repeated webhook changes nothing, and gets the same response', async () => {
  const body = event();
  const token = bearer(vonage.token(body));
  expect((await target.post(door('event'), body, token)).status).toBe(200);
  await applied();
  await target.mark();
  for (let again = 0; again < 5; again += 1) expect((await target.post(door('event'), body, token)).status).toBe(200);
  await applied();
  await target.isUnharmed();
});

it('a sender that keeps failing gets 429 with a retry time, while valid webhooks from the same address are accepted', async () => {
  const from = target.elsewhere();
  const statuses = [];
  for (let n = 0; n < 30; n += 1) statuses.push(await target.post(door('answer'), event(), bearer('wrong'), from));
  expect(statuses.slice(0, 20).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 401));
  expect(statuses.at(-1)).toMatchObject({ status: 429 });
  expect(Number(statuses.at(-1)!.headers.get('retry-after'))).toBeGreaterThan(0);

  const body = event();
  expect((await target.post(door('event'), body, bearer(vonage.token(body)), from)).status).toBe(200);
});

it('the `to` of an agent’s app cannot change the structure of an NCCO or a header', async () => {
  const dial = async (to: string) => {
    const body = JSON.stringify({ to, from: 'Jane', from_user: 'Jane', uuid: randomUUID(), custom_data: { to } });
    const reply = await target.post(door('answer'), body, bearer(vonage.token(body)));
    expect(reply.headers.get('set-cookie')).toBeNull();
    return JSON.parse(reply.text);
  };
  const refusal = 'Sorry, this call cannot be connected. The number to call is not a phone number.';
  for (const to of [
    '447700900123\r\nSet-Cookie: a=b',
    '1"}],"x":[{"action":"hangup"',
    '447700900123"',
    '__proto__',
    'a'.repeat(10_000),
  ]) {
    expect(await dial(to)).toEqual([{ action: 'talk', text: refusal }]);
  }
  expect(await dial('+44 7700 900123')).toMatchObject([{}, { endpoint: [{ type: 'phone', number: '447700900123' }] }]);
});

it('__proto__ in custom_data does not pollute objects', async () => {
  const poison = '{"__proto__":{"to":"447700900123","polluted":true},"constructor":{"prototype":{"polluted":true}}}';
  const body = `{"from_user":"Jane","uuid":"${randomUUID()}","custom_data":${poison},"__proto__":{"to":"447700900123"}}`;
  const reply = await target.post(door('answer'), body, bearer(vonage.token(body)));
  const sentence = expect.stringContaining('The number to call is missing.');
  expect({ status: reply.status, ncco: JSON.parse(reply.text) }).toEqual({
    status: 200,
    ncco: [{ action: 'talk', text: sentence }],
  });
  await applied();
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('an unknown key pair is refused by the simulated cloud too', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  for (const key of [privateKey, other.privateKey]) {
    const claims = { application_id: demo.vonageId, jti: randomUUID() };
    const token = jwt.sign(claims, key, { algorithm: 'RS256', expiresIn: 900 });
    const reply = await fetch(`${app.simulator.url}/v1/users`, { headers: bearer(token) });
    expect(reply.status).toBe(401);
  }
});
