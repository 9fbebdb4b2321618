import { and, eq, exists, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { readPartOfNumber } from '../../shared/phone-number.js';
import type { Db } from '../db/connect.js';
import { badInput } from '../errors.js';
import { filterInstant, filterText } from '../page.js';
import type { LegDirection, LegStatus } from '../vonage/webhook-bodies.js';
import { calls, legs } from './calls.table.js';

/** Which calls to list; a missing filter excludes nothing. */
export interface CallFilter {
  /** True: live calls; false: ended calls. */
  live?: boolean | null;
  /** Either end: a whole number, or its last digits, in any usual spelling. */
  number?: string | null;
  /** Who has, or had, a leg in the call. */
  userName?: string | null;
  direction?: LegDirection | null;
  status?: LegStatus[] | null;
  /** Calls that began at this instant or later. */
  since?: Date | null;
  /** Calls that began before this instant. */
  until?: Date | null;
}

/** The SQL condition for a filter. @throws BAD_INPUT for an invalid number, name or time */
export function matching(db: Db, filter: CallFilter): SQL | undefined {
  const { live, direction, status } = filter;
  const number = filterText('number', filter.number);
  const userName = filterText('userName', filter.userName);
  const since = filterInstant('since', filter.since);
  const until = filterInstant('until', filter.until);
  return and(
    live === true ? isNull(calls.endedAt) : live === false ? isNotNull(calls.endedAt) : undefined,
    number ? endsWith(checkDigits(number)) : undefined,
    userName ? withLegOf(db, userName) : undefined,
    direction ? eq(calls.direction, direction) : undefined,
    status && status.length > 0 ? inArray(calls.status, [...new Set(status)]) : undefined,
    since ? gte(calls.startedAt, since) : undefined,
    until ? lt(calls.startedAt, until) : undefined,
  );
}

/** Calls in which a user has, or had, a leg. */
export function withLegOf(db: Db, userName: string): SQL {
  const his = and(eq(legs.applicationId, calls.applicationId), eq(legs.callId, calls.id), eq(legs.userName, userName));
  return exists(db.select({ uuid: legs.uuid }).from(legs).where(his));
}

/** Reversed, the end of a number becomes its beginning, so an index can find it. */
function endsWith(digits: string): SQL | undefined {
  const pattern = `${[...digits].reverse().join('')}%`;
  return or(sql`reverse(${calls.from}) like ${pattern}`, sql`reverse(${calls.to}) like ${pattern}`);
}

/** @throws BAD_INPUT (digits) */
function checkDigits(typed: string): string {
  const digits = readPartOfNumber(typed);
  if (!digits) throw badInput('number', 'digits', 'Enter digits of a phone number, at most 15.');
  return digits;
}
