import { eq } from 'drizzle-orm';
import { readTimeZone } from '../../shared/time-zone.js';
import type { Db } from '../db/connect.js';
import { badInput } from '../errors.js';
import { type AccountRow, accounts } from './accounts.table.js';
import { type Actor, requireRole } from './actor.js';
import type { Audit } from './audit/audit.js';

/** @param typed IANA name @returns its usual spelling @throws BAD_INPUT (timeZone) if there is no such zone */
export function checkTimeZone(field: string, typed: string): string {
  const zone = readTimeZone(typed);
  if (!zone) throw badInput(field, 'timeZone', 'There is no such time zone. Enter an IANA name, such as Asia/Tokyo.');
  return zone;
}

/** Stores the zone in which an account counts its days. @throws FORBIDDEN, BAD_INPUT (timeZone) */
export async function saveTimeZone(
  { db, audit }: { db: Db; audit: Audit },
  actor: Actor,
  typed: string,
): Promise<AccountRow> {
  requireRole(actor, 'admin');
  const timeZone = checkTimeZone('timeZone', typed);
  return db.transaction(async (tx) => {
    const own = eq(accounts.id, actor.accountId);
    const [before] = await tx.select().from(accounts).where(own).for('update');
    const [row] = await tx.update(accounts).set({ timeZone }).where(own).returning();
    const target = { kind: 'account', id: row!.id, name: row!.apiKey };
    const change = { before: { timeZone: before!.timeZone }, after: { timeZone } };
    await audit.record(actor, { action: 'account.timeZoneChanged', target, ...change }, tx);
    return row!;
  });
}

/** @returns the zone in which an account counts its days; null until it is chosen */
export async function timeZoneOf(db: Db, accountId: string): Promise<string | null> {
  const [row] = await db.select({ timeZone: accounts.timeZone }).from(accounts).where(eq(accounts.id, accountId));
  return row?.timeZone ?? null;
}
