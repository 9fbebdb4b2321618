import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import type { Actor } from '../../server/accounts/actor.js';
import { AUTHORIZATION, authorize, describeAuthorization } from '../../server/accounts/authorization.js';
import { createSchema } from '../../server/graphql/schema.js';

const root = resolve(import.meta.dirname, '../..');
const names = Object.keys(AUTHORIZATION);
const isOperation = (name: string) => /^(Query|Mutation|Subscription)\./.test(name);

/** Every `Type.field` of the schema. */
const fields = Object.values(createSchema().getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));

it('has every query, mutation and subscription of the schema in the table, and nothing else', () => {
  expect(names.filter(isOperation).sort()).toEqual(fields.filter(isOperation).sort());
  expect(names.filter((name) => !fields.includes(name))).toEqual([]);
});

it('has two public queries, and no public subscription', () => {
  const open = names.filter((name) => AUTHORIZATION[name] === 'public');
  expect(open.filter((name) => name.startsWith('Query.')).sort()).toEqual(['Query.signInOptions', 'Query.viewer']);
  expect(open.filter((name) => name.startsWith('Subscription.'))).toEqual([]);
});

it('keeps roles in the table alone: every resolver is @Authorized() without any', () => {
  const files = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' });
  const resolvers = files.filter((file) => file.endsWith('.resolver.ts'));
  const text = resolvers.map((file) => readFileSync(join(root, 'server', file), 'utf8')).join('\n');
  expect(text.match(/@Authorized\([^)]+\)/g)).toBeNull();
  expect(text.match(/@Authorized\(\)\n@Resolver/g)).toHaveLength(text.match(/^@Resolver/gm)!.length);
});

it('forbids API keys to change the account, its people or secrets', () => {
  const closed = names.filter((name) => {
    const rule = AUTHORIZATION[name]!;
    return rule !== 'public' && !rule.scope;
  });
  expect(closed).toEqual(expect.arrayContaining(['Mutation.createMember', 'Mutation.reset', 'Application.privateKey']));
  const key: Actor = {
    memberId: 'm',
    accountId: 'a',
    role: 'admin',
    applicationId: null,
    userName: null,
    via: 'apiKey',
    scopes: ['calls:write'],
    apiKey: { id: 'k', name: 'Reports' },
    address: null,
  };
  const mayNot = (name: string) => () => authorize(key, name);
  for (const name of closed) expect(mayNot(name), name).toThrow('API keys can’t do this.');
  expect(mayNot('Mutation.rentNumber')).toThrow('This API key lacks the scope "numbers:write".');
  expect(mayNot('Query.calls')).not.toThrow();
  expect(mayNot('Query.isNotThere')).toThrow('No one may do this');
});

it('keeps docs/authorization.md in step with the table (npm run schema updates it)', async () => {
  await expect(describeAuthorization()).toMatchFileSnapshot('../../docs/authorization.md');
});
