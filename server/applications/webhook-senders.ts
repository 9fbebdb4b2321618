import type { KeyObject } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { accountSecret, accounts } from '../accounts/accounts.table.js';
import { applications } from '../applications/applications.table.js';
import type { Db } from '../db/connect.js';
import type { Realtime } from '../realtime/topics.js';
import type { Secrets } from '../secrets.js';
import { signatureKey } from '../vonage/signature.js';

/** An application whose webhooks we take, and how they prove themselves. */
export interface Sender {
  applicationId: string;
  vonageId: string | null;
  apiKey: string;
  /** Whether Vonage signs them; while the account's signature secret is not known they come unsigned. */
  signed: boolean;
  key: KeyObject | null;
}

const RETRY_AFTER_MS = 1000;

/**
 * Whose webhooks are taken, in memory: a signature is checked without asking the database. Follows the topics `routing`
 * and `missed`.
 */
export function createSenders(deps: {
  db: Db;
  realtime: Realtime;
  secrets: Secrets;
  log: Pick<FastifyBaseLogger, 'warn'>;
  signal: AbortSignal;
}) {
  const { db, realtime, secrets, log, signal } = deps;
  let senders = new Map<string, Sender>();
  let reading: Promise<void> | null = null;
  let stale = true;

  async function read(): Promise<void> {
    try {
      while (stale) {
        stale = false;
        const rows = await db.select().from(applications).innerJoin(accounts, eq(accounts.id, applications.accountId));
        senders = new Map(
          rows.map(({ applications: application, accounts: account }) => {
            const { id, vonageId, signedCallbacks } = application;
            const { signatureSecret } = account;
            const place = accountSecret('signatureSecret', account);
            const key = signatureSecret ? signatureKey(secrets.decrypt(signatureSecret, place)) : null;
            return [id, { applicationId: id, vonageId, apiKey: account.apiKey, signed: signedCallbacks, key }];
          }),
        );
      }
    } catch (error) {
      stale = true;
      throw error;
    } finally {
      reading = null;
    }
  }

  /** Reads again, or joins the reading that is going on (which then reads once more). */
  async function refresh(): Promise<void> {
    stale = true;
    reading ??= read();
    await reading;
  }

  async function refreshOrRetry(): Promise<void> {
    if (signal.aborted) return;
    try {
      await refresh();
    } catch (error) {
      log.warn({ err: error }, 'The keys of webhooks could not be read again; the last known are used.');
      setTimeout(refreshOrRetry, RETRY_AFTER_MS).unref();
    }
  }

  async function follow(topic: 'routing' | 'missed'): Promise<void> {
    for await (const _ of realtime.subscribe(topic, signal)) void refreshOrRetry();
  }

  return {
    /** Reads all applications and follows their changes from then on. @throws when the database cannot be read */
    async start(): Promise<void> {
      void follow('routing');
      void follow('missed');
      await refresh();
    },

    refresh,

    byId: (applicationId: string): Sender | null => senders.get(applicationId) ?? null,

    byVonageId: (vonageId: string): Sender | null =>
      [...senders.values()].find((sender) => sender.vonageId === vonageId) ?? null,

    /** The only application, where there is just one. */
    only: (): Sender | null => (senders.size === 1 ? ([...senders.values()][0] ?? null) : null),
  };
}

export type Senders = ReturnType<typeof createSenders>;
