import { and, asc, eq } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import { hasPart } from '../db/has-part.js';
import { contacts } from './contacts.table.js';

/** A filter that finds more is no filter. */
const MOST = 100;

/**
 * Finds the numbers of contacts by a part of their name, in upper or lower case.
 * @returns E.164 digits without `+`, at most 100
 */
export async function findContactNumbers(db: Db, accountId: string, text: string): Promise<string[]> {
  const part = text.trim();
  if (part === '') return [];
  const rows = await db
    .select({ number: contacts.number })
    .from(contacts)
    .where(and(eq(contacts.accountId, accountId), hasPart(part, contacts.name)))
    .orderBy(asc(contacts.name), asc(contacts.number))
    .limit(MOST);
  return rows.map(({ number }) => number);
}
