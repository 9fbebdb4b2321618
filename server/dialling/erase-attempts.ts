import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import { diallingAttempts } from './dialling.table.js';

/** Replaces a number in what was dialed or refused. @param msisdn E.164 digits without `+` */
export async function eraseAttempts(db: Db, accountId: string, msisdn: string, placeholder: string): Promise<void> {
  const found = and(eq(diallingAttempts.accountId, accountId), eq(diallingAttempts.number, msisdn));
  await db.update(diallingAttempts).set({ number: placeholder }).where(found);
}
