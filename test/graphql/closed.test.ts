import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../server/accounts/actor.js';
import { AUTHORIZATION } from '../../server/accounts/authorization.js';
import { type Operation, operationsByKind } from '../helpers/operations.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const ROOT = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;
const ruleOf = ({ kind, name }: Pick<Operation, 'kind' | 'name'>) => AUTHORIZATION[`${ROOT[kind]}.${name}`];
const mayBe = (role: Role) => (operation: Operation) => {
  const rule = ruleOf(operation);
  return rule === 'public' || Boolean(rule?.roles.includes(role));
};
const mayNot = (role: Role) => (operation: Operation) => !mayBe(role)(operation);
const agents = (operation: Operation) => {
  const rule = ruleOf(operation);
  return rule === 'public' ? undefined : rule?.agent;
};
/** As rows of it.each, whose title takes the name. */
const rows = (operations: Operation[]) => operations.map(({ name, kind, text }) => ({ name, kind, text }));

const { query, mutation, subscription } = operationsByKind((name) => (name === 'after' ? null : 'x'));
const all = [...query, ...mutation];
const closed = rows(all.filter((operation) => ruleOf(operation) !== 'public'));
/** For a call of the agent's own: otherwise the call is reported as unknown. */
const ownCall = rows(mutation.filter((operation) => agents(operation) === 'their own calls'));

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

/** What a subscription is refused with. */
async function refusedOver(slot: string, query: string): Promise<string> {
  const { refused, stop } = await subscribe(app.url, { query, slot, cookie: app.cookie(slot)! });
  await waitFor(() => refused.length > 0);
  stop();
  return JSON.stringify(refused);
}

describe('deny by default', () => {
  it('knows of many operations', () => {
    expect(closed.length).toBeGreaterThan(40);
    expect(ownCall.length).toBeGreaterThan(5);
  });

  it.each(closed)('lets nobody $name without signing in', async ({ text }) => {
    expect(await codeOf(text, 'stranger')).toBe('UNAUTHENTICATED');
  });

  it.each(rows(all.filter(mayNot('agent'))))('lets no agent $name', async ({ text }) => {
    expect(await codeOf(text, 'jane')).toBe('FORBIDDEN');
  });

  it.each(rows(all.filter(mayNot('supervisor'))))('lets no supervisor $name', async ({ text }) => {
    expect(await codeOf(text, 'sue')).toBe('FORBIDDEN');
  });

  it.each(rows(query.filter(mayBe('supervisor'))))('lets a supervisor read: $name', async ({ text }) => {
    expect(await codeOf(text, 'sue')).not.toMatch(/FORBIDDEN|UNAUTHENTICATED|INTERNAL/);
  });

  it.each(ownCall)('lets neither $name in a call of others', async ({ text }) => {
    expect([await codeOf(text, 'jane'), await codeOf(text, 'sue')]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });

  it.each(rows(subscription.filter(mayNot('agent'))))('lets no agent listen to $name', async ({ text }) => {
    expect(await refusedOver('jane', text)).toContain('"code":"FORBIDDEN"');
  });
});
