import { setTimeout as sleep } from 'node:timers/promises';
import { Vonage as Sdk } from '@vonage/server-sdk';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config.js';
import type { Sql } from '../db/connect.js';
import { DenwabanError, fail } from '../errors.js';
import { randomId } from '../ids.js';
import type { AccountAccess, ApplicationAccess, Send } from './access.js';
import { createAccountApi } from './account-api.js';
import { createApplicationApi } from './application-api.js';
import { createBudget, type Priority, type Turn } from './budget/budget.js';
import { createSharedBudget } from './budget/shared-budget.js';
import { placesOf } from './call-places.js';
import { refuseGarbage } from './refuse-garbage.js';
import type { SimulatorFile } from './simulator-file.js';
import { asOurError } from './vonage-errors.js';

interface VonageDeps {
  config: Config;
  simulator: () => SimulatorFile | null;
  /** Shares Vonage's limits with the other servers on this database; null where there is only this one. */
  shared?: { sql: Sql; log: Pick<FastifyBaseLogger, 'warn'> } | null;
  /** Milliseconds until a request counts as unanswered. */
  timeOut?: number;
}

const TIME_OUT = 10_000;
/** Milliseconds: pauses between retries before a rate-limit refusal is reported. */
const PAUSES = [300, 1000];

/**
 * Vonage's API in our terms. The simulator and the cloud differ only by their base URLs. Every method throws
 * VONAGE_REFUSED (with Vonage's own words), VONAGE_UNREACHABLE or LIMIT.
 */
export function createVonage({ config, simulator, shared = null, timeOut = TIME_OUT }: VonageDeps) {
  const server = randomId();
  const budgets = new Map<string, { calls: Turn; requests: Turn }>();

  function hosts({ kind }: AccountAccess): { apiHost: string; restHost: string } {
    if (kind === 'cloud') return { apiHost: config.vonage.apiUrl, restHost: config.vonage.restUrl };
    const running = simulator();
    if (!running) throw fail('VONAGE_UNREACHABLE', 'The simulator is not running.', { rule: 'simulator' });
    return { apiHost: running.url, restHost: running.url };
  }

  function budgetOf({ kind, apiKey }: AccountAccess) {
    const account = `${kind} ${apiKey}`;
    const known = budgets.get(account);
    if (known) return known;
    const limit = (of: 'calls' | 'requests', perSecond: number): Turn =>
      shared ? createSharedBudget({ ...shared, server, account, kind: of, perSecond }) : createBudget(perSecond);
    const { callsPerSecond, requestsPerSecond } = config.vonage;
    const budget = { calls: limit('calls', callsPerSecond), requests: limit('requests', requestsPerSecond) };
    budgets.set(account, budget);
    return budget;
  }

  const sender =
    (access: AccountAccess, priority: Priority): Send =>
    async (request, budget = 'requests') => {
      for (let attempt = 0; ; attempt++) {
        await budgetOf(access)[budget](priority);
        try {
          return await request();
        } catch (error) {
          const ours = await asOurError(error);
          const pause = PAUSES[attempt];
          if (!(ours instanceof DenwabanError) || ours.code !== 'LIMIT' || pause === undefined) throw ours;
          await sleep(pause);
        }
      }
    };

  return {
    /** Requests that need the account's key and secret. @param priority who is waiting for them */
    account(access: AccountAccess, priority: Priority = 'page') {
      const { apiKey, apiSecret } = access;
      // The SDK tries to open a file with the key's name, and Node 24 warns if a key has no name.
      const sdk = new Sdk({ apiKey, apiSecret, privateKey: '' }, { ...hosts(access), timeout: timeOut });
      return createAccountApi(sdk, sender(access, priority));
    },

    /**
     * Requests that need the application's private key.
     * @param priority who is waiting for them; actions on live legs always have the priority of calls
     */
    application(access: ApplicationAccess, priority: Priority = 'page') {
      const { apiKey, apiSecret, vonageId, privateKey } = access;
      const { apiHost, restHost } = hosts(access);
      const credentials = { apiKey, apiSecret, applicationId: vonageId, privateKey };
      const sdkAt = (place: string) => new Sdk(credentials, { apiHost: place, restHost, timeout: timeOut });
      const voices = placesOf(access, apiHost).map((place) => once(() => refuseGarbage(sdkAt(place).voice)));
      return createApplicationApi({
        access,
        sdk: sdkAt(apiHost),
        voices,
        send: sender(access, priority),
        sendForCall: sender(access, 'call'),
        apiHost,
      });
    },
  };
}

export type Vonage = ReturnType<typeof createVonage>;

/** Makes a value when it is first wanted. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
