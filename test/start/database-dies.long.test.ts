import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { killDatabase } from './database-dies.js';
import { checkout, cleanUp, PATIENCE_MS } from './denwaban-process.js';

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
}, PATIENCE_MS);
afterAll(cleanUp, PATIENCE_MS);

/** Milliseconds from a kill until an event is accepted again and applied. */
const HEALED_MS = 5000;

it('outlives 50 kills of PostgreSQL at 200 events a second, loses no accepted event, and heals within 5 s', async () => {
  const healed = await killDatabase({ kills: 50, perSecond: 200, database: 'yours' });
  console.log(`Healed after ${healed.toSorted((left, right) => left - right).join(', ')} ms.`);
  expect(healed).toHaveLength(50);
  expect(Math.max(...healed)).toBeLessThan(HEALED_MS);
}, 900_000);
