import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, count, eq, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import { badInput, fail, notFound } from '../../errors.js';
import { randomSecret, uuidv7 } from '../../ids.js';
import type { Realtime } from '../../realtime/topics.js';
import { sameSecret, sha256 } from '../../secrets.js';
import { accounts, members } from '../accounts.table.js';
import { type Actor, requireRole } from '../actor.js';
import type { Audit } from '../audit/audit.js';
import { checkName } from '../check-name.js';
import { type ApiKeyRow, apiKeys } from './api-keys.table.js';
import { createKeyWatch } from './key-watch.js';
import { SCOPES, type Scope } from './scopes.js';

export interface CreateApiKey {
  name: string;
  /** At least one. */
  scopes: Scope[];
  /** Null = it does not expire. */
  expiresAt?: Date | null;
}

/** A key as listed. */
export type ApiKeyView = Omit<ApiKeyRow, 'secretHash' | 'accountId' | 'createdBy'> & { createdBy: string | null };

interface ApiKeysDeps {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Ends the subscription. */
  signal: AbortSignal;
}

const KEY = /^dwk_([0-9a-f]{32})_([\w-]{43})$/;
const KEYS_MAX = 100;
/** Milliseconds: precision of the last use, and how long a cached key is valid. */
const USE_EVERY = 60_000;
const CACHED_MS = 30_000;
/** Maximum delay of a timer in milliseconds; no socket lives that long. */
const LONGEST_WAIT = 2 ** 31 - 1;
/** Compared if there is no such key, so that timing reveals nothing. */
const NO_SECRET_HASH = sha256(randomSecret());

/** API keys: `dwk_<id>_<secret>`, each limited to scopes. */
export function createApiKeys({ db, audit, realtime, clock, log, signal }: ApiKeysDeps) {
  const watch = createKeyWatch<{ row: ApiKeyRow; ownerId: string }>({ realtime, read, log, signal });

  async function read(id: string) {
    const [found] = await db
      .select({ row: apiKeys, ownerId: members.id })
      .from(apiKeys)
      .innerJoin(members, and(eq(members.accountId, apiKeys.accountId), isNull(members.name)))
      .where(eq(apiKeys.id, id));
    return found ?? null;
  }

  /** Not awaited; one write per minute is enough. */
  function used(row: ApiKeyRow, now: Date): void {
    const before = new Date(now.getTime() - USE_EVERY);
    if (row.lastUsedAt && row.lastUsedAt > before) return;
    row.lastUsedAt = now;
    const due = and(eq(apiKeys.id, row.id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before)));
    db.update(apiKeys)
      .set({ lastUsedAt: now })
      .where(due)
      .catch((error) => log.warn({ err: error }, 'The last use of an API key could not be noted'));
  }

  /** A key cannot create keys, which would outlive its revocation. */
  function requirePerson(actor: Actor): void {
    requireRole(actor, 'admin');
    if (actor.via === 'apiKey') throw fail('FORBIDDEN', 'API keys can’t do this.', { rule: 'apiKey' });
  }

  /** Locks the account, so that keys that are made at once are counted one after the other. @throws BAD_INPUT */
  async function checkRoom(accountId: string, tx: DbOrTx): Promise<void> {
    await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).for('no key update');
    const [has] = await tx.select({ keys: count() }).from(apiKeys).where(eq(apiKeys.accountId, accountId));
    if (has!.keys < KEYS_MAX) return;
    throw badInput('input', 'tooMany', `No more than ${KEYS_MAX} are allowed.`, { max: KEYS_MAX });
  }

  function viewsOf(which: SQL | undefined, tx: DbOrTx): Promise<ApiKeyView[]> {
    const { id, name, scopes, createdAt, expiresAt, lastUsedAt } = apiKeys;
    return tx
      .select({ id, name, scopes, createdAt, expiresAt, lastUsedAt, createdBy: members.displayName })
      .from(apiKeys)
      .leftJoin(members, eq(members.id, apiKeys.createdBy))
      .where(which)
      .orderBy(asc(apiKeys.id));
  }

  function revoked(actor: Actor, row: ApiKeyRow, tx: DbOrTx): Promise<void> {
    const target = { kind: 'apiKey', id: row.id, name: row.name };
    return audit.record(actor, { action: 'apiKey.revoked', target, before: shown(row) }, tx);
  }

  return {
    /** Keys of the account, oldest first. */
    async list(actor: Actor): Promise<ApiKeyView[]> {
      requirePerson(actor);
      return viewsOf(eq(apiKeys.accountId, actor.accountId), db);
    },

    /**
     * Creates a key.
     * @returns its row as listed, and the key itself, which cannot be read again
     * @throws BAD_INPUT
     */
    async create(actor: Actor, input: CreateApiKey): Promise<{ apiKey: ApiKeyView; key: string }> {
      requirePerson(actor);
      const name = checkName('input.name', input.name, { max: 100 });
      const scopes = SCOPES.filter((scope) => input.scopes.includes(scope));
      if (scopes.length === 0) throw badInput('input.scopes', 'required', 'Select at least one scope.');
      const createdAt = clock.now();
      const expiresAt = input.expiresAt ?? null;
      if (expiresAt && expiresAt <= createdAt)
        throw badInput('input.expiresAt', 'past', 'Choose a time in the future.');
      const id = uuidv7(createdAt);
      const secret = randomSecret();
      const { accountId, memberId: createdBy } = actor;
      const row = { id, accountId, name, scopes, secretHash: sha256(secret), createdAt, createdBy, expiresAt };
      await db.transaction(async (tx) => {
        await checkRoom(accountId, tx);
        await tx.insert(apiKeys).values(row);
        await audit.record(
          actor,
          { action: 'apiKey.created', target: { kind: 'apiKey', id, name }, after: shown(row) },
          tx,
        );
      });
      const [creator] = await db.select({ name: members.displayName }).from(members).where(eq(members.id, createdBy));
      const apiKey = { id, name, scopes, createdAt, createdBy: creator?.name ?? null, expiresAt, lastUsedAt: null };
      return { apiKey, key: `dwk_${id.replaceAll('-', '')}_${secret}` };
    },

    /** Revokes a key on all servers and closes its subscriptions. @throws NOT_FOUND */
    async revoke(actor: Actor, id: string): Promise<ApiKeyView> {
      requirePerson(actor);
      const own = and(eq(apiKeys.id, id), eq(apiKeys.accountId, actor.accountId));
      if (!isUuid(id)) throw notFound('API key', id);
      const gone = await db.transaction(async (tx) => {
        const [view] = await viewsOf(own, tx);
        const [row] = await tx.delete(apiKeys).where(own).returning();
        if (!view || !row) throw notFound('API key', id);
        await revoked(actor, row, tx);
        return view;
      });
      await realtime.publish('apiKey', { keyId: id });
      return gone;
    },

    /** Revokes all keys of the account. */
    async revokeAll(actor: Actor): Promise<void> {
      requirePerson(actor);
      const gone = await db.transaction(async (tx) => {
        const deleted = await tx.delete(apiKeys).where(eq(apiKeys.accountId, actor.accountId)).returning();
        for (const row of deleted) await revoked(actor, row, tx);
        return deleted;
      });
      for (const { id: keyId } of gone) await realtime.publish('apiKey', { keyId });
    },

    /**
     * The actor behind a key.
     * @param address of the client
     * @throws UNAUTHENTICATED, without saying whether it is wrong, expired or revoked
     */
    async actor(key: string, address: string): Promise<Actor> {
      const [, hex = '', secret = ''] = KEY.exec(key) ?? [];
      const now = clock.now();
      const found = hex ? await watch.find(toUuid(hex), now.getTime(), now.getTime() + CACHED_MS) : null;
      const same = sameSecret(found?.row.secretHash ?? NO_SECRET_HASH, sha256(secret));
      if (!found || !same || (found.row.expiresAt && found.row.expiresAt <= now)) {
        if (found) {
          const { id, name, accountId } = found.row;
          void audit.count({ accountId, address }, { action: 'apiKey.refused', target: { kind: 'apiKey', id, name } });
        }
        throw fail('UNAUTHENTICATED', 'This API key isn’t valid.', { rule: 'apiKey' });
      }
      const { row, ownerId: memberId } = found;
      used(row, now);
      const apiKey = { id: row.id, name: row.name };
      const noUser = { applicationId: null, userName: null, address: null };
      return {
        memberId,
        accountId: row.accountId,
        role: 'admin',
        via: 'apiKey',
        scopes: row.scopes,
        apiKey,
        ...noUser,
      };
    },

    /** Calls back once when the key is revoked or expires, unless the signal aborts first. */
    async onEnd(id: string, until: AbortSignal, callback: () => void): Promise<void> {
      watch.onEnd(id, until, callback);
      const now = clock.now().getTime();
      const found = await watch.find(id, now, now + CACHED_MS);
      if (!found) return callback();
      const { expiresAt } = found.row;
      if (!expiresAt) return;
      const wait = Math.min(expiresAt.getTime() - now, LONGEST_WAIT);
      void sleep(wait, undefined, { signal: until, ref: false }).then(callback, () => {});
    },

    /** Resolves when the subscription has ended. */
    closed: watch.closed,
  };
}

/** Values for the audit log. */
const shown = ({ scopes, expiresAt }: Pick<ApiKeyRow, 'scopes' | 'expiresAt'>) => ({
  scopes,
  ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
});

const toUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
