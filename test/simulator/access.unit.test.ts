import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationKeys, startSimulator, type TestSimulator } from '../helpers/simulator.js';

let simulator: TestSimulator;
let application: ApplicationKeys;
beforeAll(async () => {
  simulator = await startSimulator();
  application = await simulator.createApplication();
});
afterAll(() => simulator.close());

const base64 = (text: string) => Buffer.from(text).toString('base64url');
const now = Math.floor(Date.now() / 1000);
const users = (authorization: string | null) => simulator.request('/v1/users', { authorization });
const acl = (path: string, rule: object = {}) => ({ acl: { paths: { [path]: rule } } });

describe("an application's token", () => {
  it.each([
    ['says all that it should', {}],
    ['has no exp and is younger than 15 minutes', { iat: now - 800, exp: undefined }],
    ['lives 24 hours', { iat: now, exp: now + 86_400 }],
    ['has an ACL that covers the path', acl('/*/users/**')],
    ['has an ACL for the method', acl('/v1/users', { methods: ['GET'] })],
  ])('is taken when it %s', async (_what, claims) => {
    expect(await users(simulator.bearer(application, claims))).toMatchObject({ status: 200 });
  });

  it.each([
    ['has expired', { exp: now - 1 }, 'system:error:expired-token'],
    ['has no exp and is older than 15 minutes', { iat: now - 901, exp: undefined }, 'system:error:expired-token'],
    ['lives longer than 24 hours', { iat: now, exp: now + 86_401 }, 'system:error:invalid-token'],
    ['was made in the future', { iat: now + 600, exp: now + 700 }, 'system:error:invalid-token'],
    ['does not say when it was made', { iat: undefined }, 'system:error:invalid-token'],
    ['has an exp that is text', { exp: String(now + 60) }, 'system:error:invalid-token'],
    ['has no jti', { jti: undefined }, 'system:error:invalid-token'],
    ['is of an unknown application', { application_id: 'nobody' }, 'system:error:invalid-token'],
    ['is not valid yet', { nbf: now + 600 }, 'system:error:invalid-token'],
    ['has an ACL for something else', acl('/*/conversations/**'), 'system:error:permission'],
    ['has an ACL for other methods', acl('/*/users/**', { methods: ['POST'] }), 'system:error:permission'],
    ['has a sub that is no name', { sub: 7 }, 'user:error:invalid-user-token'],
    ['has a sub that is empty', { sub: '' }, 'user:error:invalid-user-token'],
  ])('is refused when it %s', async (_what, claims, code) => {
    expect(await users(simulator.bearer(application, claims))).toMatchObject({
      status: 401,
      body: { code, type: `https://developer.vonage.com/api/conversation#${code}`, detail: expect.any(String) },
    });
  });

  it('is refused if missing, malformed, unsigned, or signed with another algorithm', async () => {
    const claims = { application_id: application.id, iat: now, exp: now + 60, jti: 'x' };
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(await users(null)).toMatchObject({ status: 401, body: { code: 'system:error:missing-token' } });
    for (const token of [
      'nonsense',
      `${base64('{"alg":"RS256","typ":"JWT"}')}.${base64('nonsense')}.x`,
      jwt.sign(claims, null, { algorithm: 'none' }),
      jwt.sign(claims, privateKey, { algorithm: 'RS256' }),
      jwt.sign(claims, application.privateKey, { algorithm: 'RS512' }),
      jwt.sign(claims, simulator.cloud.applications.get(application.id)!.publicKey.slice(0, 64), {
        algorithm: 'HS256',
      }),
    ]) {
      expect(await users(`Bearer ${token}`)).toMatchObject({
        status: 401,
        body: { code: 'system:error:invalid-token' },
      });
    }
  });

  it('of a user can read users but not create them', async () => {
    const token = simulator.bearer(application, { sub: 'alice', ...acl('/*/users/**') });
    expect(await users(token)).toMatchObject({ status: 200 });
    const made = await simulator.request('/v1/users', { authorization: token, body: { name: 'bob' } });
    expect(made).toMatchObject({ status: 401, body: { code: 'system:error:permission' } });
  });

  it('downloads the recordings of its own application, for 30 days', async () => {
    const id = await simulator.addFile(application, 'RIFF');
    const get = async (keys: ApplicationKeys) =>
      simulator.request(`/v1/files/${id}`, { authorization: simulator.bearer(keys) });
    const other = await simulator.createApplication('Other');
    expect(await get(application)).toMatchObject({ status: 200, body: 'RIFF' });
    expect(await get(other)).toMatchObject({ status: 404, body: { code: 'file:error:not-found' } });
    await simulator.request('/simulator/clock', { body: { advance_ms: 31 * 86_400_000 } });
    expect(await get(application)).toMatchObject({ status: 404 });
  });
});
