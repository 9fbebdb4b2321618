import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { applications } from '../../applications/applications.table.js';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import { badInput, fail, notFound } from '../../errors.js';
import { isUuid, uuidv7 } from '../../ids.js';
import { networkOf } from '../../rate-limit.js';
import type { Realtime } from '../../realtime/topics.js';
import { type MemberRow, members, sessions } from '../accounts.table.js';
import { type Actor, type Role, requireRole } from '../actor.js';
import type { Audit } from '../audit/audit.js';
import type { AuditValues } from '../audit/audit.table.js';
import { checkName } from '../check-name.js';
import { checkNewPassword, generatePassword, hashPassword } from '../sign-in/passwords.js';
import type { Invitations, IssuedInvitation } from './invitations.js';
import { lockMember } from './lock-member.js';
import { memberTarget } from './view-member.js';

/** Settings of a person that an admin can change. */
export interface MemberDetails {
  displayName: string;
  role: Role;
  /** Both for an agent, neither for other roles. */
  applicationId?: string | null;
  userName?: string | null;
}

export interface InviteMember extends MemberDetails {
  /** Username; stored in lower case. */
  name: string;
}

export interface CreateMember extends InviteMember {
  /** Generated if omitted. */
  password?: string | null;
}

interface MembersDeps {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
  invitations: Invitations;
}

const NAME = { max: 64, pattern: /^[a-z0-9][a-z0-9._@-]*$/, sentence: 'Use letters, digits and . _ - @ only.' };
const MEMBERS_SHOWN = 1000;

/** The people who sign in here. */
export function createMembers({ db, audit, realtime, clock, invitations }: MembersDeps) {
  const changed = ({ id: memberId }: Pick<MemberRow, 'id'>) => realtime.publish('session', { memberId });

  return {
    /** People of the account by name, the owner first. */
    async list(actor: Actor): Promise<MemberRow[]> {
      requireRole(actor, 'admin');
      const own = eq(members.accountId, actor.accountId);
      const rows = await db.select().from(members).where(own).orderBy(asc(members.name)).limit(MEMBERS_SHOWN);
      return rows.sort((left, right) => Number(left.name !== null) - Number(right.name !== null));
    },

    /** Whether anyone, of any account, can sign in with a password. */
    async anyPassword(): Promise<boolean> {
      const found = await db.select({ id: members.id }).from(members).where(isNotNull(members.passwordHash)).limit(1);
      return found.length > 0;
    },

    /** @throws BAD_INPUT; CONFLICT if the name is in use */
    async create(actor: Actor, input: CreateMember): Promise<{ member: MemberRow; password: string }> {
      const row = await newRow(actor, input);
      const password = input.password ?? generatePassword();
      checkNewPassword('input.password', password);
      const passwordHash = await hashPassword(password, {
        place: networkOf(actor.address ?? ''),
        person: actor.memberId,
      });
      const member = await db.transaction(async (tx) => {
        const added = await insert({ ...row, passwordHash, joinedAt: row.createdAt }, tx);
        await audit.record(actor, { action: 'member.created', target: memberTarget(added), after: shown(added) }, tx);
        return added;
      });
      return { member, password };
    },

    /**
     * Adds a person, who sets a password with a single-use link.
     * @throws BAD_INPUT; CONFLICT if the name is in use
     */
    async invite(actor: Actor, input: InviteMember): Promise<IssuedInvitation> {
      const row = await newRow(actor, input);
      return db.transaction(async (tx) => {
        const member = await insert(row, tx);
        await audit.record(actor, { action: 'member.invited', target: memberTarget(member), after: shown(member) }, tx);
        return invitations.issue(member, 'join', tx);
      });
    },

    /**
     * Creates a single-use link; the old password and all sessions of the person end immediately.
     * @throws NOT_FOUND; CONFLICT for the owner, who has no password
     */
    async resetPassword(actor: Actor, id: string): Promise<IssuedInvitation> {
      const issued = await db.transaction(async (tx) => {
        const { joinedAt } = await another(actor, id, tx);
        const [member] = await tx.update(members).set({ passwordHash: null }).where(eq(members.id, id)).returning();
        if (!member) throw notFound('member', id);
        await tx.delete(sessions).where(eq(sessions.memberId, id));
        await audit.record(actor, { action: 'member.passwordReset', target: memberTarget(member) }, tx);
        return invitations.issue(member, joinedAt ? 'reset' : 'join', tx);
      });
      await changed(issued.member);
      return issued;
    },

    /**
     * Changes a person's name and role; open pages and sockets follow immediately.
     * @throws BAD_INPUT, NOT_FOUND; CONFLICT for the owner's role, or your own
     */
    async update(actor: Actor, id: string, input: MemberDetails): Promise<MemberRow> {
      await find(actor, id);
      const displayName = checkName('input.displayName', input.displayName, { max: 100 });
      const set = { displayName, role: input.role, ...(await agentOf(actor, input)) };
      const member = await db.transaction(async (tx) => {
        const before = await find(actor, id, tx);
        if (input.role !== before.role) checkIsAnother(actor, before);
        const [after] = await tx.update(members).set(set).where(eq(members.id, id)).returning();
        if (!after) throw notFound('member', id);
        const seen = { before: shown(before), after: shown(after) };
        await audit.record(actor, { action: 'member.changed', target: memberTarget(after), ...seen }, tx);
        return after;
      });
      await changed(member);
      return member;
    },

    /** Removes a person and their sessions. @throws NOT_FOUND; CONFLICT for the owner, or yourself */
    async remove(actor: Actor, id: string): Promise<MemberRow> {
      const member = await db.transaction(async (tx) => {
        const gone = await another(actor, id, tx);
        await invitations.revokeOf(id, tx);
        await tx.delete(members).where(eq(members.id, id));
        await audit.record(actor, { action: 'member.removed', target: memberTarget(gone), before: shown(gone) }, tx);
        return gone;
      });
      await changed(member);
      return member;
    },

    /** Removes everyone but the owner and ends their sessions. */
    async removeAll(actor: Actor): Promise<void> {
      requireRole(actor, 'admin');
      const everyone = and(eq(members.accountId, actor.accountId), isNotNull(members.name));
      const gone = await db.transaction(async (tx) => {
        const deleted = await tx.delete(members).where(everyone).returning();
        for (const member of deleted) {
          const target = memberTarget(member);
          await audit.record(actor, { action: 'member.removed', target, before: shown(member) }, tx);
        }
        return deleted;
      });
      for (const member of gone) await changed(member);
    },

    /** Agents follow their Vonage user when it is renamed. */
    async userRenamed(applicationId: string, from: string, to: string): Promise<void> {
      const same = and(eq(members.applicationId, applicationId), eq(members.userName, from));
      const renamed = await db.update(members).set({ userName: to }).where(same).returning({ id: members.id });
      for (const member of renamed) await changed(member);
    },

    find,
    another,
  };

  /** A person of the actor's account, for admins. @param tx locks the person until its end @throws NOT_FOUND */
  async function find(actor: Actor, id: string, tx?: DbOrTx): Promise<MemberRow> {
    requireRole(actor, 'admin');
    if (!isUuid(id)) throw notFound('member', id);
    const [read] = tx ? [await lockMember(id, tx)] : await db.select().from(members).where(eq(members.id, id));
    if (read?.accountId !== actor.accountId) throw notFound('member', id);
    return read;
  }

  async function another(actor: Actor, id: string, tx: DbOrTx): Promise<MemberRow> {
    const member = await find(actor, id, tx);
    checkIsAnother(actor, member);
    return member;
  }

  async function newRow(actor: Actor, input: InviteMember) {
    requireRole(actor, 'admin');
    const name = checkName('input.name', input.name.normalize('NFKC').toLowerCase(), NAME);
    const displayName = checkName('input.displayName', input.displayName, { max: 100 });
    const agent = await agentOf(actor, input);
    const createdAt = clock.now();
    return {
      id: uuidv7(createdAt),
      accountId: actor.accountId,
      name,
      displayName,
      role: input.role,
      ...agent,
      createdAt,
    };
  }

  async function insert(row: typeof members.$inferInsert, tx: DbOrTx): Promise<MemberRow> {
    const [member] = await tx.insert(members).values(row).onConflictDoNothing({ target: members.name }).returning();
    if (member) return member;
    const details = { field: 'input.name', rule: 'taken', params: { name: row.name! } };
    throw fail('CONFLICT', `The name "${row.name}" is already taken.`, details);
  }

  /** An agent belongs to an application of the same account; other roles do not. */
  async function agentOf({ accountId }: Actor, { role, applicationId, userName }: MemberDetails) {
    if (role !== 'agent') return { applicationId: null, userName: null };
    if (!applicationId) throw badInput('input.applicationId', 'required', 'An agent needs an application.');
    if (!userName) throw badInput('input.userName', 'required', 'An agent needs a user.');
    const [own] = await db
      .select({ id: applications.id })
      .from(applications)
      .where(and(eq(applications.id, applicationId), eq(applications.accountId, accountId)));
    if (!own) throw badInput('input.applicationId', 'unknown', 'This application doesn’t exist.');
    return { applicationId, userName: checkName('input.userName', userName, { max: 200 }) };
  }
}

const shown = ({ name, displayName, role, applicationId, userName }: MemberRow): AuditValues => {
  return { name, displayName, role, applicationId, userName };
};

/** No one can lock out themselves or the owner, whose credentials are the account's key and secret. */
function checkIsAnother(actor: Actor, member: MemberRow): void {
  if (member.name === null)
    throw fail('CONFLICT', 'The owner’s role can’t be changed. The owner signs in with the API key and secret.', {
      rule: 'owner',
    });
  if (member.id === actor.memberId)
    throw fail('CONFLICT', 'You can’t do this to yourself. Ask another admin.', { rule: 'oneself' });
}

export type Members = ReturnType<typeof createMembers>;
