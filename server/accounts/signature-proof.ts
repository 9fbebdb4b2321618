import { eq } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import { accounts } from './accounts.table.js';

/** Remembers that Vonage has signed with the account's signature secret. @param proof identifies the secret */
export async function saveSignatureProof(db: Db, accountId: string, proof: string): Promise<void> {
  await db.update(accounts).set({ signatureProof: proof }).where(eq(accounts.id, accountId));
}
