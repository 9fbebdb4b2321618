import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import type { Erasure } from '../db/erasure.js';
import { contacts } from './contacts.table.js';

/** Deletes the name of a number, and replaces the number where it is part of another name. @param msisdn E.164 digits without `+` */
export async function eraseContacts(
  db: Db,
  accountId: string,
  msisdn: string,
  { isIn, replace }: Erasure,
): Promise<void> {
  const own = eq(contacts.accountId, accountId);
  await db.delete(contacts).where(and(own, eq(contacts.number, msisdn)));
  for (const { id, name } of await db
    .select()
    .from(contacts)
    .where(and(own, isIn(contacts.name)))) {
    await db.update(contacts).set(replace({ name })).where(eq(contacts.id, id));
  }
}
