import type { Sql } from '../../db/connect.js';

/** Rows of one statement: a webhook that comes meanwhile does not notice. */
const BATCH = 2_000;

/** Repeats until a batch is not full. @returns how many rows there were */
async function inBatches(signal: AbortSignal, remove: () => Promise<number>): Promise<number> {
  let sum = 0;
  while (!signal.aborted) {
    const count = await remove();
    sum += count;
    if (count < BATCH) break;
  }
  return sum;
}

/** The smallest UUID version 7 of an instant: ids below it are older. */
function lowestId(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** Deletes events of these applications received before a time. */
export function removeOldEvents(sql: Sql, applicationIds: string[], before: Date, signal: AbortSignal) {
  return inBatches(signal, async () => {
    const { count } = await sql`
      delete from events where (id, received_at) in (
        select id, received_at from events
        where application_id = any(${applicationIds}) and id < ${lowestId(before)} and received_at < ${before.toISOString()}
        limit ${BATCH}
      )`;
    return count;
  });
}

/** Calls that ended before, with their legs and whatever events there are. */
export async function removeOldCalls(sql: Sql, applicationIds: string[], before: Date, signal: AbortSignal) {
  let events = 0;
  const calls = await inBatches(signal, () =>
    sql.begin(async (tx) => {
      const old = await tx<{ id: string }[]>`
        select id from calls
        where application_id = any(${applicationIds}) and coalesce(ended_at, started_at) < ${before.toISOString()}
        limit ${BATCH}`;
      const ids = old.map(({ id }) => id);
      await tx`
        delete from stays using legs
        where legs.call_id = any(${ids}) and stays.application_id = legs.application_id and stays.leg_uuid = legs.uuid`;
      events += (await tx`delete from events where call_id = any(${ids})`).count;
      await tx`delete from calls where id = any(${ids})`;
      return ids.length;
    }),
  );
  return { calls, events };
}

/** What tells a doubled event from a new one is needed no longer than the event. */
export function removeOldKeys(sql: Sql, before: Date, signal: AbortSignal) {
  return inBatches(signal, async () => {
    const { count } = await sql`
      delete from event_keys where dedupe in (
        select dedupe from event_keys where received_at < ${before.toISOString()} order by received_at limit ${BATCH}
      )`;
    return count;
  });
}

/** Events that came for an application after it had gone. */
export function removeOrphans(sql: Sql, before: Date, signal: AbortSignal) {
  return inBatches(signal, async () => {
    const { count } = await sql`
      delete from events where (id, received_at) in (
        select id, received_at from events
        where received_at < ${before.toISOString()} and not exists (select from applications where id = events.application_id)
        limit ${BATCH}
      )`;
    return count;
  });
}

/** Twice as long as a signature is taken, which may be dated some minutes ahead. Milliseconds. */
const SIGNATURES_KEPT = 15 * 60_000;

/** A signature that is too old to be taken need not be remembered. */
export async function removeUsedSignatures(sql: Sql, now: Date): Promise<void> {
  await sql`delete from used_signatures where received_at < ${new Date(now.getTime() - SIGNATURES_KEPT).toISOString()}`;
}
