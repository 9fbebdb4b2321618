import { and, eq, isNull } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Db } from '../db/connect.js';
import { badInput, DenwabanError, fail } from '../errors.js';
import { uuidv7 } from '../ids.js';
import type { Realtime } from '../realtime/topics.js';
import { type Secrets, sameSecret } from '../secrets.js';
import type { AccountAccess, Vonage } from '../vonage/client.js';
import type { SimulatorFile } from '../vonage/simulator-file.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { type AccountRow, accounts, type MemberRow, members } from './accounts.table.js';
import { type Actor, requireRole } from './actor.js';
import { createApiKeys } from './api-keys.js';
import type { Audit } from './audit.js';
import { checkText } from './check-text.js';
import { createMembers } from './members.js';
import { publicUrlProblem } from './public-url.js';
import { createSessions } from './sessions.js';

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
  /** Ends the listening. */
  signal: AbortSignal;
}

export interface VonageSignIn extends AccountAccess {
  signatureSecret?: string | null;
}

/** What a request proves itself with. */
interface Credentials {
  authorization?: string;
  /** The cookie of its slot. */
  token?: string;
  address: string;
}

/** The connected Vonage accounts, the people who sign in here, and their sessions. */
export function createAccounts(deps: AccountsDeps) {
  const { db, audit, vonage, realtime, clock, secrets, config, simulator, log, signal } = deps;
  const sessions = createSessions({ db, realtime, clock, log, signal });
  const apiKeys = createApiKeys({ db, audit, realtime, clock, log, signal });
  const people = createMembers({ db, realtime, clock });

  async function read(accountId: string): Promise<AccountRow> {
    const [row] = await db.select().from(accounts).where(eq(accounts.id, accountId));
    if (!row) throw fail('UNAUTHENTICATED', 'The account is not connected any more.');
    return row;
  }

  /** What may be shown of an account: no secrets. */
  function view({ id, kind, apiKey, signatureSecret }: AccountRow) {
    return {
      id,
      kind,
      apiKey,
      signatureSecretKnown: signatureSecret !== null,
      simulatorUrl: kind === 'simulator' ? (simulator()?.url ?? null) : null,
      clientApiUrl: kind === 'simulator' ? (simulator()?.url ?? null) : config.vonage.clientApiUrl,
      clientWsUrl: kind === 'simulator' ? (simulator()?.url ?? null) : config.vonage.clientWsUrl,
      publicUrl: config.publicUrl,
      publicUrlProblem: kind === 'cloud' ? publicUrlProblem(config.publicUrl) : null,
    };
  }

  async function owner(accountId: string): Promise<MemberRow> {
    const [row] = await db
      .select()
      .from(members)
      .where(and(eq(members.accountId, accountId), isNull(members.name)));
    return row!;
  }

  /** What the settings know of an account without asking: the simulator's file, or the environment. */
  function configured({ kind, apiKey }: { kind: AccountRow['kind']; apiKey: string }): Partial<VonageSignIn> | null {
    const known = kind === 'simulator' ? simulator() : config.vonage;
    if (known?.apiKey !== apiKey) return null;
    const { apiSecret, signatureSecret } = known;
    return { ...(apiSecret && { apiSecret }), signatureSecret };
  }

  /** Keeps an account whose key and secret are right, with its owner. */
  async function keep({ kind, apiKey, apiSecret, signatureSecret }: VonageSignIn): Promise<AccountRow> {
    const createdAt = clock.now();
    const known = signatureSecret ?? configured({ kind, apiKey })?.signatureSecret;
    const sealed = {
      apiSecret: secrets.encrypt(apiSecret),
      ...(known && { signatureSecret: secrets.encrypt(known) }),
    };
    return db.transaction(async (tx) => {
      const [account] = await tx
        .insert(accounts)
        .values({ id: uuidv7(createdAt), kind, apiKey, ...sealed, createdAt })
        .onConflictDoUpdate({ target: [accounts.kind, accounts.apiKey], set: sealed })
        .returning();
      const [existing] = await tx
        .select({ id: members.id })
        .from(members)
        .where(and(eq(members.accountId, account!.id), isNull(members.name)));
      if (!existing) {
        const row = {
          id: uuidv7(createdAt),
          accountId: account!.id,
          displayName: 'Owner',
          role: 'admin' as const,
          createdAt,
        };
        await tx.insert(members).values(row);
      }
      return account!;
    });
  }

  /** @throws VONAGE_REFUSED when Vonage does not know the pair; a known pair also works while Vonage is away */
  async function askVonage({ kind, apiKey, apiSecret }: VonageSignIn): Promise<void> {
    try {
      await vonage.account({ kind, apiKey, apiSecret }).balance();
    } catch (error) {
      if (isRefusal(error, 401)) {
        const details = { field: 'input.apiSecret', rule: 'credentials', vonage: error.details.vonage };
        throw fail('VONAGE_REFUSED', 'Vonage does not accept this API key and secret.', details, { cause: error });
      }
      const [account] = await accountsWithKey(apiKey, apiSecret, kind);
      if (!account) throw error;
      log.warn(
        { err: error },
        'Vonage could not be asked about a sign-in; the secret is the one that it accepted before',
      );
    }
  }

  async function accountsWithKey(apiKey: string, apiSecret: string, kind?: AccountRow['kind']): Promise<AccountRow[]> {
    const rows = await db.select().from(accounts).where(eq(accounts.apiKey, apiKey));
    return rows.filter((row) => (!kind || row.kind === kind) && sameSecret(secrets.decrypt(row.apiSecret), apiSecret));
  }

  /** The owner behind HTTP Basic `key:secret`; the account of the settings or the simulator need not have signed in yet. */
  async function actorOfKey(header: string): Promise<Actor | null> {
    const [, encoded] = /^Basic\s+(\S+)$/i.exec(header) ?? [];
    const [, apiKey, apiSecret] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
    if (!apiKey || !apiSecret) return null;
    let [account] = await accountsWithKey(apiKey, apiSecret);
    for (const kind of ['simulator', 'cloud'] as const) {
      const secret = configured({ kind, apiKey })?.apiSecret;
      if (!account && secret && sameSecret(secret, apiSecret)) account = await keep({ kind, apiKey, apiSecret });
    }
    if (!account) return null;
    const { id: memberId } = await owner(account.id);
    const limits = { applicationId: null, userName: null, scopes: null, apiKey: null, address: null };
    return { memberId, accountId: account.id, role: 'admin', via: 'key', ...limits };
  }

  async function actorOfProgram(authorization: string): Promise<Actor | null> {
    const [, apiKey] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
    return apiKey ? apiKeys.actor(apiKey) : actorOfKey(authorization);
  }

  async function signedIn(member: MemberRow, slot: string) {
    const { id: memberId, accountId, role, applicationId, userName } = member;
    const person = { memberId, accountId, role, applicationId, userName };
    const actor: Actor = { ...person, via: 'session', scopes: null, apiKey: null, address: null };
    return { actor, token: await sessions.open(memberId, slot) };
  }

  return {
    members: people,
    apiKeys,

    /**
     * Who asks: by API key or HTTP Basic, else by the cookie of their slot. Null when nobody valid does.
     * @throws UNAUTHENTICATED for an API key that is not valid
     */
    async actorOf({ authorization, token, address }: Credentials): Promise<Actor | null> {
      const actor = authorization ? await actorOfProgram(authorization) : token ? await sessions.actor(token) : null;
      return actor && { ...actor, address };
    },

    onSessionEnd: sessions.onEnd,

    /**
     * Connects a Vonage account, or signs its owner in again.
     * @throws BAD_INPUT, VONAGE_REFUSED (wrong key or secret), VONAGE_UNREACHABLE
     */
    async signInWithVonage(input: VonageSignIn, slot: string) {
      const { kind } = input;
      if (kind === 'simulator' && !simulator()) {
        throw badInput('input.kind', 'noSimulator', 'No simulator runs beside this server.');
      }
      const apiKey = checkText('input.apiKey', input.apiKey, { max: 100 });
      const apiSecret = checkText('input.apiSecret', input.apiSecret, { max: 200 });
      const signatureSecret = input.signatureSecret?.trim() || null;
      await askVonage({ kind, apiKey, apiSecret });
      const account = await keep({ kind, apiKey, apiSecret, signatureSecret });
      return signedIn(await owner(account.id), slot);
    },

    /** @throws UNAUTHENTICATED, LIMIT */
    async signIn({ name, password }: { name: string; password: string }, slot: string) {
      return signedIn(await people.withPassword(name, password), slot);
    },

    /** Ends the session on every server, and its open subscriptions. */
    signOut: sessions.end,

    /** The signed-in person, and the account. */
    async viewer(actor: Actor, slot: string) {
      const account = view(await read(actor.accountId));
      const [member] = await db.select().from(members).where(eq(members.id, actor.memberId));
      if (!member) throw fail('UNAUTHENTICATED', 'Please sign in.');
      return { ...member, name: member.name ?? account.apiKey, account, slot };
    },

    /** The actor's account. */
    account: async (actor: Actor) => view(await read(actor.accountId)),

    /** How one may sign in here; the simulator's account is no secret of anybody. */
    async signInOptions() {
      const connected = await db.select({ id: accounts.id }).from(accounts).limit(1);
      return { simulator: simulator(), cloud: true, accountConnected: connected.length > 0 };
    },

    /** EUR; null for who may not see it, and while Vonage cannot tell. */
    async balance(actor: Actor): Promise<number | null> {
      if (actor.role !== 'admin') return null;
      try {
        return await vonage.account(await this.access(actor.accountId)).balance();
      } catch (error) {
        if (!(error instanceof DenwabanError)) throw error;
        log.warn({ err: error }, 'Vonage does not tell the balance');
        return null;
      }
    },

    /** Keeps the secret that webhooks are signed with. Whoever calls this switches signatures on at Vonage. */
    async setSignatureSecret(actor: Actor, signatureSecret: string) {
      requireRole(actor, 'admin');
      const text = checkText('signatureSecret', signatureSecret, { max: 512 });
      const [row] = await db
        .update(accounts)
        .set({ signatureSecret: secrets.encrypt(text) })
        .where(eq(accounts.id, actor.accountId))
        .returning();
      return view(row!);
    },

    /** What signs requests of an account. For services only: no access check. */
    async access(accountId: string): Promise<AccountAccess> {
      const { kind, apiKey, apiSecret } = await read(accountId);
      return { kind, apiKey, apiSecret: secrets.decrypt(apiSecret) };
    },

    /** Why Vonage could not reach our webhooks under PUBLIC_URL; null when it could. */
    publicUrlProblem: ({ kind }: Pick<AccountRow, 'kind'>) =>
      kind === 'cloud' ? publicUrlProblem(config.publicUrl) : null,

    /** Resolves when nothing listens any more. */
    closed: Promise.all([sessions.closed, apiKeys.closed]),
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
