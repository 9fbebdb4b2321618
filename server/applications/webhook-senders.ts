import { createHmac, type KeyObject } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { type AccountRow, accountSecret, accounts } from '../accounts/accounts.table.js';
import { type SignaturesSeen, saveSignatureProof, saveSignaturesSeen } from '../accounts/signature-proof.js';
import { applications } from '../applications/applications.table.js';
import type { Db } from '../db/connect.js';
import { createReload } from '../realtime/reload.js';
import type { Realtime } from '../realtime/topics.js';
import type { Secrets } from '../secrets.js';
import { signatureKey } from '../vonage/signature.js';
import { previousWebhookIdOf, webhookIdOf } from './webhook-urls.js';

/** An application whose webhooks are accepted, and how they are authenticated. */
export interface Sender {
  applicationId: string;
  accountId: string;
  /** Secret ids in its webhook URLs, current and previous; only Vonage may know them. */
  webhookIds: string[];
  vonageId: string | null;
  apiKey: string;
  /** Whether Vonage signs them; unsigned while the account's signature secret is unknown. */
  signed: boolean;
  key: KeyObject | null;
  /**
   * Whether a webhook with a correct signature has arrived, which proves that Vonage signs and that the secret is
   * right.
   */
  proved: boolean;
}

/** Who may know an address: only Vonage, or also people who sign in. */
export interface Addressed {
  sender: Sender;
  secret: boolean;
}

/** Identifies the right secret without revealing it. */
const proofOf = (secret: string, accountId: string) =>
  createHmac('sha256', secret).update(`proved ${accountId}`).digest('hex');

/**
 * Applications whose webhooks are accepted, in memory, so that checking a signature needs no database. Follows the
 * topic `routing`.
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
  let addresses = new Map<string, Sender>();

  async function read(): Promise<void> {
    const rows = await db.select().from(applications).innerJoin(accounts, eq(accounts.id, applications.accountId));
    senders = new Map(
      rows.map(({ applications: application, accounts: account }) => {
        const { id, vonageId, signedCallbacks } = application;
        const sender: Sender = {
          applicationId: id,
          accountId: account.id,
          webhookIds: [webhookIdOf(secrets, application), previousWebhookIdOf(secrets, application) ?? []].flat(),
          vonageId,
          apiKey: account.apiKey,
          signed: signedCallbacks,
          ...keyOf(account),
        };
        return [id, sender];
      }),
    );
    addresses = new Map([...senders.values()].flatMap((one) => one.webhookIds.map((id) => [id, one] as const)));
  }

  function keyOf(account: AccountRow): Pick<Sender, 'key' | 'proved'> {
    if (account.signatureSecret === null) return { key: null, proved: false };
    const secret = secrets.decrypt(account.signatureSecret, accountSecret('signatureSecret', account));
    return { key: signatureKey(secret), proved: account.signatureProof === proofOf(secret, account.id) };
  }

  const problem = 'The keys of webhooks could not be read again; the last known are used.';
  const { start, reload } = createReload({ read, problem, log, signal });

  return {
    /** Loads all applications and follows their changes from then on. @throws if the database cannot be read */
    start: (): Promise<void> => start(realtime, ['routing'], () => null),

    refresh: () => reload(null),

    /** By the id in a webhook URL. The application's own id is not secret, even while the URL contains it. */
    byAddress(id: string): Addressed | null {
      const sender = addresses.get(id) ?? senders.get(id);
      return sender ? { sender, secret: id !== sender.applicationId } : null;
    },

    /** A webhook with a correct signature has arrived. Storing that is not awaited. */
    prove(sender: Sender): void {
      if (sender.proved || !sender.key) return;
      for (const one of senders.values()) if (one.accountId === sender.accountId) one.proved = true;
      const proof = proofOf(sender.key.export().toString(), sender.accountId);
      saveSignatureProof(db, sender.accountId, proof)
        .then(() => realtime.publish('routing', { applicationId: sender.applicationId }))
        .catch((error) => log.warn({ err: error }, 'That the signature secret is right could not be written down.'));
    },

    /** Whether a webhook of this account had a correct signature, which proves that its secret is right. */
    isProved: (accountId: string): boolean =>
      [...senders.values()].some((sender) => sender.accountId === accountId && sender.proved),
    /** Stores when webhooks of an account were last verified and refused. */
    noteSignatures: (accountId: string, seen: SignaturesSeen): Promise<void> => saveSignaturesSeen(db, accountId, seen),

    byVonageId: (vonageId: string): Sender | null =>
      [...senders.values()].find((sender) => sender.vonageId === vonageId) ?? null,

    /** The only application, if there is exactly one. */
    only: (): Sender | null => (senders.size === 1 ? ([...senders.values()][0] ?? null) : null),
  };
}

export type Senders = ReturnType<typeof createSenders>;
