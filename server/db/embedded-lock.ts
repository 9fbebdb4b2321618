import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { ConfigError } from '../config.js';
import { lockNumber } from './advisory-locks.js';
import { ROLE } from './embedded-cluster.js';

/** Milliseconds that a server which is shutting down gets to release the lock. */
const OTHER_SERVER_MS = 2_000;

/** Proof of being the only server of a cluster. */
export interface Lock {
  /** Resolves when the connection that holds the lock is closed: PostgreSQL has ended, or has ended this connection. */
  lost: Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes this the only server of the cluster, and creates its database if it is missing.
 * @throws ConfigError when another server has the lock
 */
export async function takeLock(url: string, dataDir: string): Promise<Lock> {
  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => {},
    onclose: () => lose(),
    connection: { application_name: `process ${process.pid}` },
  });
  try {
    const deadline = performance.now() + OTHER_SERVER_MS;
    for (;;) {
      const [row] = await sql`select pg_try_advisory_lock(${lockNumber.embeddedDatabase}) as free`;
      if (row?.free) break;
      const [holder] = await sql`select application_name as name from pg_locks join pg_stat_activity using (pid)
        where locktype = 'advisory' and objid = ${lockNumber.embeddedDatabase} and granted`;
      if (performance.now() > deadline) {
        throw new ConfigError(
          `Another Denwaban already uses ${dataDir} (${holder?.name ?? 'it is shutting down'}). Stop it first, or set DATA_DIR to another folder.`,
        );
      }
      await wait(50);
    }
    const [database] = await sql`select from pg_database where datname = ${ROLE}`;
    if (!database) await sql.unsafe(`create database ${ROLE}`);
    return { lost, release: () => sql.end({ timeout: 5 }) };
  } catch (error) {
    await sql.end({ timeout: 1 });
    throw error;
  }
}
