import { eq } from 'drizzle-orm';
import type { Accounts } from '../accounts/accounts.service.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import { checkName } from '../accounts/check-name.js';
import { PUBLIC_URL_SENTENCES, type PublicUrlProblem } from '../accounts/warnings/public-url.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Db } from '../db/connect.js';
import { badInput, DenwabanError } from '../errors.js';
import { randomId, randomSecret } from '../ids.js';
import type { Secrets } from '../secrets.js';
import type { Vonage } from '../vonage/client.js';
import { type ApplicationRow, applicationSecret, applications } from './applications.table.js';
import { checkRegion, chooseRegion } from './choose-region.js';
import type { MakeKeyPair } from './key-pair.js';
import type { Application } from './read-applications.js';
import type { createWebhookAddresses } from './webhook-addresses.js';

export interface CreateApplication {
  name: string;
  /** Region of its calls; the one nearest to the account's numbers if omitted. */
  region?: string | null;
}

interface NewApplicationsDeps {
  db: Db;
  accounts: Accounts;
  audit: Audit;
  clock: Clock;
  makeKeyPair: MakeKeyPair;
  secrets: Secrets;
  config: Pick<Config, 'mobileApiKey'>;
  addresses: ReturnType<typeof createWebhookAddresses>;
  /** Writes the row and tells all servers. */
  change(id: string, values: Partial<ApplicationRow>): Promise<Application>;
  /** The account's API at Vonage. */
  api(accountId: string): Promise<ReturnType<Vonage['account']>>;
}

export const NAME = { max: 100 };

export function createNewApplications(deps: NewApplicationsDeps) {
  const { db, accounts, audit, clock, makeKeyPair, secrets, config, addresses, change, api } = deps;

  /** MOBILE_API_KEY sets the key of the very first application. */
  async function firstMobileApiKey(): Promise<string> {
    const any = await db.select({ id: applications.id }).from(applications).limit(1);
    return (any.length === 0 && config.mobileApiKey) || randomSecret();
  }

  /**
   * Creates an application here and at Vonage, with webhooks and a new key pair.
   * @throws BAD_INPUT, VONAGE_REFUSED, VONAGE_UNREACHABLE
   */
  return async function create(actor: Actor, input: CreateApplication): Promise<Application> {
    requireRole(actor, 'admin');
    const name = checkName('input.name', input.name, NAME);
    const region = input.region ? checkRegion('input.region', input.region) : await chooseRegion(db, actor.accountId);
    const account = await accounts.account(actor);
    refuseUnreachable(account.publicUrlProblem);

    const id = randomId();
    const { publicKey, privateKey } = await makeKeyPair();
    const row: typeof applications.$inferInsert = {
      id,
      accountId: actor.accountId,
      name,
      publicKey,
      privateKey: secrets.encrypt(privateKey, applicationSecret('privateKey', id)),
      mobileApiKey: secrets.encrypt(await firstMobileApiKey(), applicationSecret('mobileApiKey', id)),
      region,
      signedCallbacks: account.signatureSecretKnown,
      ...addresses.first(id),
      createdAt: clock.now(),
    };
    // The row comes first: if the process dies before Vonage replies, the repair finds the half-created application.
    const [half] = await db.insert(applications).values(row).returning();
    const { signedCallbacks } = row;
    try {
      const webhooks = addresses.urls(half!);
      const made = { name, publicKey, region, webhooks, signedCallbacks };
      const created = await change(id, { vonageId: await (await api(actor.accountId)).createApplication(made) });
      await audit.record(actor, { action: 'application.created', target: target(created), after: { region } });
      return created;
    } catch (error) {
      const refused = error instanceof DenwabanError && error.code !== 'VONAGE_UNREACHABLE';
      if (refused) await db.delete(applications).where(eq(applications.id, id));
      throw error;
    }
  };
}

/** An application as the target of an audit entry. */
export const target = ({ id, name }: Pick<Application, 'id' | 'name'>) => ({ kind: 'application', id, name });

/** In the cloud, unreachable webhooks would mean that no call is answered. */
export function refuseUnreachable(problem: PublicUrlProblem | null): void {
  if (problem) throw badInput('PUBLIC_URL', problem, PUBLIC_URL_SENTENCES[problem]);
}
