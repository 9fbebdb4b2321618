import { TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AskOptions } from '../helpers/graphql-client.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CREATE = 'mutation Create($input: CreateMemberInput!) { createMember(input: $input) { member { id } password } }';
const SIGN_IN = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { name } }';
const WITH_VONAGE = 'mutation Owner($input: VonageSignInInput!) { signInWithVonage(input: $input) { owner } }';
const CODE = 'mutation Code($code: String!) { confirmSignIn(code: $code) { name } }';
const CONFIRM = 'mutation Confirm($code: String!) { confirmIdentity(code: $code) }';
const BEGIN = 'mutation Begin($current: String!) { beginSecondFactor(current: $current) { secret address } }';
const ENABLE = 'mutation Enable($code: String!) { enableSecondFactor(code: $code) }';
const RENEW = 'mutation { renewRecoveryCodes }';
const OWN = '{ secondFactor { since recoveryCodesLeft } }';
const WHO = '{ viewer { name } }';
const MINUTE = 60_000;

let app: TestApp;
let applicationId: string;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  applicationId = (await (await app.connectAccount()).createApplication()).id;
});
afterAll(() => app?.close());
// Each test starts with an unused code.
beforeEach(() => app.clock.advance(2 * MINUTE));

const codeOf = (secret: string, secondsFromNow = 0) =>
  new TOTP({ secret }).generate({ timestamp: app.clock.now().getTime() + secondsFromNow * 1000 });

let people = 0;

/** A signed-in admin with a second factor. */
async function secured() {
  people += 1;
  const name = `ann${people}`;
  const input = { name, displayName: `Ann ${people}`, role: 'ADMIN' };
  type Created = { createMember: { member: { id: string }; password: string } };
  const { createMember } = await app.ask<Created>(CREATE, { input });
  const { password, member } = createMember;
  const slot = name;
  await app.ask(SIGN_IN, { input: { name, password } }, { slot });
  const { secret, codes } = await switchOn(password, { slot });
  return { id: member.id, name, password, slot, secret, codes };
}

async function switchOn(current: string, options: AskOptions) {
  type Begun = { beginSecondFactor: { secret: string; address: string } };
  const { beginSecondFactor } = await app.ask<Begun>(BEGIN, { current }, options);
  const { secret, address } = beginSecondFactor;
  type Enabled = { enableSecondFactor: string[] };
  const { enableSecondFactor: codes } = await app.ask<Enabled>(ENABLE, { code: codeOf(secret) }, options);
  app.clock.advance(MINUTE);
  return { secret, address, codes };
}

const audited = async (action: string) =>
  (
    await app.ask<{ auditLog: { nodes: { actorName: string | null; targetName: string }[] } }>(
      'query Log($action: String) { auditLog(filter: { action: $action }) { nodes { actorName targetName } } }',
      { action },
    )
  ).auditLog.nodes;

describe('turning on two-step verification', () => {
  it('requires the password and a first code, returns ten recovery codes, and ends other sessions', async () => {
    const ann = await secured();
    expect(ann.codes).toHaveLength(10);
    expect(new Set(ann.codes).size).toBe(10);
    for (const code of ann.codes) expect(code).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(await app.ask(OWN, {}, ann)).toEqual({
      secondFactor: { since: expect.any(String), recoveryCodesLeft: 10 },
    });
    expect(await audited('secondFactor.switchedOn')).toContainEqual({ actorName: 'Ann 1', targetName: 'Ann 1' });
    const { members } = await app.ask<{ members: { id: string; hasSecondFactor: boolean }[] }>(
      '{ members { id hasSecondFactor } }',
    );
    expect(members.filter((member) => member.hasSecondFactor).map(({ id }) => id)).toEqual([ann.id]);
  });

  it('refuses a wrong password, a wrong first code, and turning it on twice', async () => {
    const input = { name: 'bob', displayName: 'Bob', role: 'ADMIN', password: 'long enough' };
    await app.ask(CREATE, { input });
    const slot = 'bob';
    await app.ask(SIGN_IN, { input: { name: 'bob', password: 'long enough' } }, { slot });
    await app.ask(SIGN_IN, { input: { name: 'bob', password: 'long enough' } }, { slot: 'bob2' });
    const wrong = await app.refused(BEGIN, { current: 'not it at all' }, { slot });
    expect(wrong.extensions).toMatchObject({ code: 'BAD_INPUT', rule: 'password' });
    expect((await app.refused(ENABLE, { code: '123456' }, { slot })).extensions.rule).toBe('secondFactorBegin');
    type Begun = { beginSecondFactor: { secret: string; address: string } };
    const { beginSecondFactor: begun } = await app.ask<Begun>(BEGIN, { current: 'long enough' }, { slot });
    expect(begun.address).toMatch(/^otpauth:\/\/totp\/Denwaban:bob\?/);
    const refused = await app.refused(ENABLE, { code: codeOf(begun.secret, 300) }, { slot });
    expect(refused.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'code', rule: 'secondFactor' });
    // Nothing is asked for until it is on.
    await app.ask(SIGN_IN, { input: { name: 'bob', password: 'long enough' } }, { slot: 'bob2' });
    await app.ask(ENABLE, { code: codeOf(begun.secret) }, { slot });
    expect(await app.ask(WHO, {}, { slot: 'bob2' })).toEqual({ viewer: null });
    const again = await app.refused(BEGIN, { current: 'long enough' }, { slot });
    expect(again.extensions).toMatchObject({ code: 'CONFLICT', rule: 'secondFactorOn' });
  });

  it('stores neither the secret nor a recovery code unencrypted', async () => {
    const { secret, codes } = await secured();
    const rows = await app.db.execute(
      `select row_to_json(f)::text as text from second_factors f union all select row_to_json(r)::text from recovery_codes r`,
    );
    const all = JSON.stringify(rows);
    expect(all).not.toContain(secret);
    for (const code of codes) expect(all).not.toContain(code);
  });
});

describe('signing in with a second factor', () => {
  it('opens no session before the code, and one with it', async () => {
    const { name, password, secret } = await secured();
    const slot = 'x';
    const first = await app.refused(SIGN_IN, { input: { name, password } }, { slot });
    expect(first.extensions).toMatchObject({ code: 'UNAUTHENTICATED', rule: 'secondFactor' });
    expect(await app.ask(WHO, {}, { slot })).toEqual({ viewer: null });
    expect((await app.refused('{ members { id } }', {}, { slot })).extensions.code).toBe('UNAUTHENTICATED');
    expect(await app.ask(CODE, { code: codeOf(secret) }, { slot, server: 1 })).toEqual({ confirmSignIn: { name } });
    expect(await app.ask(WHO, {}, { slot })).toEqual({ viewer: { name } });
  });

  it('accepts a code once across all servers, also of eight in parallel', async () => {
    const { name, password, secret } = await secured();
    const slot = 'x';
    await app.refused(SIGN_IN, { input: { name, password } }, { slot });
    const cookie = app.cookie(slot)!;
    const code = codeOf(secret);
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, at) => app.graphql(CODE, { code }, { slot, cookie, server: at % 2 })),
    );
    expect(all.filter(({ data }) => data)).toHaveLength(1);
    // An earlier unused code is no longer valid either.
    expect((await app.refused(CODE, { code: codeOf(secret, -30) }, { slot, cookie })).extensions.rule).toBe(
      'secondFactor',
    );
  });

  it.each([
    ['in another slot', async (cookie: string) => ({ slot: 'y', cookie: cookie.replace('dw_x_code', 'dw_y_code') })],
    ['without what the browser kept', async () => ({ slot: 'y' })],
    [
      'five minutes later',
      async (cookie: string) => {
        app.clock.advance(5 * MINUTE + 1);
        return { slot: 'x', cookie };
      },
    ],
    ['with something made up', async () => ({ slot: 'x', cookie: 'dw_x_code=2.aaaaaaaa.bbbb.cccc.dddd' })],
  ])('takes no code %s', async (_how, prepare) => {
    const { name, password, secret } = await secured();
    await app.refused(SIGN_IN, { input: { name, password } }, { slot: 'x' });
    const options = await prepare(app.cookie('x')!);
    const { extensions } = await app.refused(CODE, { code: codeOf(secret) }, options);
    expect(extensions).toMatchObject({ code: 'UNAUTHENTICATED', rule: 'signInAgain' });
  });

  it('becomes invalid with a password reset in between, and the reset link does not bypass the code', async () => {
    const { id, name, password, secret } = await secured();
    await app.refused(SIGN_IN, { input: { name, password } }, { slot: 'x' });
    const reset = 'mutation Reset($id: ID!) { resetPassword(memberId: $id) { link } }';
    const { resetPassword } = await app.ask<{ resetPassword: { link: string } }>(reset, { id });
    const late = await app.refused(CODE, { code: codeOf(secret) }, { slot: 'x' });
    expect(late.extensions.rule).toBe('signInAgain');

    const accept = 'mutation Accept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { name } }';
    const input = { token: resetPassword.link.replace(/^.*#/, ''), password: 'another password' };
    const half = await app.refused(accept, { input }, { slot: 'z' });
    expect(half.extensions.rule).toBe('secondFactor');
    expect(await app.ask(WHO, {}, { slot: 'z' })).toEqual({ viewer: null });
    await app.ask(CODE, { code: codeOf(secret) }, { slot: 'z' });
    expect(await app.ask(WHO, {}, { slot: 'z' })).toEqual({ viewer: { name } });
  });

  it('accepts a recovery code once, however it is typed, and logs it', async () => {
    const { name, password, codes, slot: home } = await secured();
    const signIn = () => app.refused(SIGN_IN, { input: { name, password } }, { slot: 'x' });
    await signIn();
    const typed = ` ${codes[0]!.toUpperCase().replaceAll('-', ' ')} `;
    await app.ask(CODE, { code: typed }, { slot: 'x' });
    await signIn();
    expect((await app.refused(CODE, { code: codes[0] }, { slot: 'x' })).extensions.rule).toBe('secondFactor');
    expect(await app.ask(OWN, {}, { slot: home })).toMatchObject({ secondFactor: { recoveryCodesLeft: 9 } });
    const used = await audited('secondFactor.recoveryCodeUsed');
    expect(used[0]).toMatchObject({ actorName: `Ann ${people}` });

    const { renewRecoveryCodes } = await app.ask<{ renewRecoveryCodes: string[] }>(RENEW, {}, { slot: home });
    expect((await app.refused(CODE, { code: codes[1] }, { slot: 'x' })).extensions.rule).toBe('secondFactor');
    await app.ask(CODE, { code: renewRecoveryCodes[1] }, { slot: 'x' });
  });

  it('locks out guessing of codes, and logs wrong ones', async () => {
    const { name, password, secret } = await secured();
    await app.refused(SIGN_IN, { input: { name, password } }, { slot: 'x' });
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, at) => app.graphql(CODE, { code: String(at).padStart(6, '0') }, { slot: 'x' })),
    );
    const codes = guesses.map(({ errors }) => errors[0]?.extensions.code);
    expect(codes.filter((code) => code === 'BAD_INPUT')).toHaveLength(10);
    expect(codes.filter((code) => code === 'LIMIT')).toHaveLength(20);
    expect((await app.refused(CODE, { code: codeOf(secret) }, { slot: 'x' })).extensions).toMatchObject({
      code: 'LIMIT',
      rule: 'secondFactor',
    });
    expect(await audited('secondFactor.refused')).toContainEqual({ actorName: null, targetName: `Ann ${people}` });
  });
});

describe('sensitive operations', () => {
  const THINGS = [
    () => `{ application(id: "${applicationId}") { privateKey } }`,
    () => 'mutation { createApiKey(input: { name: "k", scopes: [CALLS_READ] }) { key } }',
    () => 'mutation { inviteMember(input: { name: "eve", displayName: "Eve", role: ADMIN }) { link } }',
    () => RENEW,
    () => 'mutation { disableSecondFactor { id } }',
    () => 'mutation { reset(input: { confirm: "reset" }) { __typename } }',
    () => `mutation { rotateKeyPair(applicationId: "${applicationId}") { id } }`,
  ];

  it('require a code again ten minutes after the last one, and not before', async () => {
    const { slot, secret } = await secured();
    const key = THINGS[0]!();
    await app.ask(key, {}, { slot });
    app.clock.advance(10 * MINUTE);
    for (const thing of THINGS) {
      const { extensions } = await app.refused(thing(), {}, { slot });
      expect(extensions, thing()).toMatchObject({ code: 'FORBIDDEN', rule: 'confirm' });
    }
    const wrong = await app.refused(CONFIRM, { code: codeOf(secret, 120) }, { slot });
    expect(wrong.extensions).toMatchObject({ code: 'BAD_INPUT', rule: 'secondFactor' });
    await app.refused(key, {}, { slot });
    // As a Japanese keyboard writes it.
    const wide = codeOf(secret).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    await app.ask(CONFIRM, { code: wide }, { slot });
    await app.ask(key, {}, { slot, server: 1 });
    await app.ask('mutation { disableSecondFactor { id } }', {}, { slot });
    expect(await app.ask(OWN, {}, { slot })).toEqual({ secondFactor: { since: null, recoveryCodesLeft: 0 } });
    app.clock.advance(10 * MINUTE);
    await app.ask(key, {}, { slot });
  });

  it('require a code in each session separately', async () => {
    const { name, password, slot, secret } = await secured();
    await app.refused(SIGN_IN, { input: { name, password } }, { slot: 'x' });
    await app.ask(CODE, { code: codeOf(secret) }, { slot: 'x' });
    app.clock.advance(10 * MINUTE);
    await app.ask(CONFIRM, { code: codeOf(secret) }, { slot });
    await app.ask(THINGS[0]!(), {}, { slot });
    expect((await app.refused(THINGS[0]!(), {}, { slot: 'x' })).extensions.rule).toBe('confirm');
  });

  it('lets another admin remove a lost second factor, except the owner’s or their own', async () => {
    const remove = 'mutation Remove($id: ID!) { removeSecondFactor(memberId: $id) { hasSecondFactor } }';
    const { id, name, password, slot } = await secured();
    expect((await app.refused(remove, { id }, { slot })).extensions).toMatchObject({ rule: 'oneself' });
    expect(await app.ask(remove, { id })).toEqual({ removeSecondFactor: { hasSecondFactor: false } });
    await app.ask(SIGN_IN, { input: { name, password } }, { slot: 'x' });
    expect(await audited('secondFactor.removed')).toContainEqual({ actorName: 'Owner', targetName: `Ann ${people}` });
    const { members } = await app.ask<{ members: { id: string; owner: boolean }[] }>('{ members { id owner } }');
    const owner = members.find((member) => member.owner)!.id;
    expect((await app.refused(remove, { id: owner }, { slot: 'x' })).extensions).toMatchObject({ rule: 'owner' });
  });
});

describe('the owner', () => {
  it('signs in with key, secret and code; HTTP Basic and a signature secret do not bypass it', async () => {
    const { apiKey, apiSecret } = app.simulator.credentials;
    const basic = `${apiKey}:${apiSecret}`;
    const input = { kind: 'SIMULATOR', apiKey, apiSecret };
    const wrong = await app.refused(BEGIN, { current: 'not the secret' });
    expect(wrong.extensions).toMatchObject({ code: 'BAD_INPUT', rule: 'credentials' });
    await app.ask('{ account { id } }', {}, { slot: 'p', basic });
    const authorization = `Basic ${Buffer.from(basic).toString('base64')}`;
    const query = `subscription { eventAdded(applicationId: "${applicationId}") { id } }`;
    const sockets = await Promise.all(app.servers.map(({ url }) => subscribe<object>(url, { query, authorization })));
    const { secret, address } = await switchOn(apiSecret, {});
    expect(address).toContain(`Denwaban:${apiKey}?`);
    await waitFor(() => sockets.every((socket) => socket.closed === 4403));

    const half = await app.refused(WITH_VONAGE, { input: { ...input, signatureSecret: 'mine' } }, { slot: 'o' });
    expect(half.extensions.rule).toBe('secondFactor');
    expect(await app.ask(WHO, {}, { slot: 'o' })).toEqual({ viewer: null });
    const sealed = await app.db.execute(`select signature_secret from accounts where kind = 'simulator'`);
    await app.ask(CODE, { code: codeOf(secret) }, { slot: 'o' });
    expect(await app.db.execute(`select signature_secret from accounts where kind = 'simulator'`)).toEqual(sealed);

    for (const server of [0, 1]) {
      const { message, extensions } = await app.refused('{ account { id } }', {}, { slot: 'p', basic, server });
      expect(extensions).toMatchObject({ code: 'UNAUTHENTICATED', rule: 'keyIsNotEnough' });
      expect(message).toContain('Create an API key');
    }
    expect(await app.ask(WHO, {}, { slot: 'o' })).toEqual({ viewer: { name: apiKey } });
  });
});
