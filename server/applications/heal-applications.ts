import { and, eq, isNull, lt } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Accounts } from '../accounts/accounts.service.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import type { Realtime } from '../realtime/topics.js';
import type { Secrets } from '../secrets.js';
import type { Vonage } from '../vonage/client.js';
import { applications } from './applications.table.js';
import { webhookIdOf } from './webhook-urls.js';

interface HealingDeps {
  db: Db;
  vonage: Vonage;
  accounts: Accounts;
  realtime: Realtime;
  clock: Clock;
  secrets: Secrets;
  log: FastifyBaseLogger;
}

/** Milliseconds: a younger row is still being created. */
const YOUNG = 60_000;

/**
 * If creation was interrupted, there is a row, and Vonage may or may not have the application. Vonage's list has the id
 * in the webhook URL: if found, the application is adopted; otherwise the row is deleted.
 * @returns a function that does this for an account; it is not awaited and never throws
 */
export function createHealing({ db, vonage, accounts, realtime, clock, secrets, log }: HealingDeps) {
  return async (accountId: string): Promise<void> => {
    try {
      const old = lt(applications.createdAt, new Date(clock.now().getTime() - YOUNG));
      const half = and(eq(applications.accountId, accountId), isNull(applications.vonageId), old);
      const rows = await db.select().from(applications).where(half);
      if (rows.length === 0) return;
      const atVonage = await vonage.account(await accounts.access(accountId)).listApplications();
      for (const one of rows) {
        const { id } = one;
        const path = `/webhooks/${webhookIdOf(secrets, one)}/`;
        const found = atVonage.find(({ answerUrl }) => answerUrl?.includes(path));
        const row = eq(applications.id, id);
        if (found) await db.update(applications).set({ vonageId: found.id }).where(row);
        else await db.delete(applications).where(row);
        await realtime.publish('routing', { applicationId: id });
        log.info({ applicationId: id, found: Boolean(found) }, 'A half-created application was healed');
      }
    } catch (error) {
      log.warn({ err: error }, 'Half-created applications could not be healed; tried again with the next list');
    }
  };
}
