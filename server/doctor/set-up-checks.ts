import { eq } from 'drizzle-orm';
import type { Accounts } from '../accounts/accounts.service.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Applications } from '../applications/applications.service.js';
import type { CheckReachability } from '../applications/reachability.js';
import type { Application } from '../applications/read-applications.js';
import type { Senders } from '../applications/webhook-senders.js';
import type { Config } from '../config.js';
import type { Db } from '../db/connect.js';
import { DenwabanError } from '../errors.js';
import { numbers as numbersTable } from '../numbers/numbers.table.js';
import type { OwnedNumber } from '../vonage/account-api.js';
import type { Vonage } from '../vonage/client.js';
import { checkAccount } from './check-account.js';
import { checkAddress, checkSignatures } from './check-address.js';
import { checkApplication } from './check-application.js';
import { fail, type SetUpCheck } from './set-up-check.js';

interface SetUpChecksDeps {
  db: Db;
  config: Pick<Config, 'webhookSignatures'>;
  vonage: Vonage;
  accounts: Accounts;
  applications: Applications;
  reachability: CheckReachability;
  senders: Pick<Senders, 'isProved'>;
}

/** Applications that are looked at: each takes two requests, of which Vonage allows few a second. */
const MOST = 20;

/** Null where Vonage refused or cannot be reached. */
const orNull = <T>(request: Promise<T>): Promise<T | null> =>
  request.catch((error) => {
    if (error instanceof DenwabanError) return null;
    throw error;
  });

/** Looks at the set-up without a phone call: the account, PUBLIC_URL, and each application here and at Vonage. */
export function createSetUpChecks(deps: SetUpChecksDeps) {
  const { db, config, vonage, accounts, applications, reachability, senders } = deps;

  async function checkOne(application: Application, owned: OwnedNumber[] | null): Promise<SetUpCheck[]> {
    const { id, vonageId, accountId } = application;
    const api = vonage.account(await accounts.access(accountId));
    const there = await api.application(vonageId);
    const rows = await db
      .select({ msisdn: numbersTable.msisdn })
      .from(numbersTable)
      .where(eq(numbersTable.applicationId, id));
    const access = await applications.access(id);
    return checkApplication(
      { application, webhooks: applications.webhookUrls(application), numbers: rows.map(({ msisdn }) => msisdn) },
      { application: there, numbers: owned, hasUsers: await orNull(vonage.application(access).hasUsers()) },
    );
  }

  return {
    /**
     * What is in order and what is not, the account first.
     * @throws FORBIDDEN
     */
    async list(actor: Actor): Promise<SetUpCheck[]> {
      requireRole(actor, 'admin');
      const { accountId } = actor;
      const account = await accounts.account(actor);
      const api = vonage.account(await accounts.access(accountId));
      const checks = await checkAccount(api);
      checks.push(checkAddress(await reachability.check(actor), account.kind === 'cloud'));
      const { webhookSignatures: isOn } = config;
      const { signatureSecretKnown: isSecretKnown, signatureRefusal: refusal } = account;
      checks.push(checkSignatures({ isOn, isSecretKnown, isProved: senders.isProved(accountId), refusal }));
      // What Vonage does not answer to is said once.
      if (checks[0]?.state === 'fail') return checks;

      const { nodes } = await applications.list(actor, { first: MOST });
      if (nodes.length === 0) return [...checks, fail({ what: 'applications', rule: 'none' })];
      const owned = await orNull(api.ownedNumbers());
      for (const one of nodes) checks.push(...((await orNull(checkOne(one, owned))) ?? []));
      return checks;
    },
  };
}

export type SetUpChecks = ReturnType<typeof createSetUpChecks>;
