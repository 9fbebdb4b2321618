import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { ConfigError } from '../config.js';

/** Several servers may start at once: one migrates, the others wait (two migrators at once fail on a fresh database). */
const LOCK = 4_000_107;

/** drizzle/ at the root of the project, seen from server/db and from dist/server/db. */
const folder = ['../../drizzle', '../../../drizzle']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path))!;

/**
 * Brings the database to this version's tables.
 * @param url a PostgreSQL address
 * @throws ConfigError when the data comes from a newer version of Denwaban
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await refuseNewerData(sql);
    await run(drizzle(sql), { migrationsFolder: folder });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** A migration that we do not know, newer than our newest: an older program must not write to it. */
async function refuseNewerData(sql: postgres.Sql): Promise<void> {
  const journal = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8')) as { entries: { when: number }[] };
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return;
  const [newest] = await sql`select max(created_at)::bigint as at from drizzle.__drizzle_migrations`;
  if (Number(newest?.at ?? 0) > Math.max(...journal.entries.map((entry) => entry.when))) {
    throw new ConfigError(
      'The data was written by a newer version of Denwaban. Start that version, or give this one another DATA_DIR (or DATABASE_URL).',
    );
  }
}
