import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const UPDATE = /* GraphQL */ `
  mutation Update($id: ID!, $input: MemberDetailsInput!) {
    updateMember(id: $id, input: $input) { displayName role applicationId userName }
  }
`;
const REMOVE = 'mutation Remove($id: ID!) { removeMember(id: $id) { id } }';
const RESET = 'mutation Reset($id: ID!) { resetPassword(memberId: $id) { link } }';
const ME = '{ viewer { id name role userName } }';
const LOG =
  '{ auditLog(filter: { action: "member." }, first: 100) { nodes { action actorName targetName before after } } }';

let app: TestApp;
let demo: SeededApplication;
let jane: { memberId: string };
let ownerId: string;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  const owner = await app.connectAccount();
  ownerId = owner.memberId;
  const application = await owner.createApplication();
  demo = application;
  jane = await application.signInAgent('Jane', 'jane');
  await application.signInAgent('Joe', 'joe');
  const admin = { name: 'ada', displayName: 'Ada', role: 'ADMIN', password: 'long enough' };
  await app.ask('mutation Create($input: CreateMemberInput!) { createMember(input: $input) { password } }', {
    input: admin,
  });
  await app.ask('mutation { signIn(input: { name: "ada", password: "long enough" }) { id } }', {}, { slot: 'ada' });
});
afterAll(() => app?.close());

const idOf = async (slot: string) => (await app.ask<{ viewer: { id: string } }>(ME, {}, { slot })).viewer.id;

describe('a person', () => {
  it('is listed with the time of the last sign-in, or as one who has never signed in', async () => {
    const input = { name: 'new', displayName: 'New', role: 'SUPERVISOR' };
    await app.ask('mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }', { input });
    const { members } = await app.ask<{ members: { name: string; signedInAt: string | null }[] }>(
      '{ members { name signedInAt } }',
    );
    const at = (name: string) => members.find((one) => one.name === name)!.signedInAt;
    expect(at('new')).toBeNull();
    expect(Math.abs(Date.parse(at('ada')!) - Date.now())).toBeLessThan(600_000);
  });

  it('whose role changes has the new rights immediately on all servers, without signing in again', async () => {
    const { applications } = { applications: '{ applications { nodes { name } } }' };
    expect((await app.refused(applications, {}, { slot: 'jane' })).extensions.code).toBe('FORBIDDEN');
    const input = { displayName: 'Jane D.', role: 'SUPERVISOR' };
    expect(await app.ask(UPDATE, { id: jane.memberId, input })).toEqual({
      updateMember: { displayName: 'Jane D.', role: 'SUPERVISOR', applicationId: null, userName: null },
    });
    await app.ask(applications, {}, { slot: 'jane', server: 1 });

    const back = { displayName: 'Jane', role: 'AGENT', applicationId: demo.id, userName: 'Jane' };
    await app.ask(UPDATE, { id: jane.memberId, input: back });
    expect((await app.refused(applications, {}, { slot: 'jane' })).extensions.code).toBe('FORBIDDEN');
    expect(await app.ask(ME, {}, { slot: 'jane' })).toMatchObject({ viewer: { role: 'AGENT', userName: 'Jane' } });
  });

  it('who is removed is signed out immediately, and no one else is', async () => {
    const id = await idOf('joe');
    const cookie = app.cookie('joe')!;
    await app.ask(REMOVE, { id });
    expect(await app.ask(ME, {}, { slot: 'joe', cookie, server: 1 })).toEqual({ viewer: null });
    expect(await app.ask(ME, {}, { slot: 'jane' })).toMatchObject({ viewer: { name: 'jane' } });
    expect((await app.refused(REMOVE, { id })).extensions.code).toBe('NOT_FOUND');
  });

  it('cannot remove their own rights, or change the owner', async () => {
    const ada = await idOf('ada');
    const asAda = { slot: 'ada' };
    const input = { displayName: 'Ada', role: 'SUPERVISOR' };
    const refused = async (text: string, variables: object) =>
      (await app.refused(text, { ...variables }, asAda)).extensions.rule;
    expect(await refused(UPDATE, { id: ada, input })).toBe('oneself');
    expect(await refused(REMOVE, { id: ada })).toBe('oneself');
    expect(await refused(UPDATE, { id: ownerId, input })).toBe('owner');
    expect(await refused(REMOVE, { id: ownerId })).toBe('owner');
    expect(await refused(RESET, { id: ownerId })).toBe('owner');
    expect(await app.ask(UPDATE, { id: ada, input: { ...input, displayName: 'Ada L.', role: 'ADMIN' } })).toMatchObject(
      {
        updateMember: { displayName: 'Ada L.' },
      },
    );
  });

  it.each(['x', '00000000-0000-0000-0000-000000000000', "' or 1=1 --"])('called %s is nobody', async (id) => {
    const input = { displayName: 'X', role: 'ADMIN' };
    for (const [text, variables] of [
      [UPDATE, { id, input }],
      [REMOVE, { id }],
      [RESET, { id }],
    ] as const) {
      expect((await app.refused(text, variables)).extensions.code).toBe('NOT_FOUND');
    }
  });

  it('has all changes in the audit log, without passwords', async () => {
    const { auditLog } = await app.ask<{ auditLog: { nodes: object[] } }>(LOG);
    expect(auditLog.nodes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'member.created', actorName: 'Owner', targetName: 'Jane' }),
        expect.objectContaining({
          action: 'member.changed',
          before: expect.objectContaining({ displayName: 'Jane', role: 'agent' }),
          after: expect.objectContaining({ displayName: 'Jane D.', role: 'supervisor' }),
        }),
        expect.objectContaining({ action: 'member.removed', targetName: 'Joe' }),
      ]),
    );
    expect(JSON.stringify(auditLog)).not.toMatch(/password|argon/i);
  });
});
