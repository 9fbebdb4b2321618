import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { applications } from '../applications/applications.table.js';
import type { Db } from '../db/connect.js';
import type { createNumberSync } from './sync-numbers.js';

/** Milliseconds between checks of every account's numbers. */
const EVERY = 5 * 60_000;
/** Milliseconds for which the last check counts when a call arrives for an unknown number. */
const CALLED_FRESH = 30_000;

/**
 * Numbers are also bought, moved and canceled in Vonage's dashboard, without notification: they are checked regularly,
 * and when a call arrives for an unknown number.
 */
export function createNumberWatch(deps: {
  db: Db;
  sync: ReturnType<typeof createNumberSync>;
  log: Pick<FastifyBaseLogger, 'warn'>;
  signal: AbortSignal;
}) {
  const { db, sync, log, signal } = deps;

  /** Checks the numbers of all accounts that have an application. Never throws. */
  async function lookAgain(fresh = 0): Promise<void> {
    try {
      const accounts = await db.selectDistinct({ id: applications.accountId }).from(applications);
      for (const { id } of accounts) if (!signal.aborted) await sync.all(id, { fresh });
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, "Vonage's numbers could not be looked at again.");
    }
  }

  return {
    lookAgain,

    start(): void {
      const timer = setInterval(() => void lookAgain(EVERY / 2), EVERY).unref();
      signal.addEventListener('abort', () => clearInterval(timer));
    },

    /** A call arrived for a number that the application does not seem to have. Not awaited; never throws. */
    async called(applicationId: string): Promise<void> {
      try {
        const own = eq(applications.id, applicationId);
        const [row] = await db.select({ accountId: applications.accountId }).from(applications).where(own);
        if (row && !signal.aborted) await sync.all(row.accountId, { fresh: CALLED_FRESH });
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error }, "Vonage's numbers could not be looked at again.");
      }
    },
  };
}
