import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { readPhoneNumber } from '../../../shared/phone-number.js';
import type { Db } from '../../db/connect.js';
import { badInput } from '../../errors.js';
import {
  decodeCursor,
  encodeCursor,
  filterText,
  type Page,
  type PageRequest,
  pageSize,
  toPage,
  wrongCursor,
} from '../../page.js';
import { legs } from '../calls.table.js';
import { EVENT_KINDS } from './classify-event.js';
import { type EventRow, events } from './events.table.js';

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which events to list; a missing filter excludes nothing. */
export interface EventFilter {
  callId?: string | null;
  /** Our id of a call, or Vonage's id of a leg. */
  about?: string | null;
  kind?: string | null;
  /** Words to find anywhere in the body, in upper or lower case. */
  text?: string | null;
}

/** Text search has no index: after this many events the reader is asked whether to continue. */
const LOOKED_AT = 4000;
const LONGEST_TEXT = 200;

/** @returns what finds a page of events, the newest first */
export function createFindEvents(db: Db) {
  /** @returns null when there is no such leg and no such call */
  async function aboutIt(applicationId: string, about: string): Promise<SQL | null> {
    const leg = and(eq(legs.applicationId, applicationId), eq(legs.uuid, about));
    const [found] = await db.select({ callId: legs.callId }).from(legs).where(leg);
    if (found) return and(eq(events.callId, found.callId), eq(events.legUuid, about))!;
    return UUID.test(about) ? eq(events.callId, about) : null;
  }

  async function page(where: SQL | undefined, request: PageRequest): Promise<Page<EventRow>> {
    const rows = await db
      .select()
      .from(events)
      .where(where)
      .orderBy(desc(events.id))
      .limit(pageSize(request) + 1);
    return toPage(rows, request, (row) => row.id);
  }

  /** The page ends where enough was found, or where it stopped looking. */
  async function pageWith(text: string, where: SQL | undefined, request: PageRequest): Promise<Page<EventRow>> {
    const near = db.select().from(events).where(where).orderBy(desc(events.id)).limit(LOOKED_AT).as('near');
    const rows = await db
      .select()
      .from(near)
      .where(sql`strpos(lower(${near.body}::text), lower(${text}::text)) > 0`)
      .orderBy(desc(near.id))
      .limit(pageSize(request) + 1);
    const found = toPage(rows, request, (row) => row.id);
    if (found.pageInfo.hasNextPage) return found;
    const [last] = await db
      .select({ id: events.id })
      .from(events)
      .where(where)
      .orderBy(desc(events.id))
      .offset(LOOKED_AT - 1)
      .limit(1);
    const end = last ?? rows.at(-1);
    const endCursor = end ? encodeCursor(end.id) : null;
    return { ...found, pageInfo: { ...found.pageInfo, endCursor, hasNextPage: last !== undefined } };
  }

  /** @throws BAD_INPUT for a wrong cursor, kind or text */
  return async (
    applicationId: string,
    { callId, about, kind, text }: EventFilter,
    request: PageRequest,
  ): Promise<Page<EventRow>> => {
    if (kind && !EVENT_KINDS.some((known) => known === kind)) {
      const allowed = EVENT_KINDS.join(', ');
      throw badInput('kind', 'oneOf', `An event's kind is one of: ${allowed}.`, { allowed });
    }
    const typed = text?.trim() ?? '';
    // Vonage writes numbers in digits, however they are looked for.
    const words = readPhoneNumber(typed) ?? typed;
    if (words.length > LONGEST_TEXT) {
      throw badInput('text', 'tooLong', `At most ${LONGEST_TEXT} characters are allowed.`, { max: LONGEST_TEXT });
    }
    const wanted = filterText('about', about);
    const subject = wanted ? await aboutIt(applicationId, wanted) : undefined;
    if (subject === null) return toPage([], request, () => '');
    const where = and(
      eq(events.applicationId, applicationId),
      callId ? eq(events.callId, callId) : undefined,
      subject,
      kind ? eq(events.kind, kind) : undefined,
      request.after ? lt(events.id, idIn(request.after)) : undefined,
    );
    return words ? pageWith(words, where, request) : page(where, request);
  };
}

function idIn(cursor: string): string {
  const id = decodeCursor(cursor);
  if (!UUID.test(id)) throw wrongCursor();
  return id;
}
