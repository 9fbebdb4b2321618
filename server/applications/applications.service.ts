import { and, eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Region } from '../../shared/regions.js';
import type { Accounts } from '../accounts/accounts.service.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import { checkName } from '../accounts/check-name.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Db, DbOrTx } from '../db/connect.js';
import { badInput, notFound } from '../errors.js';
import type { Jobs } from '../jobs/jobs.service.js';
import { numbers } from '../numbers/numbers.table.js';
import type { Page, PageRequest } from '../page.js';
import type { Realtime } from '../realtime/topics.js';
import type { Secrets } from '../secrets.js';
import type { ApplicationAccess } from '../vonage/access.js';
import type { Vonage } from '../vonage/client.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { type ApplicationRow, applicationSecret, applications } from './applications.table.js';
import { chooseRegion } from './choose-region.js';
import { createHealing } from './heal-applications.js';
import type { MakeKeyPair } from './key-pair.js';
import { createMobileKeys, type KeyOverlap } from './mobile-keys.js';
import { createNewApplications, NAME, refuseUnreachable, target } from './new-application.js';
import { checkPhoneNumber } from './phone-number.js';
import { type Application, createReadApplications } from './read-applications.js';
import { createSignedCallbacks } from './signed-callbacks.js';
import { createWebhookAddresses } from './webhook-addresses.js';

interface ApplicationsDeps {
  db: Db;
  jobs: Jobs;
  vonage: Vonage;
  accounts: Accounts;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
  makeKeyPair: MakeKeyPair;
  secrets: Secrets;
  config: Config;
  log: FastifyBaseLogger;
}

export interface UpdateApplication {
  name?: string | null;
  /** Null = the first assigned number; undefined = unchanged. */
  defaultOutgoingNumber?: string | null;
  createsUsers?: boolean | null;
}

/** Live presets for inbound calls and for calls that agents place. */
export type LivePresets = Partial<Pick<ApplicationRow, 'presetFromOutside' | 'presetFromAgent'>>;

/** The Vonage applications of an account: their keys, webhooks, mobile keys. */
export function createApplications(deps: ApplicationsDeps) {
  const { db, vonage, accounts, audit, realtime, secrets, log } = deps;
  const { find, list, visible, byId, byIds } = createReadApplications(db);
  const heal = createHealing(deps);
  const addresses = createWebhookAddresses(deps);
  const mobileKeys = createMobileKeys(deps);

  const own = (actor: Actor, id: string): Promise<Application> => {
    requireRole(actor, 'admin');
    return find(actor, id);
  };

  const api = async (accountId: string) => vonage.account(await accounts.access(accountId));

  async function change(id: string, values: Partial<ApplicationRow>): Promise<Application> {
    const row = await write(db, id, values);
    await realtime.publish('routing', { applicationId: id });
    return row;
  }

  async function write(tx: DbOrTx, id: string, values: Partial<ApplicationRow>): Promise<Application> {
    const [row] = await tx.update(applications).set(values).where(eq(applications.id, id)).returning();
    if (!row) throw notFound('application', id);
    return row as Application;
  }

  /** The changed values, and who changed them. */
  async function changeBy(
    actor: Actor,
    action: string,
    before: Application,
    values: Partial<ApplicationRow>,
  ): Promise<Application> {
    const { id } = before;
    const row = await db.transaction(async (tx) => {
      const after = await write(tx, id, values);
      await audit.record(actor, { action, target: target(after), before: shown(before), after: shown(after) }, tx);
      return after;
    });
    await realtime.publish('routing', { applicationId: id });
    return row;
  }

  const create = createNewApplications({ ...deps, addresses, change, api });

  return {
    find,
    visible,
    byId,
    byIds,

    /** The applications that the actor may see, oldest first. Half-created ones are repaired in passing. */
    async list(actor: Actor, request: PageRequest): Promise<Page<Application>> {
      if (!request.after) await heal(actor.accountId);
      return list(actor, request);
    },

    create,

    /** Changes it here and at Vonage; its webhooks are set again, so that they follow PUBLIC_URL. */
    async update(actor: Actor, id: string, input: UpdateApplication): Promise<Application> {
      const row = await own(actor, id);
      const values: Partial<ApplicationRow> = {};
      if (input.defaultOutgoingNumber !== undefined) {
        values.defaultOutgoingNumber =
          input.defaultOutgoingNumber && (await assignedNumber(id, input.defaultOutgoingNumber));
      }
      if (typeof input.createsUsers === 'boolean') values.createsUsers = input.createsUsers;
      if (typeof input.name === 'string') {
        const name = checkName('input.name', input.name, NAME);
        refuseUnreachable((await accounts.account(actor)).publicUrlProblem);
        const webhooks = addresses.urls(row);
        await (await api(row.accountId)).updateApplication(row.vonageId, { name, webhooks });
        values.name = name;
      }
      return Object.keys(values).length > 0 ? changeBy(actor, 'application.changed', row, values) : row;
    },

    /** The region that fits an application best; see `chooseRegion`. */
    proposedRegion: async (actor: Actor, id: string): Promise<Region> =>
      chooseRegion(db, actor.accountId, (await own(actor, id)).id),

    /** Changes the region at Vonage. `setRegion` follows once the users are there. */
    async tellRegion(actor: Actor, id: string, region: Region): Promise<void> {
      const row = await own(actor, id);
      refuseUnreachable((await accounts.account(actor)).publicUrlProblem);
      const webhooks = addresses.urls(row);
      await (await api(row.accountId)).updateApplication(row.vonageId, { region, webhooks });
    },

    /** From now on agents connect in that region. */
    setRegion: async (actor: Actor, id: string, region: Region): Promise<Application> =>
      changeBy(actor, 'application.regionChanged', await own(actor, id), { region }),

    mobileKeys,

    /** Creates a new mobile key; the old one is refused once the overlap is over. */
    async rotateMobileApiKey(actor: Actor, id: string, overlap: KeyOverlap): Promise<Application> {
      const row = await own(actor, id);
      const changed = await change(id, mobileKeys.rotated(row, overlap));
      const after = { oldKeyUntil: changed.previousMobileKeyUntil?.toISOString() ?? null };
      await audit.record(actor, { action: 'application.mobileKeyRotated', target: target(row), after });
      return changed;
    },

    /** Webhook URLs; for admins only. */
    webhookUrls: addresses.urls,

    /**
     * Creates new webhook URLs, in case someone has learned the current ones, which keep working for ongoing calls.
     * @throws CONFLICT while Vonage does not have the latest ones yet
     */
    async rotateWebhookAddresses(actor: Actor, id: string): Promise<Application> {
      const row = await own(actor, id);
      refuseUnreachable((await accounts.account(actor)).publicUrlProblem);
      await addresses.rotate(row);
      await audit.record(actor, { action: 'application.webhookAddressesRotated', target: target(row) });
      return find(actor, id);
    },

    /** Due work for webhook URLs. */
    defineJobs: addresses.defineJobs,

    /** Selects the live presets; the presets service checks which are allowed where. */
    async setLivePresets(actor: Actor, id: string, live: LivePresets): Promise<Application> {
      return changeBy(actor, 'application.presetChosen', await own(actor, id), live);
    },

    /** A decrypted secret for admins; the access is logged. */
    async secretOf(
      actor: Actor,
      row: Pick<Application, 'id' | 'name' | 'privateKey' | 'mobileApiKey'>,
      column: 'privateKey' | 'mobileApiKey',
    ): Promise<string> {
      requireRole(actor, 'admin');
      const action = column === 'privateKey' ? 'application.privateKeyRead' : 'application.mobileKeyRead';
      await audit.count(actor, { action, target: target(row) });
      return secrets.decrypt(row[column], applicationSecret(column, row.id));
    },

    ...createSignedCallbacks({ db, log, api, change }),

    /** Deletes an application and everything that depends on its row; at Vonage only if requested. */
    async remove(actor: Actor, id: string, atVonage: boolean): Promise<void> {
      const row = await own(actor, id);
      if (atVonage) {
        await (await api(row.accountId)).deleteApplication(row.vonageId).catch((error) => {
          if (!isRefusal(error, 404)) throw error;
        });
      }
      await db.transaction(async (tx) => {
        await tx.delete(applications).where(eq(applications.id, id));
        await audit.record(actor, { action: 'application.deleted', target: target(row), after: { atVonage } }, tx);
      });
      await realtime.publish('routing', { applicationId: id });
    },

    /** A number has left the application and can no longer be its outgoing number. */
    async numberGone(id: string, msisdn: string): Promise<void> {
      await db
        .update(applications)
        .set({ defaultOutgoingNumber: null })
        .where(and(eq(applications.id, id), eq(applications.defaultOutgoingNumber, msisdn)));
    },

    /** Where an application's events are sent; only Vonage learns it. For services only. @throws NOT_FOUND */
    async eventUrl(id: string): Promise<string> {
      const [row] = await db.select().from(applications).where(eq(applications.id, id));
      if (!row) throw notFound('application', id);
      return addresses.urls(row).event;
    },

    /** Credentials for requests of an application. For services only: no access check. @throws NOT_FOUND */
    async access(id: string): Promise<ApplicationAccess> {
      const [row] = await db.select().from(applications).where(eq(applications.id, id));
      if (!row?.vonageId) throw notFound('application', id);
      const { vonageId, region, accountId } = row;
      const privateKey = secrets.decrypt(row.privateKey, applicationSecret('privateKey', id));
      return { ...(await accounts.access(accountId)), vonageId, region, privateKey };
    },
  };

  async function assignedNumber(applicationId: string, value: string): Promise<string> {
    const msisdn = checkPhoneNumber('input.defaultOutgoingNumber', value);
    const [row] = await db
      .select({ msisdn: numbers.msisdn })
      .from(numbers)
      .where(and(eq(numbers.applicationId, applicationId), eq(numbers.msisdn, msisdn)));
    if (!row) {
      throw badInput('input.defaultOutgoingNumber', 'notAssigned', 'This number isn’t assigned to the application.');
    }
    return msisdn;
  }
}

/** Values of an application for the audit log. */
const SHOWN = [
  'name',
  'region',
  'defaultOutgoingNumber',
  'createsUsers',
  'presetFromOutside',
  'presetFromAgent',
] as const satisfies (keyof Application)[];
const shown = (row: Application) => Object.fromEntries(SHOWN.map((name) => [name, row[name]]));

export type Applications = ReturnType<typeof createApplications>;
