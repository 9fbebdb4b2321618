import { and, count, desc, eq, gte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import { decodeCursor, type Page, type PageRequest, pageSize, toPage, wrongCursor } from '../page.js';
import { type CallRow, calls } from './calls.table.js';
import { UUID } from './events/find-events.js';
import { type CallFilter, matching } from './filter-calls.js';
import type { OutcomeKind } from './outcome/outcome-kinds.js';

/** How many calls a filter finds. */
export interface Totals {
  calls: number;
  missed: number;
  abandoned: number;
  /** There are more than are counted. */
  more: boolean;
}

/** Calls that are counted: as many entries of an index are read in some ten milliseconds. */
const MOST_COUNTED = 50_000;

const NEWEST = [desc(calls.startedAt), desc(calls.id)];

/** Lists and counts the calls of an application. */
export function createListCalls(db: Db) {
  return {
    /**
     * A page of calls, newest first.
     * @param visible restricts them to those that the reader may see
     * @throws BAD_INPUT for an invalid page or filter
     */
    async page(
      applicationId: string,
      { first, after, outcomes, ...filter }: CallFilter & PageRequest,
      visible: SQL | undefined,
    ): Promise<Page<CallRow>> {
      const size = pageSize({ first });
      const own = eq(calls.applicationId, applicationId);
      const wanted = and(
        own,
        await matching(db, applicationId, filter),
        visible,
        after ? startedBefore(after) : undefined,
      );
      const read = (kind?: OutcomeKind) =>
        db
          .select()
          .from(calls)
          .where(and(wanted, kind && eq(calls.outcome, kind)))
          .orderBy(...NEWEST)
          .limit(size + 1);
      // The index has the newest of one outcome, not of several.
      const kinds = [...new Set(outcomes ?? [])];
      const found = kinds.length > 0 ? (await Promise.all(kinds.map(read))).flat() : await read();
      const rows = found.sort((left, right) => (keyOf(left) < keyOf(right) ? 1 : -1)).slice(0, size + 1);
      return toPage(rows, { first, after }, keyOf);
    },

    /**
     * Counts the calls, and how many of them were missed. Only the newest 50 000 are counted.
     * @throws BAD_INPUT for an invalid filter
     */
    async totals(applicationId: string, filter: CallFilter, visible: SQL | undefined): Promise<Totals> {
      const own = eq(calls.applicationId, applicationId);
      const wanted = and(own, await matching(db, applicationId, filter), visible);
      const counted = async (only?: SQL) => {
        const newest = db
          .select({ startedAt: calls.startedAt })
          .from(calls)
          .where(and(wanted, only))
          .orderBy(...NEWEST)
          .limit(MOST_COUNTED)
          .as('newest');
        const oldest = sql<Date | null>`min(${newest.startedAt})`.mapWith(calls.startedAt);
        const [row] = await db.select({ calls: count(), oldest }).from(newest);
        return row!;
      };
      const all = await counted();
      const since = all.oldest ? gte(calls.startedAt, all.oldest) : undefined;
      const [missed, abandoned] = await Promise.all(
        (['MISSED', 'ABANDONED'] as const).map((kind) => counted(and(since, eq(calls.outcome, kind)))),
      );
      return {
        calls: all.calls,
        missed: missed!.calls,
        abandoned: abandoned!.calls,
        more: all.calls === MOST_COUNTED,
      };
    },
  };
}

const keyOf = ({ startedAt, id }: CallRow) => `${startedAt.toISOString()} ${id}`;

/** The calls that come after the cursor, newest first. @throws BAD_INPUT when it is not one of ours */
function startedBefore(cursor: string): SQL {
  const [at = '', id = ''] = decodeCursor(cursor).split(' ');
  const time = new Date(at);
  if (Number.isNaN(time.getTime()) || !UUID.test(id)) {
    throw wrongCursor();
  }
  return sql`(${calls.startedAt}, ${calls.id}) < (${time.toISOString()}::timestamptz, ${id}::uuid)`;
}
