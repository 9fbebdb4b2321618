import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { members, sessions } from '../../server/accounts/accounts.table.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CREATE = 'mutation Create($input: CreateMemberInput!) { createMember(input: $input) { member { id } } }';
const SIGN_IN = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { role } }';
const CHANGE = 'mutation Change($input: ChangePasswordInput!) { changePassword(input: $input) { id } }';
const RESET = 'mutation Reset($id: ID!) { resetPassword(memberId: $id) { link } }';
const REMOVE = 'mutation Remove($id: ID!) { removeMember(id: $id) { id } }';
const UPDATE =
  'mutation Update($id: ID!, $input: MemberDetailsInput!) { updateMember(id: $id, input: $input) { role } }';
const INVITE =
  'mutation Invite($input: InviteMemberInput!) { inviteMember(input: $input) { link invitation { id member { id } } } }';
const ACCEPT = 'mutation Accept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { role } }';
const WITHDRAW = 'mutation Withdraw($id: ID!) { revokeInvitation(id: $id) { id } }';
const STOLEN = 'the stolen password';
const TIMES = 10;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  await app.connectAccount();
});
afterAll(() => app?.close());

let people = 0;
async function person(role = 'SUPERVISOR') {
  people += 1;
  const name = `person${people}`;
  const input = { name, displayName: name, role, password: STOLEN };
  const { createMember } = await app.ask<{ createMember: { member: { id: string } } }>(CREATE, { input });
  return { id: createMember.member.id, name };
}
const signIn = (name: string, password: string, slot: string, server = 0) =>
  app.graphql(SIGN_IN, { input: { name, password } }, { slot, server });

async function sessionsOf(memberId: string): Promise<number> {
  const [row] = await app.db.select({ open: count() }).from(sessions).where(eq(sessions.memberId, memberId));
  return row!.open;
}

/** Requests of a thief who knows the password; checking it keeps a core busy, so most are still in progress. */
function storm(name: string): Promise<unknown> {
  const tries = Array.from({ length: TIMES }, (_, n) => signIn(name, STOLEN, `thief${n}`, n % 2));
  const change = app.graphql(CHANGE, { input: { current: STOLEN, password: STOLEN } }, { slot: 'thief' });
  return Promise.all([change, ...tries]);
}
/** Some have got through, others are on their way. */
const isOn = (memberId: string) => waitFor(async () => (await sessionsOf(memberId)) > 2, 20_000);

describe('a person whose password is stolen, with requests in progress, and who', () => {
  it('gets a new password: the thief has no session, and the old password is invalid', async () => {
    const { id, name } = await person();
    await signIn(name, STOLEN, 'thief');
    const stormed = storm(name);
    await isOn(id);
    await app.ask(RESET, { id });
    await stormed;
    expect(await sessionsOf(id)).toBe(0);
    expect((await signIn(name, STOLEN, 'later')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const [row] = await app.db.select().from(members).where(eq(members.id, id));
    expect(row!.passwordHash).toBeNull();
  });

  it('changes the password: only the current session remains', async () => {
    const { id, name } = await person();
    await signIn(name, STOLEN, 'thief');
    await signIn(name, STOLEN, 'own');
    const stormed = Promise.all(Array.from({ length: TIMES }, (_, n) => signIn(name, STOLEN, `thief${n}`, n % 2)));
    await isOn(id);
    await app.ask(CHANGE, { input: { current: STOLEN, password: 'only I know it' } }, { slot: 'own', server: 1 });
    await stormed;
    expect(await sessionsOf(id)).toBe(1);
    expect(await app.ask('{ viewer { name } }', {}, { slot: 'own' })).toEqual({ viewer: { name } });
  });

  it('is removed: requests get a clear error', async () => {
    const { id, name } = await person();
    await signIn(name, STOLEN, 'thief');
    const tries = Array.from({ length: TIMES }, (_, n) => signIn(name, STOLEN, `thief${n}`, n % 2));
    await isOn(id);
    await app.ask(REMOVE, { id });
    const answers = await Promise.all(tries);
    const refusals = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
    expect(new Set(refusals)).toEqual(new Set(['UNAUTHENTICATED']));
  });

  it('gets a lower role: the new rights apply from the first response', async () => {
    const { id, name } = await person('ADMIN');
    const tries = Array.from({ length: TIMES }, async (_, n) => {
      const { data } = await signIn(name, STOLEN, `thief${n}`, n % 2);
      return { at: performance.now(), role: (data as { signIn: { role: string } }).signIn.role };
    });
    await isOn(id);
    await app.ask(UPDATE, { id, input: { displayName: name, role: 'SUPERVISOR' } });
    const changed = performance.now();
    // Two may have been on their way back at that moment, one on each server.
    const after = (await Promise.all(tries)).filter(({ at }) => at > changed);
    expect(after.filter(({ role }) => role === 'ADMIN').length).toBeLessThanOrEqual(2);
    expect(after.length).toBeGreaterThan(2);
  });
});

it('two parallel changes of one password result in one change', async () => {
  const { name } = await person();
  await signIn(name, STOLEN, 'own');
  const both = await Promise.all(
    ['the first new one', 'the second new one'].map((password, server) =>
      app.graphql(CHANGE, { input: { current: STOLEN, password } }, { slot: 'own', server }),
    ),
  );
  expect(both.map(({ errors }) => errors[0]?.extensions.rule ?? 'changed').sort()).toEqual(['changed', 'password']);
});

describe('a link that is used while it is revoked, replaced or its person removed', () => {
  type Invited = { inviteMember: { link: string; invitation: { id: string; member: { id: string } } } };
  it.each([
    ['withdrawn', (_member: string, invitation: string) => app.graphql(WITHDRAW, { id: invitation })],
    ['made anew', (member: string) => app.graphql(RESET, { id: member })],
    ['of somebody removed', (member: string) => app.graphql(REMOVE, { id: member })],
  ])('is %s before or after, never in between', async (_what, undo) => {
    for (let round = 0; round < 6; round += 1) {
      people += 1;
      const input = { name: `guest${people}`, displayName: 'Guest', role: 'SUPERVISOR' };
      const { link, invitation } = (await app.ask<Invited>(INVITE, { input })).inviteMember;
      const token = new URL(link).hash.slice(1);
      const memberId = invitation.member.id;
      const slot = `guest${round}`;
      const [accepted, undone] = await Promise.all([
        app.graphql(ACCEPT, { input: { token, password: STOLEN } }, { slot, server: 1 }),
        waitAWhile(round).then(() => undo(memberId, invitation.id)),
      ]);
      const codes = [...accepted.errors, ...undone.errors].map(({ extensions }) => extensions.code);
      expect(codes.filter((code) => code !== 'NOT_FOUND' && code !== 'UNAUTHENTICATED')).toEqual([]);
      const isIn = (await sessionsOf(memberId)) > 0;
      const [row] = await app.db.select().from(members).where(eq(members.id, memberId));
      // Whoever is in has a password and is still here.
      expect(isIn && !row?.passwordHash).toBe(false);
      if (undone.errors.length === 0) expect(isIn).toBe(false);
    }
  });

  /** Reads of the database, so that the two meet at another moment each time. */
  async function waitAWhile(times: number): Promise<void> {
    for (let n = 0; n < times * 8; n += 1) await app.db.execute('select 1');
  }
});

it('a parallel replacement and revocation of a link both complete, in either order', async () => {
  for (let round = 0; round < 10; round += 1) {
    people += 1;
    const input = { name: `guest${people}`, displayName: 'Guest', role: 'SUPERVISOR' };
    type Invited = { inviteMember: { invitation: { id: string; member: { id: string } } } };
    const { invitation } = (await app.ask<Invited>(INVITE, { input })).inviteMember;
    const answers = await Promise.all([
      app.graphql(RESET, { id: invitation.member.id }),
      app.graphql(WITHDRAW, { id: invitation.id }, { server: 1 }),
      app.graphql(RESET, { id: invitation.member.id }, { server: 1 }),
    ]);
    const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
    expect(codes.filter((code) => code !== 'NOT_FOUND')).toEqual([]);
  }
});
