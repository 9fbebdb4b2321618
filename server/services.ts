import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { createAccounts } from './accounts/accounts.service.js';
import { createAudit } from './accounts/audit/audit.js';
import { createOrigins } from './accounts/origins/origins.js';
import { createRetention } from './accounts/retention.js';
import { createSecurityWarnings } from './accounts/warnings/security-warnings.js';
import { createApplications } from './applications/applications.service.js';
import type { MakeKeyPair } from './applications/key-pair.js';
import { createReachability } from './applications/reachability.js';
import { checkSecrets } from './applications/sealed-columns.js';
import { createVonageSetUp } from './applications/vonage-set-up.js';
import { createSenders } from './applications/webhook-senders.js';
import { createCallAccess } from './calls/call-region.js';
import { tellOfCallsBack } from './calls/caller/called-back.js';
import { createCaller } from './calls/caller/caller.js';
import { createCalls } from './calls/calls.service.js';
import { createAskVonage } from './calls/fold/ask-vonage.js';
import { createReactions } from './calls/fold/reactions.js';
import { createCallOperations } from './calls/operations/call-operations.js';
import { createConsultedBy } from './calls/operations/consulted-by.js';
import { createKeepContact } from './calls/operations/keep-contact.js';
import { createPlacedLegs } from './calls/operations/placed-legs.js';
import { createSettleCalls } from './calls/operations/settle-calls.js';
import { createTransferredBy } from './calls/operations/transferred-by.js';
import { usersInUse } from './calls/users-in-use.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { createContacts } from './contacts/contacts.service.js';
import type { Db, Sql } from './db/connect.js';
import { createDialling } from './dialling/dialling.service.js';
import { createSetUpChecks } from './doctor/set-up-checks.js';
import { createJobs } from './jobs/jobs.service.js';
import { createNumbers } from './numbers/numbers.service.js';
import { createFollowCalls } from './presence/follow-calls.js';
import { createIsThere } from './presence/is-there.js';
import { createPresence } from './presence/presence.service.js';
import { createPresets } from './presets/presets.service.js';
import { createRouting } from './presets/routing.js';
import { createTestCalls } from './presets/test-calls.service.js';
import type { Realtime } from './realtime/topics.js';
import { createChangeRegion } from './regions/change-region.js';
import { createWatchAddresses } from './regions/watch-addresses.js';
import { createRemoval } from './removal/removal.service.js';
import { countAfterEvents } from './reports/count-calls.js';
import { createReports } from './reports/reports.service.js';
import type { Secrets } from './secrets.js';
import { createTasks } from './tasks/tasks.service.js';
import { createTokens } from './tokens/tokens.service.js';
import { createUsers } from './users/users.service.js';
import type { Vonage } from './vonage/client.js';
import type { SimulatorFile } from './vonage/simulator-file.js';

/** Milliseconds that the database may take to say that it is there. */
const DATABASE_MS = 1_000;

/** Shared dependencies: clients, clock, keys, secrets, config, logger. */
export interface Deps {
  db: Db;
  /** Connections that stay ours, where `db` leads to a pooler. */
  listenOn?: Sql;
  vonage: Vonage;
  realtime: Realtime;
  clock: Clock;
  makeKeyPair: MakeKeyPair;
  secrets: Secrets;
  config: Config;
  /** The simulator beside this server; null without one. */
  simulator: () => SimulatorFile | null;
  log: FastifyBaseLogger;
}

/** The wiring, in rank order: a service knows only those above it here. */
export function createServices(wanted: Deps) {
  const audit = createAudit(wanted);
  const jobs = createJobs(wanted);
  const deps = { ...wanted, audit, jobs };
  const background = new AbortController();
  const { signal } = background;
  const tasks = createTasks(deps);
  const retention = createRetention(deps);
  // Each listening of each service ends by it.
  setMaxListeners(0, signal);
  const origins = createOrigins({ ...deps, signal });
  const accounts = createAccounts({ ...deps, signal });
  const securityWarnings = createSecurityWarnings(deps);
  const applications = createApplications({ ...deps, accounts });
  const setUp = createVonageSetUp({ ...deps, accounts, applications });
  const reachability = createReachability(deps);
  const users = createUsers({ ...deps, accounts, applications, tasks, inUse: (...of) => usersInUse(deps.db, ...of) });
  const { isThere, signedOut } = createIsThere(deps);
  const changeRegion = createChangeRegion({ applications, users, tasks });
  const watchAddresses = createWatchAddresses({ ...deps, accounts, applications });
  const tokens = createTokens({ ...deps, applications, users });

  const routing = createRouting({ ...deps, signal });
  const presets = createPresets({ ...deps, applications, routing });
  const testCalls = createTestCalls({ ...deps, accounts, applications, routing });
  const numbers = createNumbers({ ...deps, accounts, applications, signal });
  const dialling = createDialling({ ...deps, signal });
  const contacts = createContacts(deps);
  const access = createCallAccess(deps.db, applications.access);
  const settling = createSettleCalls(deps);
  const follow = createFollowCalls(deps);
  // What happens when calls have changed, in this order, in the transaction that folds their events.
  const reactions = [createPlacedLegs(deps), settling.settleAfterEnds, follow, countAfterEvents, tellOfCallsBack];
  const react = createReactions({ ...deps, reactions });
  const calls = createCalls({
    ...deps,
    react,
    signedOut,
    tasks,
    vonage: createAskVonage(deps.vonage, access),
    signal,
  });
  const operations = createCallOperations({
    ...deps,
    jobs,
    settling,
    react,
    access,
    eventUrl: applications.eventUrl,
    outgoingNumber: routing.outgoingNumber,
    dial: dialling.dial,
    isThere,
    applySoon: calls.applySoon,
  });
  const keepContact = createKeepContact(deps);
  const transferredBy = createTransferredBy(deps);
  const consultedBy = createConsultedBy(deps);
  const caller = createCaller({
    ...deps,
    applications,
    contacts,
    legOf: operations.legOf,
    notesOf: operations.notes.ofCall,
    visible: calls.byIds,
  });
  const presence = createPresence({ ...deps, applications });
  const senders = createSenders({ ...deps, signal });
  applications.defineJobs(calls.goOn);
  const setUpChecks = createSetUpChecks({ ...deps, accounts, applications, reachability, senders });
  const reports = createReports({ ...deps, applications });
  const owners = { accounts, applications, numbers, users, contacts, calls, reports };
  const removal = createRemoval({ ...deps, ...owners, tasks });

  return {
    jobs,
    audit,
    retention,
    origins,
    accounts,
    securityWarnings,
    applications,
    setUp,
    reachability,
    users,
    changeRegion,
    watchAddresses,
    tokens,
    numbers,
    routing,
    presets,
    testCalls,
    dialling,
    calls,
    operations,
    keepContact,
    transferredBy,
    consultedBy,
    caller,
    presence,
    senders,
    reports,
    removal,
    setUpChecks,
    tasks,

    /** Loads what the endpoints answer from memory; call it before listening. */
    async start(): Promise<void> {
      await checkSecrets(deps);
      await securityWarnings.start();
      await origins.start();
      await routing.start();
      await senders.start();
      await dialling.start();
      await calls.start();
      await jobs.start();
    },

    /** Whether the database responds promptly. */
    async databaseAnswers(): Promise<boolean> {
      const late = sleep(DATABASE_MS, false, { ref: false });
      return Promise.race([deps.db.execute('select 1').then(() => true), late]).catch(() => false);
    },

    /** Ends what the services do by themselves (listening, applying); call it before the database closes. */
    async close(): Promise<void> {
      background.abort();
      await jobs.close();
      await calls.close();
      await dialling.close();
      await accounts.closed;
    },
  };
}

export type Services = ReturnType<typeof createServices>;
