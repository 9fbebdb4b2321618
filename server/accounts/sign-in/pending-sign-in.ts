import { eq } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import { fail } from '../../errors.js';
import { type Secrets, sameSecret, sha256 } from '../../secrets.js';
import { accountSecret, accounts, type MemberRow, members } from '../accounts.table.js';

/** Milliseconds to look up and type a code. */
export const PENDING_MS = 5 * 60_000;

interface Pending {
  memberId: string;
  /** Identifies the password that was proved: a change or reset in the meantime ends the sign-in. */
  proof: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** A sealed text can only be opened in its slot. */
const placeOf = (slot: string) => `pending sign-in ${slot}`;

/**
 * A sign-in with a correct password but without the code yet. The browser keeps it in an encrypted cookie, so it needs
 * no table, and it gives no access without the code.
 */
export function createPendingSignIns({ db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets }) {
  /** What a person proved first: the password, or for the owner the account's secret. */
  async function proofOf({ name, passwordHash, accountId }: MemberRow): Promise<string> {
    if (name !== null) return sha256(passwordHash ?? '');
    const [account] = await db.select().from(accounts).where(eq(accounts.id, accountId));
    return sha256(account ? secrets.decrypt(account.apiSecret, accountSecret('apiSecret', account)) : '');
  }

  return {
    /** @returns what the browser keeps */
    async begin(member: MemberRow, slot: string): Promise<string> {
      const until = clock.now().getTime() + PENDING_MS;
      const pending: Pending = { memberId: member.id, proof: await proofOf(member), until };
      return secrets.encrypt(JSON.stringify(pending), placeOf(slot));
    },

    /** The person signing in. @throws UNAUTHENTICATED if it is invalid or expired, or the password has changed */
    async read(token: string | null, slot: string): Promise<MemberRow> {
      const pending = token === null ? null : open(token, slot);
      const [member] = pending ? await db.select().from(members).where(eq(members.id, pending.memberId)) : [];
      const good = pending && member && sameSecret(pending.proof, await proofOf(member));
      if (good && pending.until > clock.now().getTime()) return member;
      throw fail('UNAUTHENTICATED', 'Signing in took too long, or your password was changed. Start again.', {
        rule: 'signInAgain',
      });
    },
  };

  function open(token: string, slot: string): Pending | null {
    try {
      return JSON.parse(secrets.decrypt(token, placeOf(slot))) as Pending;
    } catch {
      return null;
    }
  }
}
