import postgres from 'postgres';
import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../helpers/database.js';

const databases: Awaited<ReturnType<typeof createTestDatabase>>[] = [];
afterAll(async () => {
  await Promise.all(databases.map((one) => one.drop()));
});

it('gives every test file a migrated database of its own', async () => {
  databases.push(...(await Promise.all([createTestDatabase(), createTestDatabase()])));
  const [first, second] = databases.map((one) => postgres(one.url, { max: 1 }));
  await first!`insert into event_keys values ('once', now())`;
  expect(await first!`select * from event_keys`).toHaveLength(1);
  expect(await second!`select * from event_keys`).toHaveLength(0);
  await Promise.all([first!.end(), second!.end()]);
});
