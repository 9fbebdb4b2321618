import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { applications } from '../applications/applications.table.js';
import type { Db } from '../db/connect.js';
import type { createNumberSync } from './sync-numbers.js';

/** Milliseconds: so often every account's numbers are looked at again. */
const EVERY = 5 * 60_000;
/** Milliseconds that the last look counts when a call names a number that nobody here knows. */
const CALLED_FRESH = 30_000;

/**
 * Numbers are also bought, moved and cancelled in Vonage's own dashboard, which tells nobody: they are looked at again
 * from time to time, and when a call comes to one that is not known here.
 */
export function createNumberWatch(deps: {
  db: Db;
  sync: ReturnType<typeof createNumberSync>;
  log: Pick<FastifyBaseLogger, 'warn'>;
  signal: AbortSignal;
}) {
  const { db, sync, log, signal } = deps;

  /** Looks at the numbers of all accounts that have an application. Never throws. */
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

    /** A call came to a number that the application does not have, as far as is known. Nobody waits for it; never throws. */
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
