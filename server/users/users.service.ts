import { and, asc, eq, gt, ilike, inArray, lt, or, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Accounts } from '../accounts/accounts.service.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit.js';
import { checkText } from '../accounts/check-text.js';
import type { Applications } from '../applications/applications.service.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { DenwabanError, fail, notFound } from '../errors.js';
import { decodeCursor, type Page, type PageRequest, pageSize, toPage } from '../page.js';
import type { Realtime } from '../realtime/topics.js';
import type { VonageUser } from '../vonage/application-api.js';
import type { Vonage } from '../vonage/client.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { checkUserName } from './check-user-name.js';
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
}

export interface CreateUser {
  name: string;
  displayName?: string | null;
}

export interface UpdateUser {
  name?: string | null;
  displayName?: string | null;
}

/** Milliseconds: so long a list of Vonage's users counts as fresh. */
const FRESH = 5000;
const COLLEAGUES_SHOWN = 1000;

/** Agents' identities at Vonage. Vonage has the truth; our rows are what we saw there last. */
export function createUsers(deps: UsersDeps) {
  const { db, vonage, accounts, audit, applications, realtime, clock, log } = deps;
  const readAt = new Map<string, number>();

  const api = async (applicationId: string) => vonage.application(await applications.access(applicationId));

  /** Writes users down as Vonage tells of them; a name may have been another user's when we last looked. */
  async function keepAll(applicationId: string, seen: VonageUser[]): Promise<UserRow[]> {
    if (seen.length === 0) return [];
    const seenAt = clock.now();
    const rows = seen.map(({ id, name, displayName }) => ({ id, applicationId, name, displayName, seenAt }));
    const ids = inArray(
      users.id,
      seen.map(({ id }) => id),
    );
    const names = and(
      eq(users.applicationId, applicationId),
      inArray(
        users.name,
        seen.map(({ name }) => name),
      ),
    );
    return db.transaction(async (tx) => {
      // One writer of an application's users at a time: two that read Vonage's list at once would meet crosswise.
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${applicationId}, 0))`);
      await tx.delete(users).where(or(ids, names));
      const set = { name: sql`excluded.name`, displayName: sql`excluded.display_name`, seenAt };
      return tx.insert(users).values(rows).onConflictDoUpdate({ target: users.id, set }).returning();
    });
  }

  const keep = async (applicationId: string, user: VonageUser) => (await keepAll(applicationId, [user]))[0]!;

  /** Reads all users from Vonage; who is not there any more is forgotten. While Vonage is away, the last known stay. */
  async function sync(applicationId: string): Promise<void> {
    const startedAt = clock.now();
    if (startedAt.getTime() - (readAt.get(applicationId) ?? 0) < FRESH) return;
    try {
      for await (const page of (await api(applicationId)).users()) {
        await keepAll(applicationId, page);
      }
      await db.delete(users).where(and(eq(users.applicationId, applicationId), lt(users.seenAt, startedAt)));
      readAt.set(applicationId, startedAt.getTime());
    } catch (error) {
      if (!(error instanceof DenwabanError)) throw error;
      log.warn({ err: error, applicationId }, "Vonage's users could not be read; the last known are shown");
    }
  }

  /** @throws CONFLICT naming the field when Vonage has the name already */
  function taken(error: unknown, name: string): unknown {
    if (!isRefusal(error, 409)) return error;
    const details = { field: 'input.name', rule: 'taken', params: { name }, vonage: error.details.vonage };
    return fail('CONFLICT', `There is a user "${name}" already.`, details, { cause: error });
  }

  async function create(applicationId: string, name: string, displayName: string | null): Promise<UserRow> {
    const made = await (await api(applicationId)).createUser(name, displayName);
    const row = await keep(applicationId, made);
    await realtime.publish('routing', { applicationId });
    return row;
  }

  /** The row of a user whose application is the actor's. */
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

  return {
    /** Users by name. The first page is read from Vonage. */
    async list(
      actor: Actor,
      { applicationId, search, ...request }: { applicationId: string; search?: string | null } & PageRequest,
    ): Promise<Page<UserRow>> {
      requireRole(actor, 'admin', 'supervisor');
      await applications.find(actor, applicationId);
      const size = pageSize(request);
      const after = request.after ? decodeCursor(request.after) : null;
      if (!after) await sync(applicationId);
      const words = search?.trim() ? `%${search.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
      const rows = await db
        .select()
        .from(users)
        .where(
          and(
            eq(users.applicationId, applicationId),
            words ? or(ilike(users.name, words), ilike(users.displayName, words)) : undefined,
            after ? gt(users.name, after) : undefined,
          ),
        )
        .orderBy(asc(users.name))
        .limit(size + 1);
      return toPage(rows, size, (row) => row.name);
    },

    /** The people of an application, for whoever works in it. */
    async colleagues(actor: Actor, applicationId: string): Promise<Pick<UserRow, 'name' | 'displayName'>[]> {
      await applications.find(actor, applicationId);
      const columns = { name: users.name, displayName: users.displayName };
      const own = eq(users.applicationId, applicationId);
      return db.select(columns).from(users).where(own).orderBy(asc(users.name)).limit(COLLEAGUES_SHOWN);
    },

    /** @throws BAD_INPUT, CONFLICT when the name is taken, VONAGE_… */
    async create(actor: Actor, applicationId: string, input: CreateUser): Promise<UserRow> {
      requireRole(actor, 'admin');
      await applications.find(actor, applicationId);
      const name = checkUserName('input.name', input.name);
      const displayName = input.displayName ? checkText('input.displayName', input.displayName, { max: 200 }) : null;
      const row = await create(applicationId, name, displayName).catch((error) => {
        throw taken(error, name);
      });
      await audit.record(actor, { action: 'user.created', target: target(row), after: { displayName } });
      return row;
    },

    /** Renames a user; people who sign in here as this user stay so. */
    async update(actor: Actor, id: string, input: UpdateUser): Promise<UserRow> {
      const row = await own(actor, id);
      const { applicationId } = row;
      const name = input.name ? checkUserName('input.name', input.name) : row.name;
      const displayName = input.displayName
        ? checkText('input.displayName', input.displayName, { max: 200 })
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

    /** Deletes a user at Vonage and here; one that Vonage does not know any more just goes here. */
    async remove(actor: Actor, id: string): Promise<void> {
      const row = await own(actor, id);
      await (await api(row.applicationId)).deleteUser(id).catch((error) => {
        if (!isRefusal(error, 404)) throw error;
      });
      await forget(row);
      await audit.record(actor, { action: 'user.deleted', target: target(row) });
    },

    /** Every user of an application, as Vonage has them now; for deleting it. */
    async all(actor: Actor, applicationId: string): Promise<UserRow[]> {
      requireRole(actor, 'admin');
      await applications.find(actor, applicationId);
      readAt.delete(applicationId);
      await sync(applicationId);
      return db.select().from(users).where(eq(users.applicationId, applicationId));
    },

    /**
     * The user of this name; when there is none it is created, or NOT_FOUND. For services only: no access check.
     * @throws BAD_INPUT for a name that Vonage would not take, NOT_FOUND, VONAGE_…
     */
    async ensure(
      applicationId: string,
      userName: string,
      { createsUsers }: { createsUsers: boolean },
    ): Promise<UserRow> {
      const name = checkUserName('user_name', userName);
      const [known] = await db
        .select()
        .from(users)
        .where(and(eq(users.applicationId, applicationId), eq(users.name, name)));
      if (known) return known;
      if (!createsUsers) {
        const found = await (await api(applicationId)).userNamed(name);
        if (!found) throw notFound('user', name);
        return keep(applicationId, found);
      }
      try {
        return await create(applicationId, name, null);
      } catch (error) {
        if (!isRefusal(error, 409)) throw error;
        const found = await (await api(applicationId)).userNamed(name);
        if (!found) throw error;
        return keep(applicationId, found);
      }
    },
  };
}

const target = ({ id, name }: UserRow) => ({ kind: 'user', id, name });

export type Users = ReturnType<typeof createUsers>;
