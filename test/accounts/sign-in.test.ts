import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const SIGN_IN_WITH_VONAGE = /* GraphQL */ `
  mutation SignInWithVonage($input: VonageSignInInput!) {
    signInWithVonage(input: $input) {
      name role slot
      account { kind apiKey balance balanceCurrency signatureSecretKnown simulatorUrl publicUrl publicUrlProblem }
    }
  }
`;
const SIGN_IN = /* GraphQL */ `
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) { name displayName role applicationId userName account { balance } }
  }
`;
const CREATE_MEMBER = /* GraphQL */ `
  mutation CreateMember($input: CreateMemberInput!) {
    createMember(input: $input) { member { id name role } password }
  }
`;
const WHO = '{ viewer { name role slot } }';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const simulatorSignIn = (changes: object = {}) => {
  const { apiKey, apiSecret } = app.simulator.credentials;
  return { input: { kind: 'SIMULATOR', apiKey, apiSecret, ...changes } };
};

describe('signing in with a Vonage account', () => {
  it('offers the simulator with its credentials before an account is connected', async () => {
    const { apiKey, apiSecret } = app.simulator.credentials;
    const code = await app.services.accounts.setupCodeToPrint();
    const options =
      'query Options($code: String) { signInOptions(setupCode: $code) { cloud accountConnected simulator { apiKey apiSecret url } } }';
    expect(await app.ask(options, { code })).toEqual({
      signInOptions: { cloud: true, accountConnected: false, simulator: { apiKey, apiSecret, url: app.simulator.url } },
    });
  });

  it("refuses a wrong secret with Vonage's reason, and opens no session", async () => {
    const { message, extensions } = await app.refused(SIGN_IN_WITH_VONAGE, simulatorSignIn({ apiSecret: 'wrong' }));
    expect(message).toBe('Vonage rejected this API key and secret.');
    expect(extensions).toMatchObject({ code: 'VONAGE_REFUSED', field: 'input.apiSecret', rule: 'credentials' });
    expect(extensions.vonage).toMatchObject({ status: 401, title: expect.any(String) });
    expect(await app.ask(WHO)).toEqual({ viewer: null });
  });

  it('refuses an empty key by its field', async () => {
    const { extensions } = await app.refused(SIGN_IN_WITH_VONAGE, simulatorSignIn({ apiKey: ' ' }));
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.apiKey', rule: 'required' });
  });

  it('connects the account and signs its owner in', async () => {
    const { apiKey } = app.simulator.credentials;
    expect(await app.ask(SIGN_IN_WITH_VONAGE, simulatorSignIn())).toEqual({
      signInWithVonage: {
        name: apiKey,
        role: 'ADMIN',
        slot: 'a',
        account: {
          kind: 'SIMULATOR',
          apiKey,
          balance: 100,
          balanceCurrency: 'EUR',
          signatureSecretKnown: true,
          simulatorUrl: app.simulator.url,
          publicUrl: app.url,
          publicUrlProblem: null,
        },
      },
    });
    expect(await app.ask(WHO)).toEqual({ viewer: { name: apiKey, role: 'ADMIN', slot: 'a' } });
    expect(await app.ask('{ signInOptions { accountConnected } }')).toEqual({
      signInOptions: { accountConnected: true },
    });
  });

  it('takes the API key in the digits of a Japanese keyboard', async () => {
    const wide = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
    const { apiKey } = app.simulator.credentials;
    const signedIn = await app.ask(SIGN_IN_WITH_VONAGE, simulatorSignIn({ apiKey: wide(apiKey) }), { slot: 'wide' });
    expect(signedIn).toMatchObject({ signInWithVonage: { account: { apiKey } } });
  });

  it('says to everyone whether anyone has a password', async () => {
    const passwords = () => app.ask('{ signInOptions { passwords } }', {}, { slot: 'nobody' });
    expect(await passwords()).toEqual({ signInOptions: { passwords: false } });
    const input = { name: 'pat', displayName: 'Pat', role: 'SUPERVISOR' };
    await app.ask('mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }', { input });
    expect(await passwords()).toEqual({ signInOptions: { passwords: true } });
  });

  it('lets the owner sign in while Vonage is down, but not with another secret', async () => {
    await app.fault({ path: '/account/get-balance', status: 500, times: 3 });
    await app.ask(SIGN_IN_WITH_VONAGE, simulatorSignIn(), { slot: 'b' });
    await app.clearFaults();
    await app.fault({ path: '/account/get-balance', status: 500, times: 1 });
    const { message, extensions } = await app.refused(SIGN_IN_WITH_VONAGE, simulatorSignIn({ apiSecret: 'wrong' }));
    expect(extensions).toMatchObject({ code: 'VONAGE_UNREACHABLE', vonage: { status: 500 } });
    expect(message).toBe('Vonage is in trouble: it answered 500.');
  });

  it('takes key and secret as HTTP Basic, and refuses a wrong pair', async () => {
    const { apiKey, apiSecret } = app.simulator.credentials;
    const good = await app.ask(WHO, {}, { slot: 'z', basic: `${apiKey}:${apiSecret}` });
    expect(good).toMatchObject({ viewer: { role: 'ADMIN' } });
    const { extensions } = await app.refused('{ account { id } }', {}, { slot: 'z', basic: `${apiKey}:wrong` });
    expect(extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('people with names and passwords', () => {
  it('generates a password, shows it once, and accepts it', async () => {
    const { createApplication } = await app.connectAccount();
    const { id: applicationId } = await createApplication();
    const input = { name: 'Jane', displayName: 'Jane Doe', role: 'AGENT', applicationId, userName: 'Jane' };
    const { createMember } = await app.ask<{ createMember: { member: object; password: string } }>(CREATE_MEMBER, {
      input,
    });
    expect(createMember.member).toMatchObject({ name: 'jane', role: 'AGENT' });
    expect(createMember.password).toMatch(/^[a-z2-9]{12}$/);

    const signIn = { input: { name: ' JANE ', password: createMember.password } };
    expect(await app.ask(SIGN_IN, signIn, { slot: 'jane' })).toEqual({
      signIn: {
        name: 'jane',
        displayName: 'Jane Doe',
        role: 'AGENT',
        applicationId,
        userName: 'Jane',
        account: { balance: null },
      },
    });
  });

  it('takes a name in the letters of a Japanese keyboard, and stores a new one in ASCII', async () => {
    const { createApplication } = await app.connectAccount();
    const { id: applicationId } = await createApplication();
    const input = { name: 'ｋｅｎ', displayName: 'Ken', role: 'AGENT', applicationId, userName: 'Ken' };
    const { createMember } = await app.ask<{ createMember: { member: object; password: string } }>(CREATE_MEMBER, {
      input,
    });
    expect(createMember.member).toMatchObject({ name: 'ken' });
    const signIn = { input: { name: '　ＫＥＮ ', password: createMember.password } };
    expect(await app.ask(SIGN_IN, signIn, { slot: 'ken' })).toMatchObject({ signIn: { name: 'ken' } });
  });

  it('does not say which of name and password was wrong', async () => {
    const sentence = 'Incorrect username or password.';
    const wrong = await app.refused(SIGN_IN, { input: { name: 'jane', password: 'not it' } });
    const nobody = await app.refused(SIGN_IN, { input: { name: 'nobody', password: 'not it' } });
    for (const { message, extensions } of [wrong, nobody]) {
      expect({ message, code: extensions.code }).toEqual({ message: sentence, code: 'UNAUTHENTICATED' });
    }
  });

  it('locks out guessing for one name, whether it exists or not, and no one else', async () => {
    for (const name of ['jane', 'nobody-at-all']) {
      const guess = { input: { name, password: 'not it' } };
      for (let tries = 0; tries < 10; tries++) await app.refused(SIGN_IN, guess);
      expect(await app.graphql(SIGN_IN, guess)).toMatchObject({
        status: 429,
        errors: [{ extensions: { code: 'LIMIT', rule: 'signIn', retryAfter: expect.any(Number) } }],
      });
    }
    const other = { input: { name: 'sue', password: 'not it' } };
    expect((await app.refused(SIGN_IN, other)).extensions.code).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['a name that is taken', { name: 'jane' }, 'CONFLICT', 'input.name', 'taken'],
    ['a space in the name', { name: 'with space' }, 'BAD_INPUT', 'input.name', 'pattern'],
    ['a name of 10 000 letters', { name: 'x'.repeat(10_000) }, 'BAD_INPUT', 'input.name', 'tooLong'],
    ['a mark that turns the writing', { displayName: 'a\u202Eb' }, 'BAD_INPUT', 'input.displayName', 'unseen'],
    ['a short password', { password: 'short' }, 'BAD_INPUT', 'input.password', 'tooShort'],
    ['an agent without application', { role: 'AGENT' }, 'BAD_INPUT', 'input.applicationId', 'required'],
    [
      'an agent of an unknown application',
      { role: 'AGENT', applicationId: 'x', userName: 'Jane' },
      'BAD_INPUT',
      'input.applicationId',
      'unknown',
    ],
    ['an unknown role', { role: 'KING' }, 'BAD_INPUT', 'input.role', 'type'],
  ])('refuses a person: %s', async (_what, changes, code, field, rule) => {
    const input = { name: 'sue', displayName: 'Sue', role: 'SUPERVISOR', ...changes };
    const { extensions } = await app.refused(CREATE_MEMBER, { input });
    expect(extensions).toMatchObject({ code, field, rule });
  });
});
