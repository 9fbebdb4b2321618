import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { type CallRow, calls } from '../calls.table.js';

/** E.164 digits, or the short number of a service; no name, no address, no word such as "anonymous". */
const DIGITS = /^\d{3,15}$/;

/** A party of a call, if it is a phone number; otherwise null. */
export const numberIn = (party: string | null): string | null => (party && DIGITS.test(party) ? party : null);

/**
 * The number of the contact: who called, or was called by an agent.
 * @returns E.164 digits without `+`; null if it is withheld or erased, or no number
 */
export function contactNumberOf({ direction, from, to }: Pick<CallRow, 'direction' | 'from' | 'to'>): string | null {
  return numberIn(direction === 'inbound' ? from : to);
}

/** Calls with this contact; the indexes of reversed numbers find them. @param number E.164 digits without `+` */
export function withContact(number: string): SQL | undefined {
  const reversed = [...number].reverse().join('');
  return or(
    and(eq(calls.direction, 'inbound'), sql`reverse(${calls.from}) = ${reversed}`),
    and(eq(calls.direction, 'outbound'), sql`reverse(${calls.to}) = ${reversed}`),
  );
}
