import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import type postgres from 'postgres';
import { ConfigError } from '../config.js';
import { readAddress } from './address.js';
import { lockNumber } from './advisory-locks.js';
import { openDriver } from './connect.js';

const AGAIN_MS = 100;
/** Milliseconds until the log says that we are waiting, and until we give up. */
const SAY_MS = 3_000;
const PATIENCE_MS = 5 * 60_000;

/** drizzle/ at the root of the project, seen from server/db and from dist/server/db. */
const folder = ['../../drizzle', '../../../drizzle']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path))!;

interface Migrating {
  log?: { info(sentence: string): void };
  /** Stops waiting, and rolls back a running migration. */
  signal?: AbortSignal;
}

/**
 * Updates the database to this version's tables.
 * @param url a PostgreSQL address without a pooler
 * @throws ConfigError if the data is from a newer version of Denwaban, or another server has been migrating for
 * minutes; AbortError when the signal aborts
 */
export async function migrate(url: string, { log, signal }: Migrating = {}): Promise<void> {
  const address = readAddress(url);
  const sql = openDriver(address, { max: 1 });
  // The lock belongs to the transaction: a pooler does not split it, and it ends with its connection.
  const lock = openDriver({ ...address, applicationName: `migration of process ${process.pid}` }, { max: 1 });
  const stop = () => void Promise.all([sql.end({ timeout: 0 }), lock.end({ timeout: 0 })]);
  signal?.addEventListener('abort', stop);
  try {
    await lock.begin(async (tx) => {
      await tx`set local idle_in_transaction_session_timeout = 0`;
      await takeLock(tx, log, signal);
      if (await isCurrent(sql)) return;
      await run(drizzle(sql), { migrationsFolder: folder });
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all([sql.end({ timeout: 5 }), lock.end({ timeout: 5 })]);
  }
}

async function takeLock(tx: postgres.TransactionSql, log: Migrating['log'], signal?: AbortSignal): Promise<void> {
  const start = performance.now();
  for (let told = false; ; ) {
    const [row] = await tx`select pg_try_advisory_xact_lock(${lockNumber.migration}) as mine`;
    if (row?.mine) return;
    const waited = performance.now() - start;
    if (waited > SAY_MS && !told) {
      log?.info(`Waiting for ${await holder(tx)}, which brings the database to this version.`);
      told = true;
    }
    if (waited > PATIENCE_MS) {
      throw new ConfigError(
        `For ${PATIENCE_MS / 60_000} minutes ${await holder(tx)} has been updating the database to this version. If that server is gone, end its connection: select pg_terminate_backend(pid);`,
      );
    }
    await wait(AGAIN_MS, undefined, { signal });
  }
}

/** Describes who holds the lock. */
async function holder(tx: postgres.TransactionSql): Promise<string> {
  const [row] = await tx`select pid, application_name as name, client_addr as address
    from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and objid = ${lockNumber.migration} and granted and pg_locks.database = (
      select oid from pg_database where datname = current_database()) limit 1`;
  return row
    ? `another server (${row.name || 'unnamed'}, pid ${row.pid}${row.address ? `, from ${row.address}` : ''})`
    : 'another server';
}

/**
 * Whether nothing is left to do.
 * @throws ConfigError for an unknown migration that is newer than our newest: an older program must not write to that
 * database
 */
async function isCurrent(sql: postgres.Sql): Promise<boolean> {
  const journal = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8')) as { entries: { when: number }[] };
  const ours = Math.max(...journal.entries.map((entry) => entry.when));
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return false;
  const [newest] = await sql`select max(created_at)::bigint as at from drizzle.__drizzle_migrations`;
  const theirs = Number(newest?.at ?? 0);
  if (theirs > ours) {
    throw new ConfigError(
      'The data was written by a newer version of Denwaban. Start that version, or give this one another DATA_DIR (or DATABASE_URL).',
    );
  }
  return theirs === ours;
}
