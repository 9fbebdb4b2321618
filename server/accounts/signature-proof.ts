import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/connect.js';
import { accounts, type SignatureRefusal } from './accounts.table.js';

/** Remembers that Vonage has signed with the account's signature secret. @param proof identifies the secret */
export async function saveSignatureProof(db: Db, accountId: string, proof: string): Promise<void> {
  await db.update(accounts).set({ signatureProof: proof }).where(eq(accounts.id, accountId));
}

/** When webhooks of an account were last verified and refused. */
export interface SignaturesSeen {
  verifiedAt: Date | null;
  refused: { at: Date; why: SignatureRefusal } | null;
}

/** Another server may have noted a later one. */
export async function saveSignaturesSeen(db: Db, accountId: string, seen: SignaturesSeen): Promise<void> {
  const { verifiedAt, refused } = seen;
  const { signatureVerifiedAt: verified, signatureRefusedAt: refusedAt, signatureRefusal: refusal } = accounts;
  const later = (column: typeof verified, at: Date) => sql`greatest(${column}, ${at.toISOString()}::timestamptz)`;
  const isLast = refused && sql`${refusedAt} is null or ${refusedAt} < ${refused.at.toISOString()}::timestamptz`;
  await db
    .update(accounts)
    .set({
      ...(verifiedAt && { signatureVerifiedAt: later(verified, verifiedAt) }),
      ...(refused && {
        signatureRefusedAt: later(refusedAt, refused.at),
        signatureRefusal: sql`case when ${isLast} then ${refused.why} else ${refusal} end`,
      }),
    })
    .where(eq(accounts.id, accountId));
}
