import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../../db/columns.js';
import { accounts, members } from '../accounts.table.js';
import { SCOPES } from './scopes.js';

/** API keys for third-party clients. A revoked key has no row. */
export const apiKeys = pgTable(
  'api_keys',
  {
    /** Part of the key itself, without dashes. */
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    scopes: text('scopes', { enum: SCOPES }).array().notNull(),
    /**
     * SHA-256 of the key's secret. Slow hashes protect passwords that people choose; this is 256 random bits, which no
     * one can guess, and it is checked on every request.
     */
    secretHash: text('secret_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: uuid('created_by').references(() => members.id, { onDelete: 'set null' }),
    /** Null = it does not expire. */
    expiresAt: instant('expires_at'),
    /** To the minute; null = never used. */
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [index('api_keys_account').on(table.accountId)],
);
export type ApiKeyRow = typeof apiKeys.$inferSelect;
