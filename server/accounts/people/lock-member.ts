import { eq } from 'drizzle-orm';
import type { DbOrTx } from '../../db/connect.js';
import { type MemberRow, members } from '../accounts.table.js';

/**
 * The row of a member as it is now, which nobody else changes until the transaction ends. Whoever changes a person, or
 * their sessions and links, holds it first: what was true of the person stays true, and no two wait for each other.
 * @returns null when the person is not here any more
 */
export async function lockMember(id: string, tx: DbOrTx): Promise<MemberRow | null> {
  const [member] = await tx.select().from(members).where(eq(members.id, id)).for('update');
  return member ?? null;
}
