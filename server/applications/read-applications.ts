import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Actor } from '../accounts/actor.js';
import type { Db } from '../db/connect.js';
import { fail, notFound } from '../errors.js';
import { gather } from '../gather.js';
import { decodeCursor, type Page, type PageRequest, pageSize, toPage, wrongCursor } from '../page.js';
import { type ApplicationRow, applications } from './applications.table.js';

/** An application that exists at Vonage. */
export type Application = ApplicationRow & { vonageId: string };

/** Lists applications, and checks who may see them. */
export function createReadApplications(db: Db) {
  /** Those that the actor may see: of their account, and for an agent only their own. */
  const seen = (actor: Actor) =>
    and(
      eq(applications.accountId, actor.accountId),
      isNotNull(applications.vonageId),
      actor.role === 'agent' ? eq(applications.id, actor.applicationId ?? '') : undefined,
    );

  async function byIds(ids: readonly string[]): Promise<Application[]> {
    const known = and(inArray(applications.id, [...ids]), isNotNull(applications.vonageId));
    return (await db.select().from(applications).where(known)) as Application[];
  }

  return {
    /**
     * An application of the actor's account; agents only have their own.
     * @throws NOT_FOUND, FORBIDDEN if it belongs to another account
     */
    async find(actor: Actor, id: string): Promise<Application> {
      const [row] = await db.select().from(applications).where(eq(applications.id, id));
      if (!row?.vonageId) throw notFound('application', id);
      if (row.accountId !== actor.accountId) {
        throw fail('FORBIDDEN', 'This application belongs to a different account.', { rule: 'otherAccount' });
      }
      if (actor.role === 'agent' && actor.applicationId !== id) {
        throw fail('FORBIDDEN', 'You don’t have permission to do this.', {
          rule: 'role',
          params: { role: actor.role },
        });
      }
      return row as Application;
    },

    /** The applications that the actor may see, oldest first; agents see only their own. */
    async list(actor: Actor, request: PageRequest): Promise<Page<Application>> {
      const size = pageSize(request);
      const after = request.after ? readCursor(request.after) : null;
      const rows = await db
        .select()
        .from(applications)
        .where(
          and(
            seen(actor),
            after
              ? sql`(${applications.createdAt}, ${applications.id}) > (${after.at}::timestamptz, ${after.id})`
              : undefined,
          ),
        )
        .orderBy(asc(applications.createdAt), asc(applications.id))
        .limit(size + 1);
      return toPage(rows as Application[], request, (row) => `${row.createdAt.toISOString()} ${row.id}`);
    },

    /** Those of the ids that the actor may see. */
    async visible(actor: Actor, ids: readonly string[]): Promise<Application[]> {
      const known = and(seen(actor), inArray(applications.id, [...ids]));
      return (await db.select().from(applications).where(known)) as Application[];
    },

    /** Of a row whose account was checked; null if it has just been deleted. */
    byId: gather<string, Application | null>(async (ids) => {
      const rows = await byIds(ids);
      return ids.map((id) => rows.find((row) => row.id === id) ?? null);
    }),

    /** Several at once, after the account has been checked. */
    byIds,
  };
}

function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = decodeCursor(cursor).split(' ');
  if (new Date(at).toJSON() !== at) throw wrongCursor();
  return { at, id };
}
