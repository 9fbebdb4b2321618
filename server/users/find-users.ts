import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Applications } from '../applications/applications.service.js';
import type { Db } from '../db/connect.js';
import { hasPart } from '../db/has-part.js';
import { decodeCursor, filterText, type Page, type PageRequest, pageSize, toPage } from '../page.js';
import type { createUserSync } from './sync-users.js';
import { type UserRow, users } from './users.table.js';

interface FindUsersDeps {
  db: Db;
  applications: Applications;
  sync: ReturnType<typeof createUserSync>;
}

export interface UserPage extends Page<UserRow> {
  /** Number of users read from Vonage so far while a read is in progress; otherwise null. */
  reading: number | null;
}

const COLLEAGUES_SHOWN = 1000;

/** What people may see of an application's users. */
export function createFindUsers({ db, applications, sync }: FindUsersDeps) {
  return {
    /** Users by name. With the first page, Vonage is read again unless that was recent. */
    async list(
      actor: Actor,
      { applicationId, search, ...request }: { applicationId: string; search?: string | null } & PageRequest,
    ): Promise<UserPage> {
      requireRole(actor, 'admin', 'supervisor');
      await applications.find(actor, applicationId);
      const size = pageSize(request);
      const after = request.after ? decodeCursor(request.after) : null;
      if (!after) await sync.look(applicationId);
      const wanted = filterText('search', search);
      const rows = await db
        .select()
        .from(users)
        .where(
          and(
            eq(users.applicationId, applicationId),
            wanted ? hasPart(wanted, users.name, users.displayName) : undefined,
            after ? gt(users.name, after) : undefined,
          ),
        )
        .orderBy(asc(users.name))
        .limit(size + 1);
      return { ...toPage(rows, request, (row) => row.name), reading: sync.progress(applicationId) };
    },

    /** Those of the ids that are users of the actor's account. */
    async byIds(actor: Actor, ids: readonly string[]): Promise<UserRow[]> {
      requireRole(actor, 'admin', 'supervisor');
      const rows = await db
        .select()
        .from(users)
        .where(inArray(users.id, [...ids]));
      const own = await applications.visible(actor, [...new Set(rows.map(({ applicationId }) => applicationId))]);
      return rows.filter(({ applicationId }) => own.some(({ id }) => id === applicationId));
    },

    /** Users of an application, for the people who work in it. */
    async colleagues(actor: Actor, applicationId: string): Promise<Pick<UserRow, 'name' | 'displayName'>[]> {
      await applications.find(actor, applicationId);
      const columns = { name: users.name, displayName: users.displayName };
      const own = eq(users.applicationId, applicationId);
      return db.select(columns).from(users).where(own).orderBy(asc(users.name)).limit(COLLEAGUES_SHOWN);
    },
  };
}
