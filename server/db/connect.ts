import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { type Address, readAddress } from './address.js';
import { patient } from './patience.js';

/** Seconds between attempts to connect: a database that is back is found within half a second. */
const backoff = (attempt: number) => Math.min(attempt / 10, 0.5);
/** Seconds until an idle connection is closed, where connections are scarce. */
const IDLE_SECONDS = 10;

/** How many connections a server may open, and how it uses them. */
export interface Manner {
  max: number;
  /** Connections are scarce: idle ones are closed. */
  tight: boolean;
  /** A pooler in transaction mode forgets prepared statements. */
  pooled: boolean;
}

/**
 * Opens the connection pool; a query waits until a connection is free.
 * @param url a PostgreSQL address
 * @param manner the maximum number of connections, or everything that `examine` found
 * @returns the query builder, the driver beneath it (LISTEN, raw statements) and `close`
 */
export function connect(url: string, manner: number | Manner = 10) {
  const { max, tight, pooled } = typeof manner === 'number' ? { max: manner, tight: false, pooled: false } : manner;
  const sql = openDriver(readAddress(url), { max, prepare: !pooled, ...(tight && { idle_timeout: IDLE_SECONDS }) });
  const db = drizzle(sql);
  return { db, sql, close: () => sql.end({ timeout: 5 }) };
}

/** The driver alone. Settings come as arguments, since only config.ts reads the environment. */
export function openDriver(address: Address, options: postgres.Options<Record<string, never>> = {}): postgres.Sql {
  const [first] = address.hosts;
  const sql = postgres({
    host: address.hosts.map(({ host }) => host),
    port: address.hosts.map(({ port }) => port),
    ...(first!.host.startsWith('/') && { path: `${first!.host}/.s.PGSQL.${first!.port}` }),
    user: address.user,
    pass: address.password,
    database: address.database,
    ssl: address.tls,
    sslnegotiation: address.directTls ? 'direct' : null,
    connect_timeout: address.connectTimeout ?? 0,
    keep_alive: address.keepAlive,
    target_session_attrs: address.primaryOnly ? 'read-write' : undefined,
    connection: { application_name: address.applicationName, ...(address.options && { options: address.options }) },
    backoff,
    onnotice: () => {},
    ...options,
  } as postgres.Options<Record<string, never>>);
  return patient(sql);
}

export type Database = ReturnType<typeof connect>;
export type Db = Database['db'];
export type Sql = Database['sql'];
/** The query builder, or a transaction of it; inside a transaction, use only the transaction. */
export type DbOrTx = Db | Parameters<Parameters<Db['transaction']>[0]>[0];
