import { and, eq, exists, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { readPartOfNumber } from '../../shared/phone-number.js';
import { applications } from '../applications/applications.table.js';
import { findContactNumbers } from '../contacts/find-contacts.js';
import type { Db } from '../db/connect.js';
import { hasPart } from '../db/has-part.js';
import { badInput } from '../errors.js';
import { filterInstant, filterText } from '../page.js';
import { users } from '../users/users.table.js';
import type { LegDirection, LegStatus } from '../vonage/webhook-bodies.js';
import { withContact } from './caller/contact-number.js';
import { calls, legs } from './calls.table.js';
import type { OutcomeKind } from './outcome/outcome-kinds.js';

/** Which calls to list; a missing filter excludes nothing. */
export interface CallFilter {
  /** True: live calls; false: ended calls. */
  live?: boolean | null;
  /** Either end: a whole number, or its last digits, in any usual spelling; or a part of a contact's or an agent's name. */
  number?: string | null;
  /** Who has, or had, a leg in the call. */
  userName?: string | null;
  direction?: LegDirection | null;
  status?: LegStatus[] | null;
  /** Ended in any of these ways. */
  outcomes?: OutcomeKind[] | null;
  /** Calls that began at this instant or later. */
  since?: Date | null;
  /** Calls that began before this instant. */
  until?: Date | null;
}

/** Most names that a text may be a part of. */
const MOST_NAMES = 50;

/**
 * The SQL condition for a filter of an application's calls. @throws BAD_INPUT for an invalid number, name or time
 */
export async function matching(db: Db, applicationId: string, filter: CallFilter): Promise<SQL | undefined> {
  const { live, direction, status, outcomes } = filter;
  const party = filterText('number', filter.number);
  const userName = filterText('userName', filter.userName);
  const since = filterInstant('since', filter.since);
  const until = filterInstant('until', filter.until);
  return and(
    live === true ? isNull(calls.endedAt) : live === false ? isNotNull(calls.endedAt) : undefined,
    party ? await withParty(db, applicationId, party) : undefined,
    userName ? withLegOf(db, userName) : undefined,
    direction ? eq(calls.direction, direction) : undefined,
    status && status.length > 0 ? inArray(calls.status, [...new Set(status)]) : undefined,
    outcomes && outcomes.length > 0 ? inArray(calls.outcome, [...new Set(outcomes)]) : undefined,
    since ? gte(calls.startedAt, since) : undefined,
    until ? lt(calls.startedAt, until) : undefined,
  );
}

/** Calls with a number, or with people whose name has the text in it. @throws BAD_INPUT (digits) for what is neither */
async function withParty(db: Db, applicationId: string, text: string): Promise<SQL | undefined> {
  const digits = readPartOfNumber(text);
  if (digits) return endsWith(digits);
  if (!/\p{L}/u.test(text))
    throw badInput('number', 'digits', 'Enter digits of a phone number, at most 15, or a name.');
  const named = await db
    .select({ name: users.name })
    .from(users)
    .where(and(eq(users.applicationId, applicationId), hasPart(text, users.name, users.displayName)))
    .limit(MOST_NAMES);
  const [own] = await db
    .select({ accountId: applications.accountId })
    .from(applications)
    .where(eq(applications.id, applicationId));
  const numbers = own ? await findContactNumbers(db, own.accountId, text) : [];
  // Each finds its calls by an index; in one condition with `or`, all calls would be looked at.
  const ofUsers = db
    .select({ id: legs.callId })
    .from(legs)
    .where(
      and(
        eq(legs.applicationId, applicationId),
        inArray(
          legs.userName,
          named.map(({ name }) => name),
        ),
      ),
    );
  const ofContacts = db
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.applicationId, applicationId), or(sql`false`, ...numbers.map(withContact))));
  return inArray(calls.id, unionAll(ofUsers, ofContacts));
}

/** Calls in which one of these users has, or had, a leg. */
export function withLegOf(db: Db, ...names: string[]): SQL {
  if (names.length === 0) return sql`false`;
  const theirs = and(
    eq(legs.applicationId, calls.applicationId),
    eq(legs.callId, calls.id),
    inArray(legs.userName, names),
  );
  return exists(db.select({ uuid: legs.uuid }).from(legs).where(theirs));
}

/** Reversed, the end of a number becomes its beginning, so an index can find it. */
function endsWith(digits: string): SQL | undefined {
  const pattern = `${[...digits].reverse().join('')}%`;
  return or(sql`reverse(${calls.from}) like ${pattern}`, sql`reverse(${calls.to}) like ${pattern}`);
}
