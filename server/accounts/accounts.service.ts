import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Db } from '../db/connect.js';
import { badInput, DenwabanError, fail } from '../errors.js';
import { ofMember, type Realtime } from '../realtime/topics.js';
import { untilItWorks } from '../realtime/until-it-works.js';
import { type Secrets, sameSecret } from '../secrets.js';
import type { AccountAccess } from '../vonage/access.js';
import type { Vonage } from '../vonage/client.js';
import { type ClientAddresses, clientAddresses } from '../vonage/client-addresses.js';
import type { SimulatorFile } from '../vonage/simulator-file.js';
import { type AccountRow, accountSecret, accounts, members } from './accounts.table.js';
import { type Actor, requireRole } from './actor.js';
import { type Audit, BLANKED } from './audit/audit.js';
import { checkText } from './check-text.js';
import { createConnectedAccounts } from './connected-accounts.js';
import { createApiKeys } from './keys/api-keys.js';
import { createInvitations } from './people/invitations.js';
import { createMembers } from './people/members.js';
import { viewMember } from './people/view-member.js';
import { createEnter } from './sign-in/enter.js';
import { createKeyAttempts } from './sign-in/guessing.js';
import { createOwnPassword } from './sign-in/own-password.js';
import { createPendingSignIns } from './sign-in/pending-sign-in.js';
import { createSecondFactor } from './sign-in/second-factor.js';
import { createSessionList } from './sign-in/session-list.js';
import { createSessions } from './sign-in/sessions.js';
import { saveTimeZone } from './time-zone.js';
import { publicUrlProblem } from './warnings/public-url.js';

interface AccountsDeps {
  db: Db;
  audit: Audit;
  vonage: Vonage;
  realtime: Realtime;
  clock: Clock;
  secrets: Secrets;
  config: Config;
  simulator: () => SimulatorFile | null;
  log: FastifyBaseLogger;
  /** Ends the subscription. */
  signal: AbortSignal;
}

const HOUR = 3_600_000;

/** Credentials of a request. */
interface Credentials {
  authorization?: string;
  /** Cookie of its slot. */
  token?: string;
  slot: string;
  address: string;
}

/** The connected Vonage accounts, the people who sign in here, and their sessions. */
export function createAccounts(deps: AccountsDeps) {
  const { db, audit, vonage, realtime, clock, secrets, config, simulator, log, signal } = deps;
  const connected = createConnectedAccounts(deps);
  const idle = config.sessionIdleHours * HOUR;
  const sessions = createSessions({ db, audit, realtime, clock, log, idle, signal });
  const sessionList = createSessionList({ db, audit, realtime, clock, idle });
  const apiKeys = createApiKeys({ db, audit, realtime, clock, log, signal });
  const invitations = createInvitations({ db, audit, clock });
  const people = createMembers({ db, audit, realtime, clock, invitations });
  const keyAttempts = createKeyAttempts();
  const secondFactor = createSecondFactor({ ...deps, people, sessionList });
  const passwords = createOwnPassword({ db, audit, invitations, sessionList });
  const enter = createEnter({
    sessions,
    secondFactor,
    passwords,
    connected,
    keyAttempts,
    pending: createPendingSignIns(deps),
  });

  /** Public fields of an account, without secrets. */
  function view({ id, kind, apiKey, signatureSecret, timeZone, ...row }: AccountRow) {
    const { signatureVerifiedAt, signatureRefusedAt, signatureRefusal } = row;
    const isRefused = signatureRefusedAt !== null && signatureRefusedAt > (signatureVerifiedAt ?? new Date(0));
    return {
      id,
      kind,
      apiKey,
      signatureSecretKnown: signatureSecret !== null,
      signatureVerifiedAt,
      signatureRefusedAt,
      signatureRefusal: isRefused ? signatureRefusal : null,
      timeZone,
      simulatorUrl: kind === 'simulator' ? (simulator()?.url ?? null) : null,
      handsetToken: kind === 'simulator' ? (simulator()?.handsetToken ?? null) : null,
      publicUrl: config.publicUrl,
      publicUrlProblem: kind === 'cloud' ? publicUrlProblem(config.publicUrl) : null,
    };
  }

  async function actorOfProgram(authorization: string, address: string): Promise<Actor | null> {
    const [, apiKey] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
    return apiKey ? apiKeys.actor(apiKey, address) : connected.actorOfKey(authorization, address);
  }

  return {
    members: people,
    invitations,
    sessions: sessionList,
    apiKeys,
    changePassword: passwords.change,
    secondFactor,
    ...enter,

    /**
     * Creates a secret for the actor's authenticator app. @param current the password, or for the owner the account's
     * secret
     * @throws BAD_INPUT if that is wrong, LIMIT, CONFLICT if there is one already
     */
    async beginSecondFactor(actor: Actor, current: string) {
      const [[member], account] = await Promise.all([
        db.select().from(members).where(eq(members.id, actor.memberId)),
        connected.read(actor.accountId),
      ]);
      if (!member) throw fail('UNAUTHENTICATED', 'Sign in first.');
      const address = actor.address ?? '';
      if (member.name !== null) await passwords.checkOwn(member, current, address);
      else {
        const apiSecret = secrets.decrypt(account.apiSecret, accountSecret('apiSecret', account));
        const verify = async () => sameSecret(current.trim(), apiSecret) || null;
        const isRight = await keyAttempts.run({ key: `${account.apiKey} ${current}`, address }, verify);
        if (!isRight) throw badInput('current', 'credentials', 'This isn’t the account’s API secret.');
      }
      return secondFactor.begin(actor, member.name ?? account.apiKey);
    },

    /**
     * The actor of a request: by API key or HTTP Basic, otherwise by the cookie of their slot. Null if none is valid.
     * @throws UNAUTHENTICATED for an invalid API key, LIMIT after too many wrong ones
     */
    async actorOf({ authorization, token, slot, address }: Credentials): Promise<Actor | null> {
      if (!authorization) return token ? sessions.actor(token, { slot, address }) : null;
      const actor = await keyAttempts.run({ key: authorization, address }, () =>
        actorOfProgram(authorization, address),
      );
      return actor && { ...actor, address };
    },

    onSessionChange: sessions.onChange,
    onNextSessionChange: sessions.onNextChange,

    /** Calls back when key and secret alone are no longer accepted, unless the signal aborts first. */
    onKeyNotEnough(ownerId: string, until: AbortSignal, end: () => void): void {
      const listen = async () => {
        for await (const _ of realtime.changes('session', ofMember(ownerId), until)) {
          const failed = (err: unknown) =>
            log.warn({ err }, 'Whether key and secret still suffice could not be looked up.');
          if (await untilItWorks(() => secondFactor.isOn(ownerId), { signal: until, failed })) end();
        }
      };
      listen().catch(() => {});
    },

    /** Ends the session of a cookie on all servers and closes its subscriptions. */
    signOut: sessions.end,

    /** The signed-in person and the account. */
    async viewer(actor: Actor, slot: string) {
      const account = view(await connected.read(actor.accountId));
      const [member] = await db.select().from(members).where(eq(members.id, actor.memberId));
      if (!member) throw fail('UNAUTHENTICATED', 'Sign in first.');
      return { ...viewMember(member, account.apiKey), account, slot, timeZone: account.timeZone };
    },

    /** The actor's account. */
    account: async (actor: Actor) => view(await connected.read(actor.accountId)),

    /**
     * The available ways to sign in. The simulator's key and secret require the setup code and a request from this
     * machine; see docs/decisions/first-visit.md.
     * @param code the setup code, if given
     * @param local whether the request seems to come from this machine
     */
    async signInOptions(code: string | null, local: boolean) {
      const beside = simulator();
      const [accountConnected, setupCode, hasPasswords] = await Promise.all([
        connected.any(),
        connected.needsSetupCode(),
        people.anyPassword(),
      ]);
      return {
        simulator: beside && { url: beside.url, ...secretsFor(beside, local && connected.isSetupCode(code)) },
        cloud: true,
        setupCode,
        accountConnected,
        passwords: hasPasswords,
      };
    },

    setupCodeToPrint: connected.setupCodeToPrint,

    /** In EUR; null without permission, or if Vonage is unreachable. */
    async balance(actor: Actor): Promise<number | null> {
      if (actor.role !== 'admin') return null;
      try {
        return await vonage.account(await this.access(actor.accountId)).balance();
      } catch (error) {
        if (!(error instanceof DenwabanError)) throw error;
        log.warn({ err: error }, 'The balance could not be read from Vonage.');
        return null;
      }
    },

    /** Stores the signature secret. The caller turns on signed webhooks at Vonage. */
    async setSignatureSecret(actor: Actor, typed: string) {
      requireRole(actor, 'admin');
      const text = checkText('signatureSecret', typed, { max: 512 });
      const before = await connected.read(actor.accountId);
      const signatureSecret = secrets.encrypt(text, accountSecret('signatureSecret', before));
      const [row] = await db.transaction(async (tx) => {
        const target = { kind: 'account', id: before.id, name: before.apiKey };
        const after = { signatureSecret: BLANKED };
        await audit.record(actor, { action: 'account.signatureSecretChanged', target, after }, tx);
        const unseen = { signatureVerifiedAt: null, signatureRefusedAt: null, signatureRefusal: null };
        return tx
          .update(accounts)
          .set({ signatureSecret, ...unseen })
          .where(eq(accounts.id, actor.accountId))
          .returning();
      });
      return view(row!);
    },

    /** Sets the zone in which the account counts its days. @throws FORBIDDEN, BAD_INPUT (timeZone) */
    setTimeZone: async (actor: Actor, typed: string) => view(await saveTimeZone({ db, audit }, actor, typed)),

    /** Credentials for requests of an account. For services only: no access check. */
    async access(accountId: string): Promise<AccountAccess> {
      const { kind, apiKey, apiSecret } = await connected.read(accountId);
      return { kind, apiKey, apiSecret: secrets.decrypt(apiSecret, accountSecret('apiSecret', { kind, apiKey })) };
    },

    /** Where the Client SDK of the actor's application connects. @param region of the application */
    async clientAddresses({ accountId }: Actor, region: string | null): Promise<ClientAddresses | null> {
      const { kind } = await connected.read(accountId);
      return clientAddresses(kind, region, { simulatorUrl: simulator()?.url ?? null, vonage: config.vonage });
    },

    /** Why Vonage cannot reach our webhooks at PUBLIC_URL; null if it can. */
    publicUrlProblem: ({ kind }: Pick<AccountRow, 'kind'>) =>
      kind === 'cloud' ? publicUrlProblem(config.publicUrl) : null,

    /** Resolves when all subscriptions have ended. */
    closed: Promise.all([sessions.closed, apiKeys.closed]),
  };
}

const secretsFor = ({ apiKey, apiSecret }: SimulatorFile, allowed: boolean) =>
  allowed ? { apiKey, apiSecret } : { apiKey: null, apiSecret: null };

export type Accounts = ReturnType<typeof createAccounts>;
