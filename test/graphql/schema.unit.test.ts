import { isInputObjectType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { createSchema, printSortedSchema } from '../../server/graphql/schema.js';

it('keeps schema.graphql in step with the code (npm run schema updates it)', async () => {
  await expect(printSortedSchema()).toMatchFileSnapshot('../../schema.graphql');
});

it('describes every type, every operation and every field', () => {
  const types = Object.values(createSchema().getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const bare = types.flatMap((type) => {
    if (!isObjectType(type) && !isInputObjectType(type)) return [];
    const fields = Object.values(type.getFields()).filter((field) => !field.description);
    const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name);
    return [...(type.description || isRoot ? [] : [type.name]), ...fields.map((field) => `${type.name}.${field.name}`)];
  });
  expect(bare).toEqual([]);
});
