import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const INVITE = /* GraphQL */ `
  mutation Invite($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      link
      invitation { id purpose expired expiresAt member { id name state } }
    }
  }
`;
const RESET = /* GraphQL */ `
  mutation Reset($id: ID!) {
    resetPassword(memberId: $id) { link invitation { purpose member { state } } }
  }
`;
const OPEN = 'query Open($token: String!) { signInOptions { invitation(token: $token) { purpose name displayName } } }';
const ACCEPT = 'mutation Accept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { name role } }';
const SIGN_IN = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { name } }';
const CHANGE = 'mutation Change($input: ChangePasswordInput!) { changePassword(input: $input) { id } }';
const WITHDRAW = 'mutation Withdraw($id: ID!) { revokeInvitation(id: $id) { id } }';
const LIST = '{ invitations { id purpose expired member { name } } }';
const WHO = '{ viewer { name state } }';
const DAY = 24 * 3600 * 1000;
const PASSWORD = 'correct horse battery';

interface Issued {
  link: string;
  invitation: { id: string; purpose: string; member: { id: string; state: string } };
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  await app.connectAccount();
});
afterAll(() => app?.close());

async function invite(name: string, more: object = {}) {
  const input = { name, displayName: name.toUpperCase(), role: 'SUPERVISOR', ...more };
  const { inviteMember } = await app.ask<{ inviteMember: Issued }>(INVITE, { input });
  return { ...inviteMember, token: tokenOf(inviteMember.link), memberId: inviteMember.invitation.member.id };
}
const tokenOf = (link: string) => new URL(link).hash.slice(1);
const accept = (token: string, slot: string, password = PASSWORD) =>
  app.ask(ACCEPT, { input: { token, password } }, { slot });
const signIn = (name: string, password: string, slot: string) =>
  app.graphql(SIGN_IN, { input: { name, password } }, { slot });

/** Why a link is invalid: according to its page, and when it is used. */
async function refusals(token: string) {
  const opened = await app.refused(OPEN, { token }, { slot: 'stranger' });
  const tried = await app.refused(ACCEPT, { input: { token, password: PASSWORD } }, { slot: 'stranger' });
  expect(await app.ask(WHO, {}, { slot: 'stranger' })).toEqual({ viewer: null });
  return [opened, tried].map(({ extensions }) => extensions.rule);
}

describe('an invitation', () => {
  it('is a link whose secret part is never sent to a server; with it the person sets a password and is signed in', async () => {
    const { link, token, invitation } = await invite('sam');
    expect(link).toMatch(new RegExp(`^${app.url}/u/a/join#[\\w-]{43}$`));
    expect(invitation).toMatchObject({ purpose: 'JOIN', expired: false, member: { name: 'sam', state: 'INVITED' } });
    expect(await app.ask(OPEN, { token }, { slot: 'sam' })).toEqual({
      signInOptions: { invitation: { purpose: 'JOIN', name: 'sam', displayName: 'SAM' } },
    });
    expect(await accept(token, 'sam')).toEqual({ acceptInvitation: { name: 'sam', role: 'SUPERVISOR' } });
    expect(await app.ask(WHO, {}, { slot: 'sam', server: 1 })).toEqual({ viewer: { name: 'sam', state: 'ACTIVE' } });
    expect((await signIn('Sam', PASSWORD, 'sam2')).data).toEqual({ signIn: { name: 'sam' } });
  });

  it('does not allow signing in before that, with any password', async () => {
    await invite('early');
    for (const password of ['', 'null', PASSWORD]) {
      expect((await signIn('early', password, 'early')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  it('works once', async () => {
    const { token } = await invite('once');
    await accept(token, 'once');
    expect(await refusals(token)).toEqual(['invitationUsed', 'invitationUsed']);
  });

  it('works once even if used twice in parallel, on two servers', async () => {
    const { token } = await invite('twice');
    const input = { token, password: PASSWORD };
    const both = await Promise.all(
      [0, 1].map((server) => app.graphql(ACCEPT, { input }, { slot: `s${server}`, server })),
    );
    expect(both.map(({ errors }) => errors[0]?.extensions.rule ?? 'in').sort()).toEqual(['in', 'invitationUsed']);
  });

  it('is refused when revoked, and the name is free again', async () => {
    const { token, invitation } = await invite('gone');
    expect(await app.ask(WITHDRAW, { id: invitation.id })).toEqual({ revokeInvitation: { id: invitation.id } });
    expect(await refusals(token)).toEqual(['invitationRevoked', 'invitationRevoked']);
    expect((await app.refused(WITHDRAW, { id: invitation.id })).extensions.code).toBe('NOT_FOUND');
    await invite('gone');
  });

  it('is refused if truncated, invented, or something else', async () => {
    const { token } = await invite('cut');
    for (const wrong of [token.slice(0, -1), `${token}x`, 'x'.repeat(43), '', "' or 1=1 --", '\u0000']) {
      expect(await refusals(wrong)).toEqual(['invitationUnknown', 'invitationUnknown']);
    }
  });

  it.each([
    ['short', 'only7ch', 'tooShort'],
    ['of 400 000 characters', 'x'.repeat(400_000), 'tooLong'],
  ])('takes no password %s, and stays good', async (_what, password, rule) => {
    const { token } = await invite(`p${rule.toLowerCase()}`);
    const { extensions } = await app.refused(ACCEPT, { input: { token, password } }, { slot: 'stranger' });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.password', rule });
    await accept(token, rule.toLowerCase().slice(0, 12));
  });

  it("requires an agent's application and user", async () => {
    const input = { name: 'agent', displayName: 'Agent', role: 'AGENT' };
    expect((await app.refused(INVITE, { input })).extensions).toMatchObject({ field: 'input.applicationId' });
    const taken = await app.refused(INVITE, { input: { ...input, name: 'Sam', role: 'ADMIN' } });
    expect(taken.extensions).toMatchObject({ code: 'CONFLICT', field: 'input.name', rule: 'taken' });
  });

  it('is listed until it is used or revoked, and marked once expired', async () => {
    const { token } = await invite('late');
    const listed = async () => {
      const { invitations } = await app.ask<{ invitations: { expired: boolean; member: { name: string } }[] }>(LIST);
      return invitations.find(({ member }) => member.name === 'late');
    };
    expect(await listed()).toMatchObject({ expired: false });
    expect(JSON.stringify(await app.ask(LIST))).not.toContain(token);
    app.clock.advance(8 * DAY);
    expect(await refusals(token)).toEqual(['invitationExpired', 'invitationExpired']);
    expect(await listed()).toMatchObject({ expired: true });
  });

  it('stores nothing with which a reader of the database could sign in', async () => {
    const { token } = await invite('kept');
    const rows = JSON.stringify(await app.db.execute('select * from invitations, members'));
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(PASSWORD);
  });
});

describe('a password', () => {
  it('that an admin resets becomes invalid immediately, with all sessions on all servers; a new link sets another one', async () => {
    const { token, memberId } = await invite('rae');
    await accept(token, 'rae');
    const cookie = app.cookie('rae')!;
    const { resetPassword } = await app.ask<{ resetPassword: Issued }>(RESET, { id: memberId });
    expect(resetPassword.invitation).toMatchObject({ purpose: 'RESET', member: { state: 'RESET' } });

    for (const server of [0, 1]) {
      expect(await app.ask(WHO, {}, { slot: 'rae', cookie, server })).toEqual({ viewer: null });
    }
    expect((await signIn('rae', PASSWORD, 'rae')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await accept(tokenOf(resetPassword.link), 'rae', 'another password');
    expect((await signIn('rae', 'another password', 'rae')).errors).toEqual([]);
    expect((await signIn('rae', PASSWORD, 'rae')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('has one valid link: a newer one replaces the older', async () => {
    const { token, memberId } = await invite('two');
    const { resetPassword } = await app.ask<{ resetPassword: Issued }>(RESET, { id: memberId });
    expect(resetPassword.invitation).toMatchObject({ purpose: 'JOIN', member: { state: 'INVITED' } });
    expect(await refusals(token)).toEqual(['invitationRevoked', 'invitationRevoked']);
    await accept(tokenOf(resetPassword.link), 'two');
  });

  it('of the owner cannot be reset, because there is none', async () => {
    const { viewer } = await app.ask<{ viewer: { id: string } }>('{ viewer { id } }');
    expect((await app.refused(RESET, { id: viewer.id })).extensions).toMatchObject({ code: 'CONFLICT', rule: 'owner' });
  });

  it('is changed with the old one; other sessions end, this one continues', async () => {
    await accept((await invite('cha')).token, 'cha');
    await signIn('cha', PASSWORD, 'cha2');
    const wrong = { current: 'not it at all', password: 'a newer password' };
    expect((await app.refused(CHANGE, { input: wrong }, { slot: 'cha' })).extensions).toMatchObject({
      field: 'input.current',
      rule: 'password',
    });
    await app.ask(CHANGE, { input: { ...wrong, current: PASSWORD } }, { slot: 'cha' });
    expect(await app.ask(WHO, {}, { slot: 'cha' })).toMatchObject({ viewer: { name: 'cha' } });
    expect(await app.ask(WHO, {}, { slot: 'cha2' })).toEqual({ viewer: null });
    expect((await signIn('cha', 'a newer password', 'cha2')).errors).toEqual([]);
  });

  it('that is too long is refused without hashing: 400 000 characters by a rule, a megabyte by its size', async () => {
    const began = performance.now();
    const long = await signIn('sam', 'x'.repeat(400_000), 'stranger');
    expect(long.errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.password', rule: 'tooLong' });
    const huge = await signIn('sam', 'x'.repeat(1_000_000), 'stranger');
    expect(huge.status).toBe(413);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect((await signIn('sam', PASSWORD, 'sam')).errors).toEqual([]);
  });
});
