import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../server/graphql/schema.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const PUBLIC = ['viewer', 'signInOptions', 'signIn', 'signInWithVonage', 'signOut'];

/** Some value of the right type, written in GraphQL. */
function sample(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) return `{ ${samples(Object.values(type.getFields()))} }`;
  return { Int: '1', Float: '1', Boolean: 'false', JSON: '[]' }[type.name] ?? '"x"';
}
const samples = (inputs: readonly Pick<GraphQLArgument, 'name' | 'type'>[]) =>
  inputs
    .filter(({ type }) => isNonNullType(type))
    .map(({ name, type }) => `${name}: ${sample(type)}`)
    .join(', ');
const selection = (type: GraphQLOutputType) => (isObjectType(getNamedType(type)) ? '{ __typename }' : '');

/** Every query and mutation of the schema, ready to be sent. */
function operations(root: GraphQLObjectType, word: string) {
  return Object.values(root.getFields()).map(({ name, args, type }) => {
    const given = samples(args);
    return { name, text: `${word} { ${name}${given && `(${given})`} ${selection(type)} }` };
  });
}

const schema = createSchema();
const all = [...operations(schema.getQueryType()!, 'query'), ...operations(schema.getMutationType()!, 'mutation')];
const closed = all.filter(({ name }) => !PUBLIC.includes(name)).map(({ name, text }) => [name, text] as const);

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  const { createApplication } = await app.connectAccount();
  await (await createApplication()).signInAgent('Jane', 'jane');
});
afterAll(() => app.close());

describe('closed by default', () => {
  it('has an operation for each public one, and many others', () => {
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(PUBLIC));
    expect(closed.length).toBeGreaterThan(30);
  });

  it.each(closed)('lets nobody %s without signing in', async (_name, text) => {
    expect((await app.refused(text, {}, { slot: 'stranger' })).extensions.code).toBe('UNAUTHENTICATED');
  });

  it.each(closed.filter(([, text]) => text.startsWith('mutation')))('lets no agent %s', async (name, text) => {
    const { extensions } = await app.refused(text, {}, { slot: 'jane' });
    // An agent may have a token, but only for the own application and user, which "x" is not.
    expect(extensions.code, name).toBe('FORBIDDEN');
  });
});
