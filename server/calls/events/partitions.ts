import { lockNumber } from '../../db/advisory-locks.js';
import type { Sql } from '../../db/connect.js';

const AHEAD = 3;

/**
 * Makes the monthly partitions of `events` for this month and the two to come, where they are missing. Without one the
 * rows go to the default partition, and stay there.
 * @param now decides the month (UTC)
 */
export async function ensurePartitions(sql: Sql, now: Date): Promise<void> {
  const months = Array.from({ length: AHEAD }, (_, n) => monthOf(now, n));
  const names = months.map((month) => month.name);
  const rows = await sql<{ name: string }[]>`
    select name from unnest(${names}::text[]) as name where to_regclass(name) is null`;
  if (rows.length === 0) return;
  const missing = new Set(rows.map((row) => row.name));
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${lockNumber.partitions})`;
    for (const { name, from, to } of months.filter((month) => missing.has(month.name))) {
      const [used] = await tx`
        select 1 from events_default where received_at >= ${from} and received_at < ${to} limit 1`;
      if (used) continue;
      await tx.unsafe(
        `create table if not exists ${name} partition of events for values from ('${from}') to ('${to}')`,
      );
    }
  });
}

/** Rather another day than that a webhook waits for us. */
const LOCK_PATIENCE = '2s';

/**
 * Drops the months of `events` that are older as a whole; what lies in the default partition stays.
 * @returns how many events of which application went
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
    const rows = await sql.begin(async (tx) => {
      await tx.unsafe(`set local lock_timeout = '${LOCK_PATIENCE}'`);
      const counts = await tx<{ id: string; count: number }[]>`
        select application_id as id, count(*)::int as count from ${tx(name)} group by 1`;
      await tx`drop table ${tx(name)}`;
      return counts;
    });
    for (const { id, count } of rows) gone.set(id, (gone.get(id) ?? 0) + count);
  }
  return gone;
}

function monthOf(now: Date, ahead: number): { name: string; from: string; to: string } {
  const first = (n: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1)).toISOString();
  const from = first(ahead);
  return { name: `events_${from.slice(0, 7).replace('-', '_')}`, from, to: first(ahead + 1) };
}
