import { index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../db/columns.js';

/** A connected Vonage account, or the simulator's; the two never share data. */
export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    kind: text('kind', { enum: ['simulator', 'cloud'] }).notNull(),
    apiKey: text('api_key').notNull(),
    /** Encrypted. */
    apiSecret: text('api_secret').notNull(),
    /** Encrypted; null until it is known, and then webhooks are accepted unsigned at their unguessable URL only. */
    signatureSecret: text('signature_secret'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique('accounts_kind_api_key').on(table.kind, table.apiKey)],
);
export type AccountRow = typeof accounts.$inferSelect;

/** A person who signs in here. */
export const members = pgTable(
  'members',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** What the person types to sign in, in lower case; null for the owner, who signs in with the account's key and secret. */
    name: text('name'),
    displayName: text('display_name').notNull(),
    role: text('role', { enum: ['admin', 'supervisor', 'agent'] }).notNull(),
    /** argon2id. */
    passwordHash: text('password_hash'),
    /** The agent's application and Vonage user; no foreign key, since a person outlives both. */
    applicationId: text('application_id'),
    userName: text('user_name'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique('members_name').on(table.name), index('members_account').on(table.accountId)],
);
export type MemberRow = typeof members.$inferSelect;

export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the random id in the cookie. */
    idHash: text('id_hash').primaryKey(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    slot: text('slot').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('sessions_member').on(table.memberId)],
);
export type SessionRow = typeof sessions.$inferSelect;
