import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { checkComplexity } from '../../server/graphql/limits/complexity.js';
import { checkShape } from '../../server/graphql/limits/limits.js';
import { createSchema } from '../../server/graphql/schema.js';

const schema = createSchema();

/** Every field of a type, as generators of clients write it: down to the leaves, but into no type that they come from. */
function everyField(type: GraphQLOutputType, path: string[] = []): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) return '{ __typename }';
  if (!isObjectType(named) && !isInterfaceType(named)) return '';
  const fields = Object.values(named.getFields()).filter(
    (field) => needsNothing(field) && !path.includes(getNamedType(field.type).name),
  );
  return `{ __typename ${fields.map((field) => `${field.name} ${everyField(field.type, [...path, named.name])}`).join(' ')} }`;
}

const needsNothing = ({ args }: GraphQLField<unknown, unknown>) =>
  args.every((arg) => !isNonNullType(arg.type) || arg.defaultValue !== undefined);

/** The queries that give pages. */
const pages = Object.values(schema.getQueryType()!.getFields()).filter(({ args }) =>
  args.some(({ name }) => name === 'first'),
);

describe('every field of five rows stays under the limits', () => {
  it('of several lists', () => {
    expect(pages.length).toBeGreaterThan(4);
  });

  it.each(pages.map((field) => [field.name, field] as const))('%s', (_name, field) => {
    const args = field.args

      .filter(({ name, type, defaultValue }) => name === 'first' || (isNonNullType(type) && defaultValue === undefined))
      .map(({ name }) => (name === 'first' ? 'first: 5' : `${name}: "GB"`));
    const text = `{ ${field.name}(${args.join(', ')}) ${everyField(field.type)} }`;
    // A generator writes no shorter than it must.
    const document = parse(text, { maxTokens: 1500 });
    checkShape(document);
    expect(checkComplexity({ schema, document, variables: {} })).toBeLessThan(30_000);
  });
});
