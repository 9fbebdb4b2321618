import { and, eq, or } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import type { Erasure } from '../../db/erasure.js';
import { auditEntries } from './audit.table.js';

/** Replaces a number in the audit log. @returns how many entries contained it */
export async function eraseAudit(db: Db, accountId: string, { isIn, replace }: Erasure): Promise<number> {
  const { targetId, targetName, before, after } = auditEntries;
  const found = and(eq(auditEntries.accountId, accountId), or(...[targetId, targetName, before, after].map(isIn)));
  const rows = await db.select().from(auditEntries).where(found);
  for (const { id, targetId, targetName, before, after } of rows) {
    const values = replace({ targetId, targetName, before, after });
    await db.update(auditEntries).set(values).where(eq(auditEntries.id, id));
  }
  return rows.length;
}
