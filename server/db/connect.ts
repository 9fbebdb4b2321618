import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** Seconds between two attempts to connect: a database that is back is found within a second (the driver's own rule: 20). */
const backoff = (attempt: number) => Math.min(attempt / 10, 1);

/**
 * Opens the pool of connections.
 * @param url a PostgreSQL address
 * @param max the largest number of connections
 * @returns the query builder, the driver beneath it (LISTEN, raw statements) and `close`
 */
export function connect(url: string, max = 10) {
  const sql = postgres(url, { max, onnotice: () => {}, connect_timeout: 5, backoff });
  const db = drizzle(sql);
  return { db, sql, close: () => sql.end({ timeout: 5 }) };
}

export type Database = ReturnType<typeof connect>;
export type Db = Database['db'];
export type Sql = Database['sql'];
/** The query builder, or a transaction of it: inside a transaction only the transaction may be used. */
export type DbOrTx = Db | Parameters<Parameters<Db['transaction']>[0]>[0];
