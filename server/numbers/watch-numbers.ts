import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { applications } from '../applications/applications.table.js';
import type { Db } from '../db/connect.js';
import type { Jobs } from '../jobs/jobs.service.js';
import type { createNumberSync } from './sync-numbers.js';

/** Milliseconds between checks of every account's numbers. */
const EVERY_MS = 5 * 60_000;
const DEADLINE_MS = 60_000;
/** One account whose numbers cannot be read delays no other. */
const ACCOUNTS_AT_ONCE = 3;
/** Milliseconds for which the last check counts when a call arrives for an unknown number. */
const CALLED_FRESH_MS = 30_000;

/**
 * Numbers are also bought, moved and canceled in Vonage's dashboard, without notification: they are checked regularly,
 * and when a call arrives for an unknown number.
 */
export function createNumberWatch(deps: {
  db: Db;
  jobs: Jobs;
  sync: ReturnType<typeof createNumberSync>;
  log: Pick<FastifyBaseLogger, 'warn'>;
  signal: AbortSignal;
}) {
  const { db, jobs, sync, log, signal } = deps;

  jobs.define({
    kind: 'read-all-numbers',
    deadlineMs: DEADLINE_MS,
    everyMs: EVERY_MS,
    async run({ due }) {
      const accounts = await db.selectDistinct({ id: applications.accountId }).from(applications);
      await jobs.add(
        db,
        accounts.map(({ id }) => ({ kind: 'read-numbers', key: id, due })),
      );
    },
  });
  jobs.define({
    kind: 'read-numbers',
    deadlineMs: DEADLINE_MS,
    atOnce: ACCOUNTS_AT_ONCE,
    run: ({ key }) => sync.all(key, { fresh: EVERY_MS / 2 }),
  });

  return {
    /** A call arrived for a number that the application does not seem to have. Not awaited; never throws. */
    async called(applicationId: string): Promise<void> {
      try {
        const own = eq(applications.id, applicationId);
        const [row] = await db.select({ accountId: applications.accountId }).from(applications).where(own);
        if (row && !signal.aborted) await sync.all(row.accountId, { fresh: CALLED_FRESH_MS });
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error }, "Vonage's numbers could not be looked at again.");
      }
    },
  };
}
