import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../../db/columns.js';
import { accounts, members } from '../accounts.table.js';
import { SCOPES } from './scopes.js';

/** What programs of integrators prove themselves with. A revoked key has no row. */
export const apiKeys = pgTable(
  'api_keys',
  {
    /** Stands in the key itself, without its dashes. */
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    scopes: text('scopes', { enum: SCOPES }).array().notNull(),
    /**
     * SHA-256 of the key's secret. A slow hash protects what people think up; this is 256 random bits, which nobody can try
     * out, and it is looked at with every request.
     */
    secretHash: text('secret_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: uuid('created_by').references(() => members.id, { onDelete: 'set null' }),
    /** Null = it does not end by itself. */
    expiresAt: instant('expires_at'),
    /** To the minute; null = never used. */
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [index('api_keys_account').on(table.accountId)],
);
export type ApiKeyRow = typeof apiKeys.$inferSelect;
