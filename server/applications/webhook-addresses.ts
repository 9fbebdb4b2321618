import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Accounts } from '../accounts/accounts.service.js';
import { accounts as accountsTable } from '../accounts/accounts.table.js';
import { publicUrlProblem } from '../accounts/warnings/public-url.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Db, DbOrTx } from '../db/connect.js';
import { fail } from '../errors.js';
import { randomId } from '../ids.js';
import type { Jobs } from '../jobs/jobs.service.js';
import type { Realtime } from '../realtime/topics.js';
import type { Secrets } from '../secrets.js';
import type { Vonage } from '../vonage/client.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { type ApplicationRow, applicationSecret, applications } from './applications.table.js';
import { webhookIdOf, webhookUrls } from './webhook-urls.js';

interface AddressesDeps {
  db: Db;
  jobs: Jobs;
  vonage: Vonage;
  accounts: Accounts;
  realtime: Realtime;
  clock: Clock;
  secrets: Secrets;
  config: Pick<Config, 'publicUrl'>;
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>;
}

/** Whether an application has ongoing calls that began before a time. */
export type CallsGoOn = (applicationId: string, before: Date) => Promise<boolean>;

const KIND = 'webhook-addresses';
const DEADLINE_MS = 30_000;
const MINUTE_MS = 60_000;
/** By then, servers of the previous version, which do not know the new URLs, have been replaced. */
const UPDATED_BY_MS = 10 * MINUTE_MS;
/** Retry intervals after Vonage was unreachable, or refused. */
const AGAIN_MS = { failed: MINUTE_MS, refused: 60 * MINUTE_MS };
/** Retries and late events use the previous URL for this long, and a call lasts at most 24 hours. */
const GRACE_MS = { least: 5 * MINUTE_MS, most: 24 * 60 * MINUTE_MS, look: MINUTE_MS };

/**
 * Webhook URLs of applications, known only to Vonage, so that no one else can send unsigned webhooks. New ones are
 * stored first, then Vonage is told; the previous ones work until then and until the calls that began with them are
 * over. All state is in the application's row, so that any server can continue after a crash.
 */
export function createWebhookAddresses(deps: AddressesDeps) {
  const { db, jobs, vonage, accounts, realtime, clock, secrets, config, log } = deps;
  const started = clock.now().getTime();
  const after = (ms: number) => new Date(clock.now().getTime() + ms);
  const seal = (applicationId: string, webhookId: string) =>
    secrets.encrypt(webhookId, applicationSecret('webhookId', applicationId));

  /** Changes a row unless another server was faster. @returns whether it was changed */
  async function change(row: ApplicationRow, values: Partial<ApplicationRow>): Promise<boolean> {
    const same = row.webhookId === null ? isNull(applications.webhookId) : eq(applications.webhookId, row.webhookId);
    const due =
      row.webhooksDueAt === null
        ? isNull(applications.webhooksDueAt)
        : eq(applications.webhooksDueAt, row.webhooksDueAt);
    return db.transaction(async (tx) => {
      const changed = await tx
        .update(applications)
        .set(values)
        .where(and(eq(applications.id, row.id), same, due))
        .returning({ id: applications.id });
      if (changed.length > 0 && values.webhooksDueAt !== undefined) await remind(tx, row.id, values.webhooksDueAt);
      return changed.length > 0;
    });
  }

  /** The job follows the row, which is what servers agree on. */
  async function remind(tx: DbOrTx, applicationId: string, due: Date | null): Promise<void> {
    if (due) await jobs.add(tx, { kind: KIND, key: applicationId, applicationId, due }, 'replace');
    else await jobs.cancel(tx, KIND, applicationId);
  }

  /** Adds new URLs; Vonage is told of them next. */
  const renewed = (row: ApplicationRow): Partial<ApplicationRow> => ({
    webhookId: seal(row.id, randomId()),
    previousWebhookId: row.webhookId ?? seal(row.id, row.id),
    webhooksToldAt: null,
    webhooksDueAt: clock.now(),
  });

  async function tellVonage(row: ApplicationRow): Promise<void> {
    const [account] = await db.select().from(accountsTable).where(eq(accountsTable.id, row.accountId));
    if (!account || (account.kind === 'cloud' && publicUrlProblem(config.publicUrl))) return;
    const api = vonage.account(await accounts.access(row.accountId));
    const webhooks = webhookUrls(config.publicUrl, webhookIdOf(secrets, row));
    try {
      await api.updateApplication(row.vonageId!, { webhooks });
    } catch (error) {
      if (isRefusal(error, 404)) await change(row, { webhooksDueAt: after(AGAIN_MS.refused) });
      throw error;
    }
    if (await change(row, { webhooksToldAt: clock.now(), webhooksDueAt: after(GRACE_MS.least) })) {
      await realtime.publish('routing', { applicationId: row.id });
      log.info({ applicationId: row.id }, 'Vonage has the new webhook addresses');
    }
  }

  async function endGrace(row: ApplicationRow, told: Date, goOn: CallsGoOn): Promise<void> {
    const over = clock.now().getTime() - told.getTime() >= GRACE_MS.most || !(await goOn(row.id, told));
    const values = over ? { previousWebhookId: null, webhooksDueAt: null } : { webhooksDueAt: after(GRACE_MS.look) };
    if ((await change(row, values)) && over) await realtime.publish('routing', { applicationId: row.id });
  }

  /** Next step for one application; whoever moves its due time on performs it. */
  async function step(row: ApplicationRow, goOn: CallsGoOn): Promise<void> {
    const taken = { ...row, webhooksDueAt: after(AGAIN_MS.failed) };
    if (!(await change(row, { webhooksDueAt: taken.webhooksDueAt }))) return;
    if (row.webhooksToldAt === null) await tellVonage(taken);
    else await endGrace(taken, row.webhooksToldAt, goOn);
  }

  async function moveOldOnes(): Promise<void> {
    if (clock.now().getTime() - started < UPDATED_BY_MS) return;
    const old = and(isNull(applications.webhookId), isNotNull(applications.vonageId));
    for (const row of await db.select().from(applications).where(old)) {
      if (await change(row, renewed(row))) await realtime.publish('routing', { applicationId: row.id });
    }
  }

  return {
    /** For an application that is being created: Vonage receives its URLs on creation. */
    first(applicationId: string): Pick<ApplicationRow, 'webhookId' | 'webhooksToldAt'> {
      return { webhookId: seal(applicationId, randomId()), webhooksToldAt: clock.now() };
    },

    /**
     * Creates new URLs; the previous ones become invalid. Vonage is told immediately, and a job retries failures.
     * @throws CONFLICT while Vonage does not have the latest ones yet
     */
    async rotate(row: ApplicationRow): Promise<void> {
      const onTheWay = row.webhookId !== null && row.webhooksToldAt === null;
      // Told here and now; the job does it if this fails.
      const values = { ...renewed(row), webhooksDueAt: after(AGAIN_MS.failed) };
      if (onTheWay || !(await change(row, values))) {
        throw fail('CONFLICT', 'Vonage doesn’t have the previous new addresses yet. Try again in a minute.', {
          rule: 'addressesOnTheWay',
        });
      }
      await realtime.publish('routing', { applicationId: row.id });
      const now = { ...row, ...values };
      await tellVonage(now).catch((error) => logFailure(now, error));
    },

    urls: (row: ApplicationRow) => webhookUrls(config.publicUrl, webhookIdOf(secrets, row)),

    /** Says how the jobs of webhook addresses are run. @param goOn whether calls are still using the previous ones */
    defineJobs(goOn: CallsGoOn): void {
      jobs.define({
        kind: KIND,
        deadlineMs: DEADLINE_MS,
        atOnce: 2,
        async run(job) {
          const [row] = await db.select().from(applications).where(eq(applications.id, job.key));
          if (!row?.webhooksDueAt || row.vonageId === null) return;
          if (row.webhooksDueAt > clock.now()) return job.next(db, row.webhooksDueAt);
          await step(row, goOn).catch((error) => logFailure(row, error));
        },
      });
      jobs.define({
        kind: 'old-webhook-addresses',
        deadlineMs: DEADLINE_MS,
        everyMs: MINUTE_MS,
        async run({ due }) {
          await moveOldOnes();
          // A server of the version before knows no jobs, and may have ended with something left to do.
          const waiting = and(isNotNull(applications.webhooksDueAt), isNotNull(applications.vonageId));
          const rows = await db.select({ id: applications.id }).from(applications).where(waiting);
          const list = rows.map(({ id }) => ({ kind: KIND, key: id, applicationId: id, due }));
          await jobs.add(db, list, 'keep');
        },
      });
    },
  };

  function logFailure({ id }: ApplicationRow, error: unknown): void {
    log.warn({ err: error, applicationId: id }, 'Vonage could not be told the new webhook addresses; tried again.');
  }
}

export type WebhookAddresses = ReturnType<typeof createWebhookAddresses>;
