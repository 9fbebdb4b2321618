import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOperations } from '../helpers/operations.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const PUBLIC = ['viewer', 'signInOptions', 'acceptInvitation', 'signIn', 'signInWithVonage', 'signOut'];
/** What a supervisor may read, and an agent. */
const READS = ['account', 'application', 'applications', 'call', 'calls', 'checkNcco', 'colleagues', 'events'];

/** Of a call that one is in oneself: whoever is in none is told that there is none. */
const OWN_CALL = ['holdCall', 'resumeCall', 'transferCall', 'hangUpLeg', 'consultCall', 'endConsult'];
/** Of one's own password and sessions: whoever means another's is told that there is none, or that it may not be. */
const OWN_SELF = ['changePassword', 'endSession', 'endSessions'];

const all = allOperations((name) => (name === 'after' ? null : 'x'));
const closed = all.filter(({ name }) => !PUBLIC.includes(name)).map(({ name, kind, text }) => ({ name, kind, text }));
const ownCall = closed.filter(({ name }) => OWN_CALL.includes(name));
const mutations = closed.filter(({ kind, name }) => kind === 'mutation' && ![...OWN_CALL, ...OWN_SELF].includes(name));
const adminsQueries = closed.filter(({ name }) => ['members', 'invitations', 'availableNumbers'].includes(name));

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  const { createApplication } = await app.connectAccount();
  await (await createApplication()).signInAgent('Jane', 'jane');
  const input = '{ name: "sue", displayName: "Sue", role: SUPERVISOR, password: "long enough" }';
  await app.ask(`mutation { createMember(input: ${input}) { password } }`);
  await app.ask('mutation { signIn(input: { name: "sue", password: "long enough" }) { id } }', {}, { slot: 'sue' });
});
afterAll(() => app.close());

const codeOf = async (text: string, slot: string) => {
  const { errors } = await app.graphql(text, {}, { slot });
  return errors[0]?.extensions.code ?? 'allowed';
};

describe('closed by default', () => {
  it('knows of every public operation, and of many others', () => {
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(PUBLIC));
    expect(closed.length).toBeGreaterThan(30);
  });

  it.each(closed)('lets nobody $name without signing in', async ({ text }) => {
    expect(await codeOf(text, 'stranger')).toBe('UNAUTHENTICATED');
  });

  it.each(mutations)('lets no agent $name', async ({ text }) => {
    expect(await codeOf(text, 'jane')).toBe('FORBIDDEN');
  });

  it.each([...mutations, ...adminsQueries])('lets no supervisor $name', async ({ text }) => {
    expect(await codeOf(text, 'sue')).toBe('FORBIDDEN');
  });

  it.each(ownCall)('lets neither $name in a call of others', async ({ name, text }) => {
    const code = name === 'endConsult' ? 'BAD_INPUT' : 'NOT_FOUND';
    expect([await codeOf(text, 'jane'), await codeOf(text, 'sue')]).toEqual([code, code]);
  });

  it.each(READS)('lets a supervisor read: %s', async (name) => {
    const { text } = closed.find((operation) => operation.name === name)!;
    expect(await codeOf(text, 'sue')).toMatch(/^(allowed|NOT_FOUND)$/);
  });
});
