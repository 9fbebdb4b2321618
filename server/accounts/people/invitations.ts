import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import { fail, notFound } from '../../errors.js';
import { isUuid, randomSecret, uuidv7 } from '../../ids.js';
import { sha256 } from '../../secrets.js';
import { type InvitationRow, invitations, type MemberRow, members } from '../accounts.table.js';
import { type Actor, requireRole } from '../actor.js';
import type { Audit } from '../audit/audit.js';
import { lockMember } from './lock-member.js';
import { memberTarget } from './view-member.js';

/** Milliseconds: lifetime of a link, and how long afterwards the reason why it is invalid is still known. */
const LIFETIME = 7 * 24 * 3600 * 1000;
const REMEMBERED = 90 * 24 * 3600 * 1000;
const SHOWN = 500;

/** A new link. Only it contains the token; the database has its hash. */
export interface IssuedInvitation {
  invitation: InvitationRow;
  member: MemberRow;
  token: string;
}

/** A link that someone may still have. */
export interface OpenInvitation extends Pick<InvitationRow, 'id' | 'purpose' | 'createdAt' | 'expiresAt'> {
  expired: boolean;
  member: MemberRow;
}

const SENTENCES = {
  invitationUnknown: 'This link isn’t valid. Ask for a new one.',
  invitationUsed: 'This link has already been used. Sign in with your username and password, or ask for a new link.',
  invitationExpired: 'This link has expired. Ask for a new one.',
  invitationRevoked: 'This link was revoked. Ask for a new one.',
};

/** Single-use links with which a person sets a password. */
export function createInvitations({ db, audit, clock }: { db: Db; audit: Audit; clock: Clock }) {
  const withMember = db
    .select({ invitation: invitations, member: members })
    .from(invitations)
    .leftJoin(members, eq(members.id, invitations.memberId));

  const open = () => and(isNull(invitations.usedAt), isNull(invitations.revokedAt));

  const viewOpen = (invitation: InvitationRow, member: MemberRow): OpenInvitation => {
    const { id, purpose, createdAt, expiresAt } = invitation;
    return { id, purpose, createdAt, expiresAt, expired: expiresAt <= clock.now(), member };
  };

  function revokeOf(memberId: string, tx: DbOrTx) {
    return tx
      .update(invitations)
      .set({ revokedAt: clock.now() })
      .where(and(eq(invitations.memberId, memberId), open()));
  }

  return {
    /** Creates the only valid link of a member; earlier ones are revoked. The caller has checked the permission. */
    async issue(member: MemberRow, purpose: InvitationRow['purpose'], tx: DbOrTx): Promise<IssuedInvitation> {
      const createdAt = clock.now();
      const { accountId } = member;
      const old = lt(invitations.expiresAt, new Date(createdAt.getTime() - REMEMBERED));
      await tx.delete(invitations).where(and(eq(invitations.accountId, accountId), old));
      await revokeOf(member.id, tx);
      const token = randomSecret();
      const [invitation] = await tx
        .insert(invitations)
        .values({
          id: uuidv7(createdAt),
          accountId,
          memberId: member.id,
          purpose,
          tokenHash: sha256(token),
          createdAt,
          expiresAt: new Date(createdAt.getTime() + LIFETIME),
        })
        .returning();
      return { invitation: invitation!, member, token };
    },

    /** Revokes the links of a removed member. */
    revokeOf,

    /** Links that are neither used nor revoked, including expired ones; the next to expire first. */
    async list(actor: Actor): Promise<OpenInvitation[]> {
      requireRole(actor, 'admin');
      const rows = await withMember
        .where(and(eq(invitations.accountId, actor.accountId), open()))
        .orderBy(asc(invitations.expiresAt))
        .limit(SHOWN);
      return rows.flatMap(({ invitation, member }) => (member ? [viewOpen(invitation, member)] : []));
    },

    /**
     * Revokes a link. A person who has never joined is removed with it.
     * @throws NOT_FOUND, also for a used or revoked link
     */
    async revoke(actor: Actor, id: string): Promise<OpenInvitation> {
      requireRole(actor, 'admin');
      if (!isUuid(id)) throw notFound('invitation', id);
      const own = and(eq(invitations.id, id), eq(invitations.accountId, actor.accountId), open());
      const [{ memberId = null } = {}] = await db.select().from(invitations).where(own);
      if (!memberId) throw notFound('invitation', id);
      return db.transaction(async (tx) => {
        const member = await lockMember(memberId, tx);
        const [withdrawn] = await tx.update(invitations).set({ revokedAt: clock.now() }).where(own).returning();
        if (!member || !withdrawn) throw notFound('invitation', id);
        if (!member.joinedAt) await tx.delete(members).where(eq(members.id, memberId));
        await audit.record(actor, { action: 'invitation.withdrawn', target: memberTarget(member) }, tx);
        return viewOpen(withdrawn, member);
      });
    },

    /**
     * The link and its person.
     * @throws NOT_FOUND with rule invitationUnknown, invitationUsed, invitationExpired or invitationRevoked
     */
    async read(token: string): Promise<{ invitation: InvitationRow; member: MemberRow }> {
      const [row] = await withMember.where(eq(invitations.tokenHash, sha256(token)));
      const { invitation, member } = row ?? {};
      if (!invitation) throw refused('invitationUnknown');
      if (invitation.usedAt) throw refused('invitationUsed');
      if (invitation.revokedAt || !member) throw refused('invitationRevoked');
      if (invitation.expiresAt <= clock.now()) throw refused('invitationExpired');
      return { invitation, member };
    },

    /**
     * Uses the link and sets the password; of several concurrent attempts one succeeds.
     * @param address of the client
     * @throws NOT_FOUND like `read`
     */
    async use({ id, memberId }: InvitationRow, passwordHash: string, address: string): Promise<MemberRow> {
      return db.transaction(async (tx) => {
        if (!memberId || !(await lockMember(memberId, tx))) throw refused('invitationRevoked');
        const now = clock.now();
        const [before] = await tx.select().from(invitations).where(eq(invitations.id, id));
        if (before?.revokedAt) throw refused('invitationRevoked');
        const [used] = await tx
          .update(invitations)
          .set({ usedAt: now })
          .where(and(eq(invitations.id, id), open(), gt(invitations.expiresAt, now)))
          .returning();
        if (!used) throw refused('invitationUsed');
        const [member] = await tx
          .update(members)
          .set({ passwordHash, joinedAt: sql`coalesce(${members.joinedAt}, ${now.toISOString()})` })
          .where(eq(members.id, memberId))
          .returning();
        const actor = { accountId: member!.accountId, memberId, via: 'session' as const, address };
        await audit.record(actor, { action: 'invitation.used', target: memberTarget(member!) }, tx);
        return member!;
      });
    },
  };
}

const refused = (rule: keyof typeof SENTENCES) => fail('NOT_FOUND', SENTENCES[rule], { rule });

export type Invitations = ReturnType<typeof createInvitations>;
