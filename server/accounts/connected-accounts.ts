import { and, eq, isNull, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { lockNumber } from '../db/advisory-locks.js';
import type { Db } from '../db/connect.js';
import { badInput, DenwabanError, fail } from '../errors.js';
import { uuidv7 } from '../ids.js';
import { type Secrets, sameSecret } from '../secrets.js';
import type { AccountAccess } from '../vonage/access.js';
import type { Vonage } from '../vonage/client.js';
import type { SimulatorFile } from '../vonage/simulator-file.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { type AccountRow, accountSecret, accounts, type MemberRow, members } from './accounts.table.js';
import type { Actor } from './actor.js';
import type { Audit } from './audit/audit.js';
import { checkText } from './check-text.js';
import { memberTarget } from './people/view-member.js';
import { hasSecondFactor } from './sign-in/second-factor.table.js';
import { createSetupCode } from './sign-in/setup-code.js';

interface ConnectedAccountsDeps {
  db: Db;
  audit: Audit;
  vonage: Vonage;
  clock: Clock;
  secrets: Secrets;
  config: Config;
  simulator: () => SimulatorFile | null;
  log: FastifyBaseLogger;
}

export interface VonageSignIn extends AccountAccess {
  signatureSecret?: string | null;
  /** Setup code printed at startup; `setup-code.ts` says when it is required. */
  setupCode?: string | null;
}

const KEY_IS_NOT_ENOUGH =
  'The owner uses two-step verification, so the key and secret alone don’t work. Create an API key (Team & security → API keys) and send it as a Bearer token.';

/**
 * The Vonage accounts that this server works for: at most one of the simulator and one of the cloud, each the first of
 * its kind that connected. The owner signs in with key and secret.
 */
export function createConnectedAccounts(deps: ConnectedAccountsDeps) {
  const { db, audit, vonage, clock, secrets, config, simulator, log } = deps;
  const setupCode = createSetupCode({ secrets, config });

  async function first(kind: AccountRow['kind'], tx: Pick<Db, 'select'> = db): Promise<AccountRow | null> {
    const [row] = await tx.select().from(accounts).where(eq(accounts.kind, kind)).orderBy(accounts.createdAt).limit(1);
    return row ?? null;
  }

  async function owner(accountId: string): Promise<MemberRow> {
    const [row] = await db
      .select()
      .from(members)
      .where(and(eq(members.accountId, accountId), isNull(members.name)));
    return row!;
  }

  /** What the settings provide of an account: the simulator's file, or the environment. */
  function configured({ kind, apiKey }: { kind: AccountRow['kind']; apiKey: string }): Partial<VonageSignIn> | null {
    const known = kind === 'simulator' ? simulator() : config.vonage;
    if (known?.apiKey !== apiKey) return null;
    const { apiSecret, signatureSecret } = known;
    return { ...(apiSecret && { apiSecret }), signatureSecret };
  }

  /** @throws FORBIDDEN if the server is bound to another account of this kind, or its settings name another */
  async function checkBound({ kind, apiKey }: AccountAccess, tx: Pick<Db, 'select'> = db): Promise<AccountRow | null> {
    const [same] = await tx
      .select()
      .from(accounts)
      .where(and(eq(accounts.kind, kind), eq(accounts.apiKey, apiKey)));
    if (same) return same;
    const named = kind === 'cloud' ? config.vonage.apiKey : null;
    if ((await first(kind, tx)) || (named !== null && named !== apiKey)) {
      throw fail(
        'FORBIDDEN',
        'This server belongs to a different Vonage account. Sign in with that account’s key and secret.',
        { rule: 'boundToAnother' },
      );
    }
    return null;
  }

  /** Stores an account whose key and secret are correct, with its owner. */
  async function keep({ kind, apiKey, apiSecret, signatureSecret }: VonageSignIn): Promise<AccountRow> {
    const createdAt = clock.now();
    const known = signatureSecret ?? configured({ kind, apiKey })?.signatureSecret;
    const sealed = {
      apiSecret: secrets.encrypt(apiSecret, accountSecret('apiSecret', { kind, apiKey })),
      ...(known && { signatureSecret: secrets.encrypt(known, accountSecret('signatureSecret', { kind, apiKey })) }),
    };
    return db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${lockNumber.connectedAccounts})`);
      await checkBound({ kind, apiKey, apiSecret }, tx);
      const [account] = await tx
        .insert(accounts)
        .values({ id: uuidv7(createdAt), kind, apiKey, ...sealed, createdAt })
        .onConflictDoUpdate({ target: [accounts.kind, accounts.apiKey], set: sealed })
        .returning();
      const accountId = account!.id;
      const [existing] = await tx
        .select({ id: members.id })
        .from(members)
        .where(and(eq(members.accountId, accountId), isNull(members.name)));
      if (!existing) {
        const row = { id: uuidv7(createdAt), accountId, displayName: 'Owner', role: 'admin' as const, createdAt };
        await tx.insert(members).values(row);
      }
      return account!;
    });
  }

  /**
   * @throws VONAGE_REFUSED if Vonage rejects the credentials; known credentials also work while Vonage is unreachable
   */
  async function askVonage({ kind, apiKey, apiSecret }: VonageSignIn): Promise<void> {
    try {
      await vonage.account({ kind, apiKey, apiSecret }).balance();
    } catch (error) {
      if (isRefusal(error, 401)) {
        const details = { field: 'input.apiSecret', rule: 'credentials', vonage: error.details.vonage };
        throw fail('VONAGE_REFUSED', 'Vonage rejected this API key and secret.', details, { cause: error });
      }
      const [account] = await withKey(apiKey, apiSecret, kind);
      if (!account) throw error;
      log.warn(
        { err: error },
        'Vonage could not be asked about a sign-in; the secret is the one that it accepted before',
      );
    }
  }

  async function withKey(apiKey: string, apiSecret: string, kind?: AccountRow['kind']): Promise<AccountRow[]> {
    const rows = await db.select().from(accounts).where(eq(accounts.apiKey, apiKey));
    return rows.filter(
      (row) =>
        (!kind || row.kind === kind) &&
        sameSecret(secrets.decrypt(row.apiSecret, accountSecret('apiSecret', row)), apiSecret),
    );
  }

  /** Records an attempt with the key of a connected account and a wrong secret. Not awaited. */
  async function noteWrongSecret(apiKey: string, address: string, kind?: AccountRow['kind']): Promise<void> {
    const rows = await db.select().from(accounts).where(eq(accounts.apiKey, apiKey));
    for (const { id: accountId } of rows.filter((row) => !kind || row.kind === kind)) {
      const target = memberTarget(await owner(accountId));
      await audit.count({ accountId, address }, { action: 'session.ownerRefused', target });
    }
  }
  const wrongSecret = (...whose: Parameters<typeof noteWrongSecret>) =>
    void noteWrongSecret(...whose).catch((error) => log.warn({ err: error }, 'A wrong secret could not be noted'));

  return {
    /** @throws UNAUTHENTICATED if the account no longer exists */
    async read(accountId: string): Promise<AccountRow> {
      const [row] = await db.select().from(accounts).where(eq(accounts.id, accountId));
      if (!row) throw fail('UNAUTHENTICATED', 'The account is no longer connected.');
      return row;
    },

    /** Whether any account exists. */
    async any(): Promise<boolean> {
      return (await db.select({ id: accounts.id }).from(accounts).limit(1)).length > 0;
    },

    /** Whether connecting a cloud account requires the setup code. */
    needsSetupCode: async () => setupCode.isNeeded && !(await first('cloud')),

    isSetupCode: setupCode.isRight,

    /** The setup code for the terminal while it is useful; otherwise null. */
    setupCodeToPrint: async () => setupCode.toPrint((await first('cloud')) !== null),

    /**
     * Connects the account, or finds it connected.
     * @param address of the client
     * @returns its owner
     * @throws BAD_INPUT, FORBIDDEN (the server is bound to another account), VONAGE_REFUSED (wrong key or secret),
     * VONAGE_UNREACHABLE
     */
    async connect(input: VonageSignIn, address: string): Promise<MemberRow> {
      const { kind } = input;
      if (kind === 'simulator' && !simulator()) {
        throw badInput('input.kind', 'noSimulator', 'The simulator isn’t running on this server.');
      }
      const apiKey = checkText('input.apiKey', input.apiKey.normalize('NFKC'), { max: 100 });
      const apiSecret = checkText('input.apiSecret', input.apiSecret, { max: 200 });
      const signatureSecret = input.signatureSecret?.trim() || null;
      if (kind === 'cloud' && setupCode.isNeeded && !(await first('cloud'))) setupCode.check(input.setupCode);
      await askVonage({ kind, apiKey, apiSecret }).catch((error) => {
        if (error instanceof DenwabanError && error.details.rule === 'credentials') wrongSecret(apiKey, address, kind);
        throw error;
      });
      // Nothing is changed before the second factor has been checked.
      const known = await checkBound({ kind, apiKey, apiSecret });
      const isHalf = known !== null && (await hasSecondFactor((await owner(known.id)).id, db));
      const account = await keep({ kind, apiKey, apiSecret, signatureSecret: isHalf ? null : signatureSecret });
      return owner(account.id);
    },

    /**
     * The owner behind HTTP Basic `key:secret`; an account from the settings or the simulator need not have signed in
     * before.
     * @param address of the client
     * @throws UNAUTHENTICATED if the owner has a second factor, which a program cannot provide
     */
    async actorOfKey(header: string, address: string): Promise<Actor | null> {
      const [, encoded] = /^Basic\s+(\S+)$/i.exec(header) ?? [];
      const [, apiKey, apiSecret] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
      if (!apiKey || !apiSecret) return null;
      let [account] = await withKey(apiKey, apiSecret);
      for (const kind of ['simulator', 'cloud'] as const) {
        const secret = configured({ kind, apiKey })?.apiSecret;
        if (!account && secret && sameSecret(secret, apiSecret)) account = await keep({ kind, apiKey, apiSecret });
      }
      if (!account) {
        wrongSecret(apiKey, address);
        return null;
      }
      const { id: memberId } = await owner(account.id);
      if (await hasSecondFactor(memberId, db)) {
        throw fail('UNAUTHENTICATED', KEY_IS_NOT_ENOUGH, { rule: 'keyIsNotEnough' });
      }
      const limits = { applicationId: null, userName: null, scopes: null, apiKey: null, address: null };
      return { memberId, accountId: account.id, role: 'admin', via: 'key', ...limits };
    },
  };
}
