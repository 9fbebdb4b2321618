import { eq } from 'drizzle-orm';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { badInput } from '../errors.js';
import type { Jobs } from '../jobs/jobs.service.js';
import { type Actor, requireRole } from './actor.js';
import type { Audit } from './audit/audit.js';
import { type RetentionRow, retention } from './retention.table.js';

/** Default: a quarter for raw events, a little over a year for calls. */
export const DEFAULT_RETENTION = { eventDays: 90, callDays: 400 };
/** The kind of job that applies it. */
export const RETENTION_JOB = 'apply-retention';
const LONGEST_DAYS = 3650;

export interface RetentionDays {
  /** Null = kept indefinitely. */
  eventDays: number | null;
  callDays: number | null;
}

/** How long an account keeps calls and events; `calls/retention` applies it. */
export function createRetention({ db, audit, jobs, clock }: { db: Db; audit: Audit; jobs: Jobs; clock: Clock }) {
  async function read({ accountId }: Actor): Promise<Omit<RetentionRow, 'accountId'>> {
    const [row] = await db.select().from(retention).where(eq(retention.accountId, accountId));
    return row ?? { ...DEFAULT_RETENTION, lastRunAt: null, lastEvents: 0, lastCalls: 0 };
  }

  return {
    /** @throws FORBIDDEN */
    async find(actor: Actor) {
      requireRole(actor, 'admin');
      return read(actor);
    },

    /**
     * Saves the days; anything older is deleted permanently right away.
     * @throws BAD_INPUT unless each is null or a whole number of days from 1 to 3650
     */
    async save(actor: Actor, { eventDays, callDays }: RetentionDays) {
      requireRole(actor, 'admin');
      const days = {
        eventDays: checkDays('input.eventDays', eventDays),
        callDays: checkDays('input.callDays', callDays),
      };
      const { eventDays: events, callDays: calls } = await read(actor);
      await db.transaction(async (tx) => {
        await tx
          .insert(retention)
          .values({ accountId: actor.accountId, ...days })
          .onConflictDoUpdate({ target: retention.accountId, set: { ...days, lastRunAt: null } });
        const target = { kind: 'account', id: actor.accountId, name: '' };
        const before = { eventDays: events, callDays: calls };
        await audit.record(actor, { action: 'retention.changed', target, before, after: days }, tx);
        await jobs.add(tx, { kind: RETENTION_JOB, due: clock.now() });
      });
      return read(actor);
    },
  };
}

/** Saves when an account's retention was last applied, and how much was deleted by it. */
export async function saveRetentionRun(
  db: Db,
  accountId: string,
  run: Pick<RetentionRow, 'lastRunAt' | 'lastEvents' | 'lastCalls'>,
): Promise<void> {
  await db
    .insert(retention)
    .values({ accountId, ...DEFAULT_RETENTION, ...run })
    .onConflictDoUpdate({ target: retention.accountId, set: run });
}

export type Retention = ReturnType<typeof createRetention>;

function checkDays(field: string, days: number | null): number | null {
  if (days === null || (Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS)) return days;
  throw badInput(field, 'range', `Enter a whole number from 1 to ${LONGEST_DAYS}.`, { min: 1, max: LONGEST_DAYS });
}
