import { and, eq, isNotNull } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Db } from '../db/connect.js';
import { DenwabanError } from '../errors.js';
import type { AccountApi } from '../vonage/account-api.js';
import { type ApplicationRow, applications } from './applications.table.js';

interface SignedCallbacksDeps {
  db: Db;
  log: FastifyBaseLogger;
  api(accountId: string): Promise<AccountApi>;
  change(id: string, values: Partial<ApplicationRow>): Promise<unknown>;
}

/** Signed webhooks: possible once the account's signature secret is known. */
export function createSignedCallbacks({ db, log, api, change }: SignedCallbacksDeps) {
  /** Turns on signed webhooks where they are off, and reloads the webhook endpoints in case the secret has changed. */
  async function signCallbacks(accountId: string): Promise<void> {
    const known = and(eq(applications.accountId, accountId), isNotNull(applications.vonageId));
    for (const { id, vonageId, signedCallbacks } of await db.select().from(applications).where(known)) {
      if (!signedCallbacks) await (await api(accountId)).updateApplication(vonageId!, { signedCallbacks: true });
      await change(id, { signedCallbacks: true });
    }
  }

  return {
    signCallbacks,

    /** Like signCallbacks, but failures at Vonage do not prevent signing in; the next sign-in retries. */
    async catchUpSignatures(accountId: string): Promise<void> {
      await signCallbacks(accountId).catch((error) => {
        if (!(error instanceof DenwabanError)) throw error;
        log.warn({ err: error }, 'Signed webhooks could not be switched on; tried again at the next sign-in');
      });
    },
  };
}
