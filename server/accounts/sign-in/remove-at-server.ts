import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import { members } from '../accounts.table.js';
import { createAudit } from '../audit/audit.js';
import { memberTarget } from '../people/view-member.js';
import { recoveryCodes, secondFactors } from './second-factor.table.js';

/**
 * Removes the second factor of someone who has lost everything, for an operator with access to the database; it is
 * logged.
 * @param name username; null for the owner (of each account, if there are two)
 * @returns the names of those who had one
 */
export async function removeAtServer(db: Db, name: string | null, now: Date): Promise<string[]> {
  const audit = createAudit({ db, clock: { now: () => now } });
  return db.transaction(async (tx) => {
    const these = await tx
      .select({ member: members })
      .from(members)
      .innerJoin(secondFactors, eq(secondFactors.memberId, members.id))
      .where(and(name === null ? isNull(members.name) : eq(members.name, name)));
    for (const { member } of these) {
      await tx.delete(secondFactors).where(eq(secondFactors.memberId, member.id));
      await tx.delete(recoveryCodes).where(eq(recoveryCodes.memberId, member.id));
      const actor = { accountId: member.accountId, address: null };
      await audit.record(actor, { action: 'secondFactor.removedAtServer', target: memberTarget(member) }, tx);
    }
    return these.map(({ member }) => member.displayName);
  });
}
