import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { applications } from '../applications/applications.table.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { badInput, fail } from '../errors.js';
import { uuidv7 } from '../ids.js';
import type { Realtime } from '../realtime/topics.js';
import { type MemberRow, members } from './accounts.table.js';
import { type Actor, type Role, requireRole } from './actor.js';
import { createAttempts } from './attempts.js';
import { checkText } from './check-text.js';
import { generatePassword, hashPassword, passwordMatches } from './passwords.js';

export interface CreateMember {
  /** What the person types to sign in; kept in lower case. */
  name: string;
  displayName: string;
  role: Role;
  /** Both for an agent, neither for anyone else. */
  applicationId?: string | null;
  userName?: string | null;
  /** Made up when it is not given. */
  password?: string | null;
}

const NAME = { max: 64, pattern: /^[a-z0-9][a-z0-9._@-]*$/, sentence: 'Use letters, digits and . _ - @ only.' };
const MEMBERS_SHOWN = 1000;

/** The people who sign in here. */
export function createMembers({ db, realtime, clock }: { db: Db; realtime: Realtime; clock: Clock }) {
  const attempts = createAttempts(clock);

  return {
    /** Everyone of the account, by name; the owner first. */
    async list(actor: Actor): Promise<MemberRow[]> {
      requireRole(actor, 'admin');
      const own = eq(members.accountId, actor.accountId);
      const rows = await db.select().from(members).where(own).orderBy(asc(members.name)).limit(MEMBERS_SHOWN);
      return rows.sort((left, right) => Number(left.name !== null) - Number(right.name !== null));
    },

    /** @throws BAD_INPUT, CONFLICT when the name is taken */
    async create(actor: Actor, input: CreateMember): Promise<{ member: MemberRow; password: string }> {
      requireRole(actor, 'admin');
      const name = checkText('input.name', input.name.toLowerCase(), NAME);
      const displayName = checkText('input.displayName', input.displayName, { max: 100 });
      const agent = await agentOf(actor, input);
      const password = input.password ?? generatePassword();
      if (password.length < 8)
        throw badInput('input.password', 'tooShort', 'At least 8 characters are needed.', { min: 8 });
      if (password.length > 200)
        throw badInput('input.password', 'tooLong', 'At most 200 characters are allowed.', { max: 200 });

      const createdAt = clock.now();
      const [member] = await db
        .insert(members)
        .values({
          id: uuidv7(createdAt),
          accountId: actor.accountId,
          name,
          displayName,
          role: input.role,
          passwordHash: await hashPassword(password),
          ...agent,
          createdAt,
        })
        .onConflictDoNothing({ target: members.name })
        .returning();
      if (!member)
        throw fail('CONFLICT', `The name "${name}" is taken.`, {
          field: 'input.name',
          rule: 'taken',
          params: { name },
        });
      return { member, password };
    },

    /** Everyone but the owner; their sessions end. */
    async removeAll(actor: Actor): Promise<void> {
      requireRole(actor, 'admin');
      const everyone = and(eq(members.accountId, actor.accountId), isNotNull(members.name));
      const gone = await db.delete(members).where(everyone).returning({ id: members.id });
      for (const { id: memberId } of gone) await realtime.publish('session', { memberId });
    },

    /** Agents follow their Vonage user to its new name. */
    async userRenamed(applicationId: string, from: string, to: string): Promise<void> {
      const same = and(eq(members.applicationId, applicationId), eq(members.userName, from));
      const renamed = await db.update(members).set({ userName: to }).where(same).returning({ id: members.id });
      for (const { id: memberId } of renamed) await realtime.publish('session', { memberId });
    },

    /** @throws UNAUTHENTICATED without saying which of the two was wrong; LIMIT after too many tries */
    async withPassword(typedName: string, password: string): Promise<MemberRow> {
      const name = typedName.trim().toLowerCase().slice(0, 200);
      attempts.check(name);
      const [member] = await db.select().from(members).where(eq(members.name, name));
      if (await passwordMatches(member?.passwordHash ?? null, password.slice(0, 200))) return member!;
      attempts.failed(name);
      throw fail('UNAUTHENTICATED', 'Name or password is wrong.', { field: 'input.password', rule: 'signIn' });
    },
  };

  /** An agent belongs to an application of the same account; nobody else does. */
  async function agentOf({ accountId }: Actor, { role, applicationId, userName }: CreateMember) {
    if (role !== 'agent') return { applicationId: null, userName: null };
    if (!applicationId) throw badInput('input.applicationId', 'required', 'An agent needs an application.');
    if (!userName) throw badInput('input.userName', 'required', 'An agent needs a user.');
    const [own] = await db
      .select({ id: applications.id })
      .from(applications)
      .where(and(eq(applications.id, applicationId), eq(applications.accountId, accountId)));
    if (!own) throw badInput('input.applicationId', 'unknown', 'There is no such application.');
    return { applicationId, userName: checkText('input.userName', userName, { max: 200 }) };
  }
}
