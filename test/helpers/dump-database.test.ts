import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from './database.js';
import { dumpDatabase, findLeaks } from './find-leaks.js';

const SECRET = 'correct horse battery staple';
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 2, onnotice: () => {} });
});
afterAll(async () => {
  await sql?.end();
  await database?.drop();
});

it.each([
  ['text', SECRET],
  ['json', String.raw`{"nul": "\u0000", "kept": "${SECRET}"}`],
  ['jsonb', JSON.stringify({ kept: [SECRET] })],
  ['bytea', `\\x${Buffer.from(SECRET).toString('hex')}`],
  ['text[]', `{"${SECRET}"}`],
])('a secret is found in a column of %s', async (type, value) => {
  await sql.unsafe('drop table if exists drawer');
  await sql.unsafe(`create table drawer (what ${type})`);
  await sql.unsafe('insert into drawer values (null)');
  await sql.unsafe(`insert into drawer values ($1::text::${type})`, [value]);
  expect(findLeaks(await dumpDatabase(sql), { it: SECRET }, {})).toEqual([
    { secret: 'it', where: 'table public.drawer' },
  ]);
});
