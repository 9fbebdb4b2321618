import { and, eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Accounts } from '../accounts/accounts.service.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import type { AuditActor } from '../accounts/audit/audit-record.js';
import { checkName } from '../accounts/check-name.js';
import type { Applications } from '../applications/applications.service.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { badInput, DenwabanError, notFound } from '../errors.js';
import { PAGE_LIMIT } from '../page.js';
import type { Realtime } from '../realtime/topics.js';
import type { Tasks } from '../tasks/tasks.service.js';
import type { VonageUser } from '../vonage/application-api.js';
import type { Priority } from '../vonage/budget/budget.js';
import type { Vonage } from '../vonage/client.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { checkUserName } from './check-user-name.js';
import { createFindUsers } from './find-users.js';
import { isGenerated } from './generated-names.js';
import { createUserImport } from './import-users.js';
import { type CreateUser, makeUser, makeUsers, taken } from './make-users.js';
import { createUserSync, type InUse } from './sync-users.js';
import { type UserRow, users } from './users.table.js';

interface UsersDeps {
  db: Db;
  vonage: Vonage;
  accounts: Accounts;
  audit: Audit;
  applications: Applications;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  tasks: Tasks;
  inUse: InUse;
}

export interface UpdateUser {
  name?: string | null;
  displayName?: string | null;
}

/** How to obtain a user that is only named. */
export interface EnsureUser {
  /** Who asks. */
  by: AuditActor;
  /** Priority of requests to Vonage; "page" by default. */
  priority?: Priority;
  /** Called before a user is created, and may throw; null = do not create one. */
  allow: (() => Promise<void>) | null;
}

/** Agents' identities at Vonage, which is the source of truth; our rows are what was last seen there. */
export function createUsers(deps: UsersDeps) {
  const { db, vonage, accounts, audit, applications, realtime } = deps;
  const api = async (applicationId: string, priority?: Priority) =>
    vonage.application(await applications.access(applicationId), priority);
  const sync = createUserSync({ ...deps, usersOf: async (applicationId) => (await api(applicationId)).users() });
  const keep = async (applicationId: string, user: VonageUser) => (await sync.keep(applicationId, [user], true))[0]!;

  async function create(applicationId: string, input: CreateUser, priority?: Priority): Promise<UserRow> {
    const row = await keep(applicationId, await makeUser(await api(applicationId, priority), input));
    await realtime.publish('routing', { applicationId });
    return row;
  }

  /** The row of a user whose application belongs to the actor's account. */
  async function own(actor: Actor, id: string): Promise<UserRow> {
    requireRole(actor, 'admin');
    const [row] = await db.select().from(users).where(eq(users.id, id));
    if (!row) throw notFound('user', id);
    await applications.find(actor, row.applicationId);
    return row;
  }

  async function forget({ id, applicationId }: UserRow): Promise<void> {
    await db.delete(users).where(eq(users.id, id));
    await realtime.publish('routing', { applicationId });
  }

  const known = (applicationId: string): Promise<UserRow[]> =>
    db.select().from(users).where(eq(users.applicationId, applicationId));

  async function createMany(actor: Actor, applicationId: string, lines: CreateUser[]) {
    const outcomes = await makeUsers(await api(applicationId), lines);
    const made = outcomes.filter((outcome): outcome is VonageUser => !(outcome instanceof DenwabanError));
    const rows = new Map((await sync.keep(applicationId, made, true)).map((row) => [row.id, row]));
    if (made.length > 0) await realtime.publish('routing', { applicationId });
    for (const row of rows.values()) await audit.record(actor, created(row));
    return outcomes.map((outcome) => (outcome instanceof DenwabanError ? outcome : rows.get(outcome.id)!));
  }

  async function findSame(applicationId: string, { name, displayName }: CreateUser): Promise<UserRow | null> {
    const found = await (await api(applicationId)).userNamed(name.trim());
    const isSame = found && (!displayName || found.displayName === displayName.trim());
    return isSame ? keep(applicationId, found) : null;
  }

  return {
    ...createFindUsers({ db, applications, sync }),

    /** @throws BAD_INPUT, CONFLICT if the name is in use, VONAGE_… */
    async create(actor: Actor, applicationId: string, input: CreateUser): Promise<UserRow> {
      requireRole(actor, 'admin');
      await applications.find(actor, applicationId);
      const row = await create(applicationId, input);
      await audit.record(actor, created(row));
      return row;
    },

    /**
     * Creates several; a refusal does not stop the others.
     * @returns for each line, in order, the user or the reason for refusal
     * @throws BAD_INPUT for more than a hundred
     */
    async createMany(actor: Actor, applicationId: string, lines: CreateUser[]): Promise<(UserRow | DenwabanError)[]> {
      requireRole(actor, 'admin');
      await applications.find(actor, applicationId);
      if (lines.length > PAGE_LIMIT) {
        throw badInput('input', 'tooMany', `No more than ${PAGE_LIMIT} are allowed.`, { max: PAGE_LIMIT });
      }
      return createMany(actor, applicationId, lines);
    },

    importUsers: createUserImport({ ...deps, createMany, findSame }),

    /** Renames a user; people who sign in as this user follow. */
    async update(actor: Actor, id: string, input: UpdateUser): Promise<UserRow> {
      const row = await own(actor, id);
      const { applicationId } = row;
      const name = input.name ? checkUserName('input.name', input.name) : row.name;
      const displayName = input.displayName
        ? checkName('input.displayName', input.displayName, { max: 200 })
        : row.displayName;
      await (await api(applicationId)).updateUser(id, { name, displayName: displayName ?? name }).catch((error) => {
        throw taken(error, name);
      });
      const changed = await keep(applicationId, { id, name, displayName });
      const seen = { before: { name: row.name, displayName: row.displayName }, after: { name, displayName } };
      await audit.record(actor, { action: 'user.changed', target: target(changed), ...seen });
      if (name !== row.name) await accounts.members.userRenamed(applicationId, row.name, name);
      await realtime.publish('routing', { applicationId });
      return changed;
    },

    /** Deletes a user at Vonage and here; one that Vonage no longer has is only deleted here. */
    async remove(actor: Actor, id: string): Promise<UserRow> {
      const row = await own(actor, id);
      await (await api(row.applicationId)).deleteUser(id).catch((error) => {
        if (!isRefusal(error, 404)) throw error;
      });
      await forget(row);
      await audit.record(actor, { action: 'user.deleted', target: target(row) });
      return row;
    },

    /** All users of an application, read from Vonage now; for deleting it. */
    async all(actor: Actor, applicationId: string): Promise<UserRow[]> {
      requireRole(actor, 'admin');
      await applications.find(actor, applicationId);
      await sync.now(applicationId);
      return known(applicationId);
    },

    /** Users of an application as they were read last. */
    async known(actor: Actor, applicationId: string): Promise<UserRow[]> {
      requireRole(actor, 'admin');
      await applications.find(actor, applicationId);
      return known(applicationId);
    },

    /**
     * The user with this name; created if missing and allowed, otherwise NOT_FOUND. For services only: no access check.
     * @throws BAD_INPUT for a name that Vonage would not accept, NOT_FOUND, VONAGE_…
     */
    async ensure(applicationId: string, userName: string, { by, priority, allow }: EnsureUser): Promise<UserRow> {
      const name = checkUserName('user_name', userName);
      const [known] = await db
        .select()
        .from(users)
        .where(and(eq(users.applicationId, applicationId), eq(users.name, name)));
      if (known && isGenerated(name) && !known.chosen) return keep(applicationId, known);
      if (known) return known;
      if (!allow) {
        const found = await (await api(applicationId, priority)).userNamed(name);
        if (!found) throw notFound('user', name);
        return keep(applicationId, found);
      }
      await allow();
      try {
        const row = await create(applicationId, { name }, priority);
        await audit.record(by, created(row));
        return row;
      } catch (error) {
        if (!(error instanceof DenwabanError && error.code === 'CONFLICT')) throw error;
        const found = await (await api(applicationId, priority)).userNamed(name);
        if (!found) throw error;
        return keep(applicationId, found);
      }
    },
  };
}

const target = ({ id, name }: UserRow) => ({ kind: 'user', id, name });
const created = (row: UserRow) => ({
  action: 'user.created',
  target: target(row),
  after: { displayName: row.displayName },
});

export type Users = ReturnType<typeof createUsers>;
