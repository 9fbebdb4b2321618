import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import {
  decodeNumberCursor,
  filterInstant,
  filterText,
  type Page,
  type PageRequest,
  pageSize,
  toPage,
} from '../../page.js';
import { members } from '../accounts.table.js';
import { type Actor, requireRole } from '../actor.js';
import { AUDITED, type AuditRow, type AuditValues, auditEntries } from './audit.table.js';
import type { AuditActor, AuditRecord } from './audit-record.js';
import { createCountedAudit } from './counted-audit.js';

/** Replaces a secret in `before` and `after`. */
export const BLANKED = '•••';

export interface AuditFilter {
  /** Id of a member or an API key. */
  actor?: string | null;
  /** `noun.pastVerb`, or a prefix with its dot: `number.` */
  action?: string | null;
  targetKind?: string | null;
  /** From this time, inclusive. */
  from?: Date | null;
  /** Before this time, exclusive. */
  to?: Date | null;
}

/**
 * Who changed what, when and from where. Entries never change, except that an erased caller's number is removed and
 * repetitions are counted.
 */
export function createAudit({ db, clock, log }: { db: Db; clock: Clock; log?: Pick<FastifyBaseLogger, 'warn'> }) {
  async function insert(actor: AuditActor, { action, target, before, after }: AuditRecord, tx: DbOrTx) {
    const changed = before && after ? changes(before, after) : { before, after };
    if (before && after && Object.keys(changed.after ?? {}).length === 0) return null;
    const [row] = await tx
      .insert(auditEntries)
      .values({
        accountId: actor.accountId,
        at: clock.now(),
        ...actorColumns(actor),
        address: actor.address,
        action,
        targetKind: target.kind,
        targetId: target.id,
        targetName: target.name,
        before: changed.before ?? null,
        after: changed.after ?? null,
      })
      .returning({ id: auditEntries.id });
    return row!.id;
  }

  return {
    /**
     * Adds an entry. Unchanged values are left out; if nothing is left, nothing is written.
     * @param tx the transaction of the change, so that both are committed or neither
     */
    async record(actor: AuditActor, record: AuditRecord, tx: DbOrTx = db): Promise<void> {
      await insert(actor, record, tx);
    },

    /** Adds an entry for something that may happen often, with a count. */
    count: createCountedAudit({ db, clock, log, insert }),

    /** Newest first. @throws FORBIDDEN, BAD_INPUT */
    async list(actor: Actor, request: { filter?: AuditFilter | null } & PageRequest): Promise<Page<AuditRow>> {
      requireRole(actor, 'admin');
      const size = pageSize(request);
      const after = decodeNumberCursor(request.after);
      const rows = await db
        .select()
        .from(auditEntries)
        .where(
          and(
            eq(auditEntries.accountId, actor.accountId),
            after === null ? undefined : lt(auditEntries.id, after),
            ...conditions(request.filter ?? {}),
          ),
        )
        .orderBy(desc(auditEntries.id))
        .limit(size + 1);
      return toPage(rows, request, (row) => String(row.id));
    },
  };
}

export type Audit = ReturnType<typeof createAudit>;

function actorColumns({ memberId, via, apiKey, app }: AuditActor) {
  if (apiKey) return { actorKind: 'apiKey' as const, actorId: apiKey.id, actorName: apiKey.name };
  if (!memberId) return { actorKind: 'stranger' as const, actorName: app ?? null };
  const actorName = sql<string>`(select ${members.displayName} from ${members} where ${members.id} = ${memberId})`;
  return { actorKind: via === 'key' ? ('vonageKey' as const) : ('member' as const), actorId: memberId, actorName };
}

function changes(before: AuditValues, after: AuditValues) {
  const changed = AUDITED.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const only = (values: AuditValues): AuditValues =>
    Object.fromEntries(changed.filter((name) => name in values).map((name) => [name, values[name]]));
  return { before: only(before), after: only(after) };
}

function conditions({ actor, targetKind, ...filter }: AuditFilter): (SQL | undefined)[] {
  const action = filterText('filter.action', filter.action);
  const from = filterInstant('filter.from', filter.from);
  const to = filterInstant('filter.to', filter.to);
  return [
    actor ? eq(auditEntries.actorId, actor) : undefined,
    action?.endsWith('.') ? sql`starts_with(${auditEntries.action}, ${action})` : undefined,
    action && !action.endsWith('.') ? eq(auditEntries.action, action) : undefined,
    targetKind ? eq(auditEntries.targetKind, targetKind) : undefined,
    from ? gte(auditEntries.at, from) : undefined,
    to ? lt(auditEntries.at, to) : undefined,
  ];
}
