import { eq } from 'drizzle-orm';
import type { DbOrTx } from '../../db/connect.js';
import { type MemberRow, members } from '../accounts.table.js';

/**
 * Locks the row of a member until the transaction ends. Take this lock first when changing a person, their sessions or
 * links: what was checked stays true, and there are no deadlocks.
 * @returns null if the person no longer exists
 */
export async function lockMember(id: string, tx: DbOrTx): Promise<MemberRow | null> {
  const [member] = await tx.select().from(members).where(eq(members.id, id)).for('update');
  return member ?? null;
}
