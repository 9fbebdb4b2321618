import { eq } from 'drizzle-orm';
import { plainText } from '../../../shared/plain-text.js';
import type { Db } from '../../db/connect.js';
import { badInput, fail } from '../../errors.js';
import { networkOf } from '../../rate-limit.js';
import { type MemberRow, members } from '../accounts.table.js';
import type { Actor } from '../actor.js';
import type { Audit } from '../audit/audit.js';
import type { Invitations } from '../people/invitations.js';
import { lockMember } from '../people/lock-member.js';
import { memberTarget } from '../people/view-member.js';
import { type Attempt, createPasswordAttempts } from './guessing.js';
import { checkNewPassword, checkPasswordLength, hashPassword, passwordMatches } from './passwords.js';
import type { createSessionList } from './session-list.js';

interface OwnPasswordDeps {
  db: Db;
  audit: Audit;
  invitations: Invitations;
  sessionList: ReturnType<typeof createSessionList>;
}

/** What people do with their own password: sign in, set it with a single-use link, change it. */
export function createOwnPassword({ db, audit, invitations, sessionList }: OwnPasswordDeps) {
  const attempts = createPasswordAttempts();

  /** Not awaited, so that timing does not reveal whether the person exists. */
  function refused(member: MemberRow, address: string): void {
    const { accountId } = member;
    void audit.count({ accountId, address }, { action: 'session.refused', target: memberTarget(member) });
  }

  return {
    /**
     * @throws UNAUTHENTICATED without saying whether name or password was wrong; LIMIT after too many attempts;
     * BAD_INPUT for a password over the maximum length
     */
    async withPassword(typedName: string, password: string, address: string): Promise<MemberRow> {
      checkPasswordLength('input.password', password);
      const name = plainText(typedName.slice(0, 200)).toLowerCase();
      const found = await attempts.run({ name, address }, async () => {
        const [member] = await db.select().from(members).where(eq(members.name, name));
        if (await passwordMatches(member?.passwordHash ?? null, password, waiter({ name, address }))) return member!;
        if (member) refused(member, address);
        return null;
      });
      if (found) return found;
      throw wrongPassword();
    },

    /**
     * Uses a single-use link.
     * @throws BAD_INPUT for the password; NOT_FOUND for a link that is used, expired, revoked or unknown
     */
    async byInvitation(token: string, password: string, address: string): Promise<MemberRow> {
      checkNewPassword('input.password', password);
      const { invitation } = await invitations.read(token);
      return invitations.use(
        invitation,
        await hashPassword(password, waiter({ name: invitation.id, address })),
        address,
      );
    },

    /**
     * Changes the actor's own password; the person's other sessions end.
     * @param token cookie of the request
     * @throws BAD_INPUT; CONFLICT for the owner, who has none; UNAUTHENTICATED for a wrong current one; LIMIT
     */
    async change(actor: Actor, current: string, password: string, token: string | null): Promise<MemberRow> {
      checkNewPassword('input.password', password);
      checkPasswordLength('input.current', current);
      const [member] = await db.select().from(members).where(eq(members.id, actor.memberId));
      if (!member?.name)
        throw fail('CONFLICT', 'The owner signs in with the Vonage API key and secret and has no password here.', {
          rule: 'ownerPassword',
        });
      const address = actor.address ?? '';
      await checkOwn(member, current, address);
      const passwordHash = await hashPassword(password, waiter({ name: member.name, address }));
      const ended = await db.transaction(async (tx) => {
        const now = await lockMember(member.id, tx);
        // It may have been changed after it was checked: then it is no longer their password.
        if (now?.passwordHash !== member.passwordHash) throw notTheirs();
        await tx.update(members).set({ passwordHash }).where(eq(members.id, member.id));
        await audit.record(actor, { action: 'member.passwordChanged', target: memberTarget(now) }, tx);
        return sessionList.deleteAll(member.id, token, tx);
      });
      await sessionList.ended(ended);
      return member;
    },

    checkOwn,
  };

  /** @throws BAD_INPUT if it is not the member's password, LIMIT after too many attempts */
  async function checkOwn({ name, passwordHash }: MemberRow, current: string, address: string): Promise<void> {
    checkPasswordLength('input.current', current);
    const attempt = { name: name ?? '', address };
    const isRight = await attempts.run(attempt, async () =>
      (await passwordMatches(passwordHash, current, waiter(attempt))) ? true : null,
    );
    if (!isRight) throw notTheirs();
  }
}

/** Error of a sign-in by name and password, whichever of the two was wrong. */
export const wrongPassword = () =>
  fail('UNAUTHENTICATED', 'Incorrect username or password.', { field: 'input.password', rule: 'signIn' });

const waiter = ({ name, address }: Attempt) => ({ place: networkOf(address), person: name });

const notTheirs = () => badInput('input.current', 'password', 'This isn’t your password.');
