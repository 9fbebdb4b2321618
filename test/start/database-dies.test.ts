import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killDatabase } from './database-dies.js';
import { checkout, cleanUp, PATIENCE_MS } from './denwaban-process.js';

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
}, PATIENCE_MS);
afterAll(cleanUp, PATIENCE_MS);

describe('a PostgreSQL that dies while events come in', () => {
  it.each(['embedded', 'yours'] as const)(
    'ends no server, loses no accepted event, and is used again by itself (%s)',
    async (database) => {
      expect(await killDatabase({ kills: 2, perSecond: 50, database })).toHaveLength(2);
    },
    PATIENCE_MS,
  );
});
