import type { Sql } from '../../db/connect.js';

/** Rows of one statement; few, so that no webhook waits for it. */
const BATCH = 2_000;
/** Twice as long as a signature is valid, which may be dated some minutes ahead. Milliseconds. */
const SIGNATURES_KEPT_MS = 15 * 60_000;

/** Asked after each batch; false leaves the rest to the next run. */
export type GoOn = () => boolean;

/** Repeats until a batch is not full. @returns how many rows there were */
async function inBatches(goOn: GoOn, remove: () => Promise<number>): Promise<number> {
  let sum = 0;
  do {
    const count = await remove();
    sum += count;
    if (count < BATCH) break;
  } while (goOn());
  return sum;
}

/** The smallest UUID version 7 of an instant: ids below it are older. */
function lowestId(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** Removes events of these applications that were received earlier. @returns how many */
export function removeOldEvents(sql: Sql, applicationIds: string[], before: Date, goOn: GoOn) {
  return inBatches(goOn, async () => {
    const { count } = await sql`
      delete from events where (id, received_at) in (
        select id, received_at from events
        where application_id = any(${applicationIds}) and id < ${lowestId(before)} and received_at < ${before.toISOString()}
        limit ${BATCH}
      )`;
    return count;
  });
}

/** Removes calls that ended earlier, with their legs and events. @returns how many calls and events */
export async function removeOldCalls(sql: Sql, applicationIds: string[], before: Date, goOn: GoOn) {
  let events = 0;
  const calls = await inBatches(goOn, () =>
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
      // What they were counted as goes with them; the figures stay.
      await tx`delete from counted_calls where call_id = any(${ids})`;
      await tx`delete from calls where id = any(${ids})`;
      return ids.length;
    }),
  );
  return { calls, events };
}

/** Removes the keys by which doubled events are recognized; they are needed no longer than the events. @returns how many */
export function removeOldKeys(sql: Sql, before: Date, goOn: GoOn) {
  return inBatches(goOn, async () => {
    const { count } = await sql`
      delete from event_keys where dedupe in (
        select dedupe from event_keys where received_at < ${before.toISOString()} order by received_at limit ${BATCH}
      )`;
    return count;
  });
}

/** Removes earlier events of applications that no longer exist. @returns how many */
export function removeOrphans(sql: Sql, before: Date, goOn: GoOn) {
  return inBatches(goOn, async () => {
    const { count } = await sql`
      delete from events where (id, received_at) in (
        select id, received_at from events
        where received_at < ${before.toISOString()} and not exists (select from applications where id = events.application_id)
        limit ${BATCH}
      )`;
    return count;
  });
}

/** Removes signatures that would be refused for their age alone. */
export async function removeUsedSignatures(sql: Sql, now: Date): Promise<void> {
  await sql`delete from used_signatures where received_at < ${new Date(now.getTime() - SIGNATURES_KEPT_MS).toISOString()}`;
}
