import { inArray, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '../../db/connect.js';
import { gather } from '../../gather.js';
import { type CallRow, calls } from '../calls.table.js';
import type { Reaction } from '../fold/reactions.js';
import { isNotTaken, NOT_TAKEN } from '../outcome/outcome-kinds.js';
import { contactNumberOf } from './contact-number.js';

/** Seconds of ringing by which a person notices a call, though the agent then gave up. */
const NOTICED_SECONDS = 10;
/** Lists that are open show the missed calls of a day, which may have begun before midnight. */
const SHOWN = sql.raw(`interval '2 days'`);

const missed = alias(calls, 'missed');
const later = alias(calls, 'later');

/** Someone talked to the contact; a call flow that rings no one does not count. */
const TALKED = sql`(cardinality(${later.agents}) > 0 or ${later.outcome} in ('TRANSFERRED', 'LOST_IN_TRANSFER')
  or (${later.outcome} = 'ANSWERED' and ${later.outcomeReason} is distinct from 'CALL_FLOW'))`;

/** A person is being called at this moment, or has noticed that they were called. */
const CALLED = sql`(${later.endedAt} is null or ${later.outcome} in ('NO_ANSWER', 'DECLINED')
  or (${later.outcome} = 'CANCELED' and ${later.wait} >= ${NOTICED_SECONDS}))`;

/** The first call since that meets a condition, by the index of its numbers. @param order those with a lower one count first */
const first = (order: 1 | 2, direction: CallRow['direction'], condition: SQL) => sql`(
  select ${later.id} as id, ${later.startedAt} as began, ${sql.raw(`${order}`)} as place from calls as later
  where ${later.applicationId} = ${missed.applicationId}
    and reverse(${direction === 'inbound' ? later.from : later.to}) = reverse(${missed.from})
    and ${later.startedAt} > ${missed.startedAt} and ${later.direction} = ${direction} and ${condition}
  order by ${later.startedAt} limit 1)`;

/**
 * @returns of a missed call, the first call since in which someone talked to this caller, else the first in which someone
 * called them; null while there is none, for withheld numbers, and for any other call
 */
export function createCalledBack(db: Db): (call: CallRow) => Promise<CallRow | null> {
  const find = gather<string, CallRow | null>(async (ids) => {
    const pairs = await db.execute<{ missed: string; later: string }>(sql`
      select ${missed.id} as missed, since.id as later
      from calls as missed cross join lateral (
        ${first(1, 'inbound', TALKED)}
        union all ${first(1, 'outbound', TALKED)}
        union all ${first(2, 'outbound', CALLED)}
        order by place, began limit 1
      ) as since
      where ${inArray(missed.id, ids)}`);
    if (pairs.length === 0) return ids.map(() => null);
    const found = await db
      .select()
      .from(calls)
      .where(
        inArray(
          calls.id,
          pairs.map((pair) => pair.later),
        ),
      );
    const laterOf = new Map(pairs.map((pair) => [pair.missed, found.find(({ id }) => id === pair.later) ?? null]));
    return ids.map((id) => laterOf.get(id) ?? null);
  });
  return async (call) => (isNotTaken(call) && contactNumberOf(call) !== null ? find(call.id) : null);
}

/** Tells everyone who sees a missed call when its caller is called back, or no longer. */
export const tellOfCallsBack: Reaction = {
  name: 'called-back',
  concerns: ({ before, after }) =>
    before === null || before.live !== after.live || before.answeredAt !== after.answeredAt,

  async react(tx, { applicationId, legs }, publish) {
    const callIds = [...new Set(legs.map(({ callId }) => callId))];
    const rows = await tx.execute<{ id: string }>(sql`
      select distinct ${missed.id} as id
      from calls as later join calls as missed on ${missed.applicationId} = ${later.applicationId}
        and reverse(${missed.from})
          = reverse(case ${later.direction} when 'inbound' then ${later.from} else ${later.to} end)
        and ${missed.startedAt} < ${later.startedAt} and ${missed.startedAt} > ${later.startedAt} - ${SHOWN}
        and ${missed.direction} = 'inbound' and ${inArray(missed.outcome, [...NOT_TAKEN])}
        and ${missed.from} ~ '^[0-9]+$'
      where ${inArray(later.id, callIds)}
        and (${later.direction} = 'outbound' or cardinality(${later.agents}) > 0)`);
    for (const { id } of rows) publish('call', { applicationId, callId: id, legs: [], users: [], agents: true });
  },
};
