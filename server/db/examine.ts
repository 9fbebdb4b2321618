import { setTimeout as wait } from 'node:timers/promises';
import type postgres from 'postgres';
import { ConfigError } from '../config.js';
import { readAddress } from './address.js';
import { type Manner, openDriver } from './connect.js';
import { codeOf } from './failures.js';
import { isFull } from './patience.js';
import { sentenceFor } from './sentences.js';

const OLDEST = 14;
/** The most and the fewest connections that a server takes: at least one that listens and two that work. */
const MOST = 10;
const FEWEST = 2;
/** The connection that listens. */
const BESIDE = 1;
/** Leaves room for a second server, such as the next release during an update. */
const MANY = 2 * (MOST + BESIDE);
/** Milliseconds to wait for a database that is starting or has no free connection. */
const PATIENCE_MS = 30_000;
const AGAIN_MS = 250;
/** Milliseconds to wait for a notification. */
const HEARD_MS = 2_000;

interface Log {
  info(sentence: string): void;
}

interface Looking {
  url: string;
  /** The database itself, if `url` is a pooler. */
  directUrl: string | null;
  signal: AbortSignal;
  log: Log;
}

/**
 * Checks a database before it is used: can Denwaban work with it, is access allowed, and how many connections are
 * there?
 * @throws ConfigError that says what to do; AbortError when the signal aborts
 */
export async function examine({ url, directUrl, signal, log }: Looking): Promise<Manner> {
  const main = { url, name: 'DATABASE_URL' };
  const direct = directUrl === null ? main : { url: directUrl, name: 'DATABASE_DIRECT_URL' };
  const found = await look(direct, signal, log);
  refuseUnfit(found, direct.name);
  const behind = directUrl === null ? found : await look(main, signal, log);
  if (behind.identity !== found.identity) {
    throw new ConfigError(
      'DATABASE_URL and DATABASE_DIRECT_URL lead to different databases; they must lead to the same one.',
    );
  }
  if (found.pooled && !(await hears(direct.url, signal))) {
    throw new ConfigError(
      `${direct.name} leads to a pooler in transaction mode (such as PgBouncer), through which servers can’t notify each other of changes. Set DATABASE_DIRECT_URL to the address of the database itself, or of a pooler in session mode${directUrl === null ? '; DATABASE_URL may stay as it is' : ''}.`,
    );
  }
  const { connections, pooled: said } = readAddress(url);
  const pooled = said || behind.pooled;
  const room = pooled ? MANY : found.room;
  if (room < FEWEST + BESIDE) {
    throw new ConfigError(
      `${main.name} allows "${found.user}" ${room} connections at a time; Denwaban needs ${FEWEST + BESIDE}, and twice as many while one server replaces another. Allow more: alter role "${found.user}" connection limit 20;`,
    );
  }
  const max = Math.max(FEWEST, Math.min(MOST, connections ?? MOST, Math.floor(room / 2) - BESIDE));
  return { max, tight: room < MANY, pooled };
}

/** Queries about a database. */
async function look({ url, name }: { url: string; name: string }, signal: AbortSignal, log: Log) {
  const deadline = performance.now() + PATIENCE_MS;
  for (let told = false; ; told = true) {
    const sql = openDriver(readAddress(url, name), { max: 1, prepare: false, fetch_types: false });
    const stop = () => void sql.end({ timeout: 0 });
    signal.addEventListener('abort', stop);
    try {
      return await ask(sql);
    } catch (error) {
      signal.throwIfAborted();
      const passing = codeOf(error) === '57P03' || isFull(error);
      if (!passing || performance.now() > deadline) throw sentenceFor(error, url, name) ?? error;
      if (!told) log.info(`The database of ${name} is not ready yet (${(error as Error).message}); waiting for it.`);
      await wait(AGAIN_MS, undefined, { signal });
    } finally {
      signal.removeEventListener('abort', stop);
      await sql.end({ timeout: 1 });
    }
  }
}

async function ask(sql: postgres.Sql) {
  const rows = await sql<Answer[]>`
    select pg_backend_pid() as pid, current_setting('server_version_num')::int as version,
      current_setting('server_encoding') as encoding, current_setting('transaction_read_only') as "readOnly",
      pg_is_in_recovery() as standby, current_user as user, current_database() as database,
      current_schema() as schema, current_setting('search_path') as path,
      has_database_privilege(current_database(), 'CREATE') as "mayMakeSchemas",
      has_schema_privilege(current_schema(), 'CREATE') as "mayMakeTables",
      (select rolconnlimit from pg_roles where rolname = current_user) as "ofRole",
      (select rolsuper from pg_roles where rolname = current_user) as super,
      (select datconnlimit from pg_database where datname = current_database()) as "ofDatabase",
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as "ofServer",
      (select oid from pg_database where datname = current_database()) || ' ' || pg_postmaster_start_time() as identity`;
  const row = rows[0]!;
  const limits = [row.super ? -1 : row.ofRole, row.ofDatabase, row.ofServer].filter((limit) => limit >= 0);
  // A pooler reports an invented process id when it connects.
  const told = (rows as unknown as { state: { pid: number } }).state.pid;
  return { ...row, room: Math.min(...limits), pooled: told !== row.pid };
}

interface Answer {
  pid: number;
  version: number;
  encoding: string;
  readOnly: string;
  standby: boolean;
  user: string;
  database: string;
  schema: string | null;
  path: string;
  mayMakeSchemas: boolean;
  mayMakeTables: boolean | null;
  ofRole: number;
  super: boolean;
  ofDatabase: number;
  ofServer: number;
  identity: string;
}

function refuseUnfit(found: Answer, name: string): void {
  const { version, encoding, standby, readOnly, user, database, schema, path } = found;
  const refuse = (sentence: string) => new ConfigError(`The database of ${name} ${sentence}`);
  if (version < OLDEST * 10_000) {
    throw refuse(`is PostgreSQL ${Math.floor(version / 10_000)}; Denwaban needs ${OLDEST} or newer.`);
  }
  if (encoding !== 'UTF8') {
    throw refuse(
      `uses the encoding ${encoding}; Denwaban needs UTF8. Create another one: create database "${database}2" owner "${user}" encoding 'UTF8' template template0;`,
    );
  }
  if (standby) throw refuse('is a standby server, which is read-only. Use the address of the primary server.');
  if (readOnly === 'on') {
    throw refuse(
      `is read-only (default_transaction_read_only is on, or its disk is full), but Denwaban must write to it.`,
    );
  }
  if (schema === null) {
    throw refuse(
      `has none of the schemas in the search path of "${user}" (${path}). Create one: create schema authorization "${user}";`,
    );
  }
  if (!found.mayMakeTables || !found.mayMakeSchemas) {
    throw refuse(
      `gives "${user}" no right to create tables. Make it the owner: alter database "${database}" owner to "${user}"; or grant it: grant create on database "${database}" to "${user}"; grant create on schema "${schema}" to "${user}";`,
    );
  }
}

/** Whether a notification arrives: a pooler in transaction mode has given the listening connection to someone else. */
async function hears(url: string, signal: AbortSignal): Promise<boolean> {
  const sql = openDriver(readAddress(url), { max: 1, prepare: false, fetch_types: false });
  const channel = `denwaban_${process.pid}`;
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const late = setTimeout(() => resolve(false), HEARD_MS);
      signal.addEventListener('abort', () => resolve(false), { once: true });
      sql
        .listen(channel, () => {
          clearTimeout(late);
          resolve(true);
        })
        .then(() => sql.notify(channel, ''))
        .catch(reject);
    });
  } finally {
    await sql.end({ timeout: 1 });
  }
}
