import { sql } from 'drizzle-orm';
import { index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../db/columns.js';

/**
 * Why a webhook is refused: signed with another secret, at a time that this server's clock does not know, not signed
 * although Vonage signs, or signed for something else.
 */
export const SIGNATURE_REFUSALS = ['secret', 'clock', 'unsigned', 'other'] as const;
export type SignatureRefusal = (typeof SIGNATURE_REFUSALS)[number];

/** A connected Vonage account, or the simulator's; the two never share data. */
export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    kind: text('kind', { enum: ['simulator', 'cloud'] }).notNull(),
    apiKey: text('api_key').notNull(),
    /** Encrypted. */
    apiSecret: text('api_secret').notNull(),
    /** Encrypted; null until it is known; until then webhooks are accepted unsigned, only at their secret URL. */
    signatureSecret: text('signature_secret'),
    /**
     * Derived from the secret and the account's id once a webhook with a correct signature has arrived, which proves
     * the secret.
     */
    signatureProof: text('signature_proof'),
    /** When the last correctly signed webhook arrived, and the last refused one; to the minute. */
    signatureVerifiedAt: instant('signature_verified_at'),
    signatureRefusedAt: instant('signature_refused_at'),
    /** Why that one was refused. */
    signatureRefusal: text('signature_refusal', { enum: SIGNATURE_REFUSALS }),
    /** IANA name of the zone in which the account counts its days; null until someone has chosen it. */
    timeZone: text('time_zone'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique('accounts_kind_api_key').on(table.kind, table.apiKey)],
);
export type AccountRow = typeof accounts.$inferSelect;

/** The place that a sealed column is bound to, known before the row has an id. */
export const accountSecret = (
  column: 'apiSecret' | 'signatureSecret',
  { kind, apiKey }: Pick<AccountRow, 'kind' | 'apiKey'>,
) => `accounts.${column} ${kind} ${apiKey}`;

/** A person who signs in here. */
export const members = pgTable(
  'members',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** Username in lower case; null for the owner, who signs in with the account's key and secret. */
    name: text('name'),
    displayName: text('display_name').notNull(),
    role: text('role', { enum: ['admin', 'supervisor', 'agent'] }).notNull(),
    /** argon2id; null for the owner, and until the person has set a password through an invitation. */
    passwordHash: text('password_hash'),
    /** The agent's application and Vonage user; no foreign key, because the person outlives both. */
    applicationId: text('application_id'),
    userName: text('user_name'),
    createdAt: instant('created_at').notNull(),
    /** When the first password was set; null for the owner, and until an invitation is used. */
    joinedAt: instant('joined_at'),
    /** When the person last signed in; null = never. */
    signedInAt: instant('signed_in_at'),
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
    /** Public id of the session, so that its hash is never exposed. */
    id: uuid('id').notNull().default(sql`gen_random_uuid()`).unique('sessions_id'),
    /** The only slot in which its cookie is valid. */
    slot: text('slot').notNull(),
    /** User agent at sign-in. */
    userAgent: text('user_agent'),
    /** Last address and time (to the minute). */
    address: text('address'),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Last time a code of the second factor was entered in it. */
    confirmedAt: instant('confirmed_at'),
  },
  (table) => [index('sessions_member').on(table.memberId)],
);
export type SessionRow = typeof sessions.$inferSelect;

/** Single-use links with which a person sets a password: to join, or after a reset by an admin. */
export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** Null once the person has been removed. */
    memberId: uuid('member_id').references(() => members.id, { onDelete: 'set null' }),
    purpose: text('purpose', { enum: ['join', 'reset'] }).notNull(),
    /** SHA-256 of the random text in the link. */
    tokenHash: text('token_hash').notNull().unique('invitations_token'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('invitations_account').on(table.accountId), index('invitations_member').on(table.memberId)],
);
export type InvitationRow = typeof invitations.$inferSelect;
