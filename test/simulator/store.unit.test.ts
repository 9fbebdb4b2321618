import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { createStore } from '../../server/simulator/account/store.js';
import { waitFor } from '../helpers/wait-for.js';

it('writes the other files when one cannot be written, and that one as soon as it can be', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'denwaban-store-'));
  const errors: unknown[] = [];
  const store = createStore({ dir, onError: (error) => errors.push(error) });
  const read = (name: string) => readFileSync(join(dir, `${name}.json`), 'utf8');
  // A folder in its place keeps a file from being written, also for root.
  mkdirSync(join(dir, 'numbers.json.new'));
  store.write('numbers', () => [1]);
  store.write('users', () => ['jane']);
  await waitFor(() => read('users') === '["jane"]');
  await waitFor(() => errors.length > 0);
  store.write('users', () => ['jane', 'joe']);
  await waitFor(() => read('users') === '["jane","joe"]');

  rmSync(join(dir, 'numbers.json.new'), { recursive: true });
  await waitFor(() => read('numbers') === '[1]');
  await store.flush();
  rmSync(dir, { recursive: true });
});
