import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Accounts } from '../accounts/accounts.service.js';
import { accounts as accountsTable } from '../accounts/accounts.table.js';
import { publicUrlProblem } from '../accounts/warnings/public-url.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Db } from '../db/connect.js';
import { fail } from '../errors.js';
import { randomId } from '../ids.js';
import type { Realtime } from '../realtime/topics.js';
import type { Secrets } from '../secrets.js';
import type { Vonage } from '../vonage/client.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { type ApplicationRow, applicationSecret, applications } from './applications.table.js';
import { webhookIdOf, webhookUrls } from './webhook-urls.js';

interface AddressesDeps {
  db: Db;
  vonage: Vonage;
  accounts: Accounts;
  realtime: Realtime;
  clock: Clock;
  secrets: Secrets;
  config: Pick<Config, 'publicUrl'>;
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>;
}

/** Whether calls of an application go on that began before an instant. */
export type CallsGoOn = (applicationId: string, before: Date) => Promise<boolean>;

const MINUTE_MS = 60_000;
/** Servers of the version before, which do not know the new addresses, have been replaced by then. */
const UPDATED_BY_MS = 10 * MINUTE_MS;
/** Vonage could not be told, or would not be. */
const AGAIN_MS = { failed: MINUTE_MS, refused: 60 * MINUTE_MS };
/** Retries and late events still come to the address before for so long, and a call no longer than 24 hours. */
const GRACE_MS = { least: 5 * MINUTE_MS, most: 24 * 60 * MINUTE_MS, look: MINUTE_MS };

/**
 * The webhook addresses of applications: told to nobody but Vonage, so that nobody else can send what is not signed. New
 * ones are written down first, then Vonage is told; those before them work until it has been, and until the calls that
 * began with them are over. All of it stands in the application's row, so that any server goes on after a crash.
 */
export function createWebhookAddresses(deps: AddressesDeps) {
  const { db, vonage, accounts, realtime, clock, secrets, config, log } = deps;
  const started = clock.now().getTime();
  const after = (ms: number) => new Date(clock.now().getTime() + ms);
  const seal = (applicationId: string, webhookId: string) =>
    secrets.encrypt(webhookId, applicationSecret('webhookId', applicationId));

  /** A change of one row, unless somebody else was quicker. @returns whether it was made */
  async function change(row: ApplicationRow, values: Partial<ApplicationRow>): Promise<boolean> {
    const same = row.webhookId === null ? isNull(applications.webhookId) : eq(applications.webhookId, row.webhookId);
    const due =
      row.webhooksDueAt === null
        ? isNull(applications.webhooksDueAt)
        : eq(applications.webhooksDueAt, row.webhooksDueAt);
    const changed = await db
      .update(applications)
      .set(values)
      .where(and(eq(applications.id, row.id), same, due))
      .returning({ id: applications.id });
    return changed.length > 0;
  }

  /** New addresses beside the present ones; Vonage is told of them next. */
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

  /** The next step of one application; whoever moves its time on takes it. */
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
    /** Of an application that is being made: Vonage gets its addresses with it. */
    first(applicationId: string): Pick<ApplicationRow, 'webhookId' | 'webhooksToldAt'> {
      return { webhookId: seal(applicationId, randomId()), webhooksToldAt: clock.now() };
    },

    /**
     * New addresses; those before the present ones end. Vonage is told at once, and what fails is tried again by `runDue`.
     * @throws CONFLICT while Vonage must still be told of the last new ones
     */
    async rotate(row: ApplicationRow): Promise<void> {
      const onTheWay = row.webhookId !== null && row.webhooksToldAt === null;
      const values = renewed(row);
      if (onTheWay || !(await change(row, values))) {
        throw fail('CONFLICT', 'Vonage is still being told the last new addresses. Try again in a minute.', {
          rule: 'addressesOnTheWay',
        });
      }
      await realtime.publish('routing', { applicationId: row.id });
      const now = { ...row, ...values };
      await step(now, async () => true).catch((error) => logFailure(now, error));
    },

    urls: (row: ApplicationRow) => webhookUrls(config.publicUrl, webhookIdOf(secrets, row)),

    /** Moves addresses that have no secret yet, tells Vonage what it must be told, ends what nothing comes to any more. */
    async runDue(goOn: CallsGoOn): Promise<void> {
      await moveOldOnes();
      const due = and(lte(applications.webhooksDueAt, clock.now()), isNotNull(applications.vonageId));
      for (const row of await db.select().from(applications).where(due)) {
        await step(row, goOn).catch((error) => logFailure(row, error));
      }
    },
  };

  function logFailure({ id }: ApplicationRow, error: unknown): void {
    log.warn({ err: error, applicationId: id }, 'Vonage could not be told the new webhook addresses; tried again.');
  }
}

export type WebhookAddresses = ReturnType<typeof createWebhookAddresses>;
