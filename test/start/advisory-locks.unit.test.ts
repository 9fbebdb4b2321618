import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { lockNumber } from '../../server/db/advisory-locks.js';

const root = resolve(import.meta.dirname, '../..');
const LIST = 'server/db/advisory-locks.ts';
const TAKES_A_LOCK = /pg_(?:try_)?advisory_\w+\(([^)]*)/g;

it('takes every advisory lock by its name in the one list, so that no number has two meanings', () => {
  const files = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .map((file) => `server/${file}`)
    .filter((file) => file.endsWith('.ts') && file !== LIST);
  const taken = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(TAKES_A_LOCK)].map(([, argument]) => ({ file, argument })),
  );
  expect(taken.length).toBeGreaterThan(5);
  expect(taken.filter(({ argument }) => !/^\$\{lockNumber\.\w+\}/.test(argument!))).toEqual([]);
  expect(new Set(Object.values(lockNumber)).size).toBe(Object.keys(lockNumber).length);
});
