import { createPublicKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USER_ACL } from '../../server/tokens/mint-token.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const DAY = 24 * 3600;

interface Application {
  id: string;
  vonageId: string;
  publicKey: string;
  mobileApiKey: string;
}
type Reply = Record<'user_id' | 'user_name' | 'jwt' | 'expires_at', string> & { error?: string; code?: string };

let app: TestApp;
let demo: Application;
beforeAll(async () => {
  app = await createTestApp();
  await app.connectAccount();
});
afterAll(() => app.close());

async function createApplication(name: string): Promise<Application> {
  const { createApplication } = await app.ask<{ createApplication: Application }>(
    'mutation ($input: CreateApplicationInput!) { createApplication(input: $input) { id vonageId publicKey mobileApiKey } }',
    { input: { name } },
  );
  return createApplication;
}

async function post(body: unknown, type = 'application/json', method = 'POST') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'content-type': type };
  const response = await fetch(`${app.url}/api/jwt`, { method, headers, body: method === 'POST' ? text : undefined });
  const reply = (await response.json()) as Reply;
  return { status: response.status, headers: response.headers, reply };
}
const keyed = (user_name: unknown, more: object = {}) => ({ mobile_api_key: demo.mobileApiKey, user_name, ...more });

function claims(token: string, application: Application) {
  const key = createPublicKey(application.publicKey);
  return jwt.verify(token, key, { algorithms: ['RS256'], ignoreExpiration: true }) as jwt.JwtPayload;
}

describe('before there is an application', () => {
  it('says so with 503', async () => {
    const { status, reply } = await post({ mobile_api_key: 'any', user_name: 'Jane' });
    expect({ status, reply }).toEqual({
      status: 503,
      reply: { error: 'There is no application yet. Create one first.', code: 'UNAVAILABLE' },
    });
  });
});

describe('POST /api/jwt', () => {
  beforeAll(async () => {
    demo = await createApplication('Demo');
  });

  it('returns four strings to the guide’s client, with a token that signs its user in', async () => {
    const { status, reply, headers } = await post(keyed('Jane'));
    expect(status).toBe(200);
    expect(Object.keys(reply).sort()).toEqual(['expires_at', 'jwt', 'user_id', 'user_name']);
    expect(reply).toMatchObject({ user_id: expect.stringMatching(/^USR-/), user_name: 'Jane' });
    expect(reply.expires_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(headers.get('cache-control')).toBe('no-store');

    const token = claims(reply.jwt, demo);
    expect(token).toMatchObject({ sub: 'Jane', application_id: demo.vonageId, jti: expect.any(String) });
    expect(Object.keys(token).sort()).toEqual(['acl', 'application_id', 'exp', 'iat', 'jti', 'sub']);
    expect(token.acl).toEqual(USER_ACL);
    expect(token.exp! - token.iat!).toBe(DAY);
    expect(new Date(reply.expires_at).getTime()).toBe(token.exp! * 1000);
    expect(jwt.decode(reply.jwt, { complete: true })?.header).toEqual({ alg: 'RS256', typ: 'JWT' });
  });

  it('creates an unknown user, once', async () => {
    const replies = await Promise.all(Array.from({ length: 4 }, () => post(keyed('Newcomer'))));
    expect(new Set(replies.map((one) => one.reply.user_id)).size).toBe(1);
    const again = await post(keyed('Newcomer'));
    expect(again.reply.user_id).toBe(replies[0]!.reply.user_id);
    expect(claims(again.reply.jwt, demo).jti).not.toBe(claims(replies[0]!.reply.jwt, demo).jti);
    const { users } = await app.ask<{ users: { nodes: { name: string }[] } }>(
      'query ($id: ID!) { users(applicationId: $id) { nodes { name } } }',
      { id: demo.id },
    );
    expect(users.nodes.filter((one) => one.name === 'Newcomer')).toHaveLength(1);
  });

  it('returns 404 for an unknown user if the application does not create users', async () => {
    const strict = await createApplication('Strict');
    const SET = `mutation ($id: ID!) { updateApplication(id: $id, input: { createsUsers: false }) { createsUsers } }`;
    expect(await app.ask(SET, { id: strict.id })).toEqual({ updateApplication: { createsUsers: false } });
    const jane = { mobile_api_key: strict.mobileApiKey, user_name: 'Jane' };
    const { status, reply } = await post(jane);
    expect({ status, reply }).toEqual({ status: 404, reply: { error: 'There is no user "Jane".', code: 'NOT_FOUND' } });
    await app.ask('mutation ($id: ID!) { createUser(applicationId: $id, input: { name: "Jane" }) { id } }', {
      id: strict.id,
    });
    expect((await post(jane)).status).toBe(200);
  });

  it('accepts a form as well as JSON', async () => {
    const form = new URLSearchParams(keyed('Jane Doe') as Record<string, string>);
    const { status, reply } = await post(form.toString(), 'application/x-www-form-urlencoded');
    expect(status).toBe(200);
    expect(reply.user_name).toBe('Jane Doe');
  });

  it('selects the application by its key', async () => {
    const other = await createApplication('Other');
    const { reply } = await post({ mobile_api_key: other.mobileApiKey, user_name: 'Jane' });
    expect(claims(reply.jwt, other).application_id).toBe(other.vonageId);
    const { reply: first } = await post(keyed('Jane'));
    expect(first.user_id).not.toBe(reply.user_id);
  });

  describe('after its key was replaced', () => {
    type Rotated = {
      rotateMobileApiKey: {
        mobileApiKey: string;
        previousMobileApiKey: { until: string; lastUsedAt: string | null; lastUsedBy: string | null } | null;
      };
    };
    const KEYS = 'mobileApiKey previousMobileApiKey { until lastUsedAt lastUsedBy }';
    const rotate = async (id: string, overlap?: string) => {
      const query = `mutation ($id: ID!, $overlap: KeyOverlap) { rotateMobileApiKey(applicationId: $id, overlap: $overlap) { ${KEYS} } }`;
      return (await app.ask<Rotated>(query, { id, ...(overlap && { overlap }) })).rotateMobileApiKey;
    };
    const previous = async (id: string) => {
      type Read = { application: Rotated['rotateMobileApiKey'] };
      return (await app.ask<Read>(`query ($id: ID!) { application(id: $id) { ${KEYS} } }`, { id })).application
        .previousMobileApiKey;
    };
    const status = async (mobile_api_key: string, user_name = 'Jane') =>
      (await post({ mobile_api_key, user_name })).status;

    it('accepts the old one for a day by default', async () => {
      const application = await createApplication('Rotated for a day');
      const rotated = await rotate(application.id);
      expect(new Date(rotated.previousMobileApiKey!.until).getTime() - app.clock.now().getTime()).toBeCloseTo(
        86_400_000,
        -5,
      );
      expect([await status(application.mobileApiKey), await status(rotated.mobileApiKey)]).toEqual([200, 200]);
      app.clock.advance(86_300_000);
      expect(await status(application.mobileApiKey)).toBe(200);
      app.clock.advance(101_000);
      expect([await status(application.mobileApiKey), await status(rotated.mobileApiKey)]).toEqual([401, 200]);
      expect(await previous(application.id)).toBeNull();
    });

    it('refuses the old one immediately without an overlap', async () => {
      const application = await createApplication('Rotated now');
      const { previousMobileApiKey, mobileApiKey } = await rotate(application.id, 'NONE');
      expect(previousMobileApiKey).toBeNull();
      expect([await status(application.mobileApiKey), await status(mobileApiKey)]).toEqual([401, 200]);
    });

    it('reports the last use of the old one, and for which user', async () => {
      const application = await createApplication('Rotated for a week');
      const { mobileApiKey } = await rotate(application.id, 'WEEK');
      await status(mobileApiKey, 'Joe');
      expect(await previous(application.id)).toMatchObject({ lastUsedAt: null, lastUsedBy: null });
      await status(application.mobileApiKey, 'Jane');
      await waitFor(async () => (await previous(application.id))!.lastUsedBy === 'Jane');
    });

    it('refuses the one before the last, whatever its overlap was', async () => {
      const application = await createApplication('Rotated twice');
      const second = await rotate(application.id, 'WEEK');
      const third = await rotate(application.id, 'HOUR');
      const keys = [application.mobileApiKey, second.mobileApiKey, third.mobileApiKey];
      expect(await Promise.all(keys.map((key) => status(key)))).toEqual([401, 200, 200]);
    });
  });

  it("lets a client shorten its token's lifetime, and limits it to 24 hours", async () => {
    const inAnHour = new Date(Math.ceil(app.clock.now().getTime() / 1000) * 1000 + 3_600_000);
    const short = await post(keyed('Jane', { expires_at: inAnHour.toISOString() }));
    expect(short.reply.expires_at).toBe(inAnHour.toISOString());
    expect(claims(short.reply.jwt, demo).exp).toBe(inAnHour.getTime() / 1000);

    const long = await post(keyed('Jane', { expires_at: '2999-01-01T00:00:00+09:00' }));
    const token = claims(long.reply.jwt, demo);
    expect(token.exp! - token.iat!).toBe(DAY);
    expect((await post(keyed('Jane', { expires_at: null }))).status).toBe(200);
  });

  it.each([
    ['an end in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at is in the past.'],
    ['an end that is no time', { expires_at: 'tomorrow' }, /^expires_at must be a time/],
    ['an end without zone', { expires_at: '2999-01-01T00:00:00' }, /^expires_at must be a time/],
    ['an impossible day', { expires_at: '2999-13-41T00:00:00Z' }, /^expires_at must be a time/],
    ['an end that is a number', { expires_at: 1_900_000_000 }, 'expires_at must be text.'],
    ['no user', { user_name: undefined }, 'user_name is missing.'],
    ['an empty user', { user_name: '' }, 'user_name is missing.'],
    ['a user that is no text', { user_name: { $ne: 1 } }, 'user_name must be text.'],
    ["a user by Vonage's own word", { user_name: 'me' }, /me/],
    ['a user of 10 000 characters', { user_name: 'x'.repeat(10_000) }, /./],
    ['no key', { mobile_api_key: undefined }, 'mobile_api_key is missing.'],
    ['a key that is a list', { mobile_api_key: ['a'] }, 'mobile_api_key must be text.'],
  ])('answers 400 for %s', async (_, change, sentence) => {
    const { status, reply } = await post(keyed('Jane', change));
    expect({ status, reply }).toEqual({
      status: 400,
      reply: { error: expect.stringMatching(sentence), code: 'BAD_INPUT' },
    });
  });

  it.each([
    ['no JSON', '{"mobile_api_key":', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['null', 'null', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['a poisoned prototype', '{"__proto__":{"user_name":"Jane"}}', 'application/json', 400],
    ['another kind of body', '<xml/>', 'application/xml', 415],
    ['a megabyte', JSON.stringify({ user_name: 'x'.repeat(1_000_000) }), 'application/json', 413],
  ])('answers %s with a sentence', async (_, body, type, status) => {
    expect(await post(body, type)).toMatchObject({
      status,
      reply: { error: expect.stringMatching(/\w/), code: 'BAD_INPUT' },
    });
  });

  it('answers 401 for an unknown key', async () => {
    const { status, reply } = await post({ mobile_api_key: 'x'.repeat(43), user_name: 'Jane' });
    expect({ status, reply }).toEqual({
      status: 401,
      reply: { error: 'mobile_api_key isn’t the key of any application here.', code: 'UNAUTHENTICATED' },
    });
  });

  it.each([
    [500, 'VONAGE_UNREACHABLE'],
    [403, 'VONAGE_REFUSED'],
  ])('answers 503 while Vonage answers %i', async (status, code) => {
    await app.fault({ path: '/v1/users', status, times: 5 });
    const stranger = keyed(`Met while ${status}`);
    expect(await post(stranger)).toMatchObject({ status: 503, reply: { code } });
    await app.clearFaults();
    expect(await post(stranger)).toMatchObject({ status: 200 });
  });

  it('answers web pages of any origin, and changes nothing by GET', async () => {
    const preflight = await fetch(`${app.url}/api/jwt`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
    expect((await post(keyed('Jane'))).headers.get('access-control-allow-origin')).toBe('*');
    expect((await post('', 'application/json', 'GET')).status).toBe(404);
  });
});

describe('createAgentToken', () => {
  const TOKEN = `mutation ($id: ID!, $user: String!, $seconds: Int) {
    createAgentToken(applicationId: $id, userName: $user, seconds: $seconds) { jwt userId userName expiresAt } }`;
  const token = async (variables: object, slot = 'a') => {
    const { createAgentToken } = await app.ask<{
      createAgentToken: { jwt: string; expiresAt: string; userId: string };
    }>(TOKEN, { id: demo.id, ...variables }, { slot });
    return { ...createAgentToken, claims: claims(createAgentToken.jwt, demo) };
  };

  it('is valid for 15 minutes, or as long as requested', async () => {
    const usual = await token({ user: 'Jane' });
    expect(usual.claims.exp! - usual.claims.iat!).toBe(900);
    expect(usual.claims.sub).toBe('Jane');
    expect(new Date(usual.expiresAt).getTime()).toBe(usual.claims.exp! * 1000);
    const longest = await token({ user: 'Jane', seconds: DAY });
    expect(longest.claims.exp! - longest.claims.iat!).toBe(DAY);
    for (const seconds of [0, -1, DAY + 1]) {
      const error = await app.refused(TOKEN, { id: demo.id, user: 'Jane', seconds });
      expect(error.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'seconds', rule: 'range' });
    }
  });

  it('is for an agent’s own user only', async () => {
    const { createMember } = await app.ask<{ createMember: { password: string } }>(
      'mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }',
      { input: { name: 'jane', displayName: 'Jane', role: 'AGENT', applicationId: demo.id, userName: 'Jane' } },
    );
    await app.ask(
      'mutation ($input: SignInInput!) { signIn(input: $input) { id } }',
      { input: { name: 'jane', password: createMember.password } },
      { slot: 'jane' },
    );
    expect((await token({ user: 'Jane' }, 'jane')).claims.sub).toBe('Jane');
    // Vonage accepts it until it expires, even if Jane has been removed.
    const longest = await token({ user: 'Jane', seconds: 900 }, 'jane');
    expect(longest.claims.exp! - longest.claims.iat!).toBe(900);
    const longer = await app.refused(TOKEN, { id: demo.id, user: 'Jane', seconds: 901 }, { slot: 'jane' });
    expect(longer.extensions).toMatchObject({
      code: 'BAD_INPUT',
      field: 'seconds',
      rule: 'range',
      params: { max: 900 },
    });
    const error = await app.refused(TOKEN, { id: demo.id, user: 'Joe' }, { slot: 'jane' });
    expect(error.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused for an unknown application', async () => {
    const error = await app.refused(TOKEN, { id: 'nowhere', user: 'Jane' });
    expect(error.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the contract of older servers', () => {
  it('accepts parameters in the query, with or without a body', async () => {
    const query = new URLSearchParams({ mobile_api_key: demo.mobileApiKey, user_name: 'Jane' });
    const ask = (init: RequestInit) => fetch(`${app.url}/api/jwt?${query}`, { method: 'POST', ...init });
    const json = { 'content-type': 'application/json' };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const init of [{}, { headers: json, body: '{}' }, { headers: json }, { headers: form, body: '' }]) {
      const reply = await ask(init);
      expect({ status: reply.status, body: await reply.json() }, JSON.stringify(init)).toMatchObject({
        status: 200,
        body: { user_name: 'Jane' },
      });
    }
    const both = await ask({ headers: json, body: JSON.stringify({ user_name: 'Joe' }) });
    expect(await both.json()).toMatchObject({ user_name: 'Joe' });
    expect((await fetch(`${app.url}/api/jwt?${query}`)).status).toBe(404);
  });
});
