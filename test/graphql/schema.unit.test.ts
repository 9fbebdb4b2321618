import { isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { createSchema, printSortedSchema } from '../../server/graphql/schema.js';

it('has schema.graphql as the code says (npm run schema writes it anew)', async () => {
  await expect(printSortedSchema()).toMatchFileSnapshot('../../schema.graphql');
});

it('describes every operation', () => {
  const schema = createSchema();
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(isObjectType);
  const operations = roots.flatMap((root) => Object.values(root.getFields()));
  expect(operations.filter((operation) => !operation.description).map((operation) => operation.name)).toEqual([]);
});
