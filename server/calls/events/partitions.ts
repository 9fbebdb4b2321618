import { lockNumber } from '../../db/advisory-locks.js';
import type { Sql } from '../../db/connect.js';
import { codeOf } from '../../db/failures.js';

/** Months created in advance, so that a job that fails for weeks does no harm. */
const AHEAD = 6;
/**
 * Everything that follows a waiting table lock waits too, also webhooks: so we wait no longer than this, and try again
 * later.
 */
const LOCK_PATIENCE = '200ms';
/** No lock is held longer than this, even if the default partition is very large and must be scanned. */
const LOCK_HELD = '1s';
/** SQLSTATE of a lock time-out. */
const LOCK_NOT_AVAILABLE = '55P03';
const DAY_MS = 24 * 3600_000;

interface Month {
  name: string;
  from: Date;
  to: Date;
}

/**
 * Makes the monthly partitions of `events` that are missing, from this month to half a year ahead. Nothing waits for it:
 * rows of a month that has none go to the default partition.
 * @param now decides the month (UTC)
 * @throws if a lock times out; the caller tries again later
 */
export async function makePartitions(sql: Sql, now: Date): Promise<void> {
  const months = Array.from({ length: AHEAD + 1 }, (_, n) => monthOf(now, n));
  const names = months.map((month) => month.name);
  const rows = await sql<{ name: string }[]>`
    select name from unnest(${names}::text[]) as name where to_regclass(name) is null`;
  const missing = new Set(rows.map((row) => row.name));
  let failure: unknown;
  for (const month of months.filter(({ name }) => missing.has(name))) {
    await makePartition(sql, month, now).catch((error) => {
      failure = error;
    });
  }
  if (failure) throw failure;
}

/**
 * ATTACH lets inserts into `events` pass, but needs the default partition for itself for a moment, to see that none of
 * the rows there belong to the new one. Those that do stay there, and the new partition begins after them.
 */
async function makePartition(sql: Sql, { name, from, to }: Month, now: Date): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local lock_timeout = '${LOCK_PATIENCE}'; set local statement_timeout = '${LOCK_HELD}'`);
    await tx`select pg_advisory_xact_lock(${lockNumber.partitions})`;
    const [exists] = await tx`
      select 1 from pg_inherits join pg_class on pg_class.oid = inhrelid
      where inhparent = 'events'::regclass and relname = ${name}`;
    if (exists) return;
    const [row] = await tx<{ last: string | null }[]>`
      select max(received_at)::text as last from events_default
      where received_at >= ${from.toISOString()} and received_at < ${to.toISOString()}`;
    const start = row?.last ? nextDay(Math.max(now.getTime(), Date.parse(row.last))) : from;
    if (start >= to) return;
    // Empty, so neither the scan of ATTACH nor its indexes take any time.
    await tx.unsafe(`create table ${name} (like events including defaults)`);
    await tx.unsafe(
      `alter table events attach partition ${name} for values from ('${start.toISOString()}') to ('${to.toISOString()}')`,
    );
  });
}

/**
 * Drops the months of `events` that are entirely older; what lies in the default partition stays.
 * A month that cannot be locked is left for the next run.
 * @returns how many events of each application were dropped
 */
export async function dropOldPartitions(sql: Sql, before: Date): Promise<Map<string, number>> {
  const gone = new Map<string, number>();
  const partitions = await sql<{ name: string }[]>`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'events'::regclass and relname ~ '^events_[0-9]{4}_[0-9]{2}$'`;
  const old = partitions.filter(({ name }) => {
    const [, year, month] = name.split('_').map(Number);
    return Date.UTC(year!, month!, 1) <= before.getTime();
  });
  for (const { name } of old) {
    // Nothing is written to a month that is over, so it is counted before it is locked.
    const counts = await sql<{ id: string; count: number }[]>`
      select application_id as id, count(*)::int as count from ${sql(name)} group by 1`;
    try {
      await sql.begin(async (tx) => {
        await tx.unsafe(`set local lock_timeout = '${LOCK_PATIENCE}'`);
        // Locked first, so that this cannot deadlock with a webhook that is being stored.
        await tx`lock table events in access exclusive mode`;
        await tx`drop table ${tx(name)}`;
      });
    } catch (error) {
      if (codeOf(error) !== LOCK_NOT_AVAILABLE) throw error;
      continue;
    }
    for (const { id, count } of counts) gone.set(id, (gone.get(id) ?? 0) + count);
  }
  return gone;
}

function monthOf(now: Date, ahead: number): Month {
  const first = (n: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1));
  const from = first(ahead);
  return { name: `events_${from.toISOString().slice(0, 7).replace('-', '_')}`, from, to: first(ahead + 1) };
}

function nextDay(at: number): Date {
  return new Date((Math.floor(at / DAY_MS) + 1) * DAY_MS);
}
