import type { Sql } from '../db/connect.js';

/** Servers start together: one makes the partitions, the others wait. */
const LOCK = 4_000_108;
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
    await tx`select pg_advisory_xact_lock(${LOCK})`;
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

function monthOf(now: Date, ahead: number): { name: string; from: string; to: string } {
  const first = (n: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1)).toISOString();
  const from = first(ahead);
  return { name: `events_${from.slice(0, 7).replace('-', '_')}`, from, to: first(ahead + 1) };
}
