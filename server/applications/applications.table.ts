import { boolean, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { PRESETS_OF_SLOT } from '../../shared/preset-kinds.js';
import { accounts } from '../accounts/accounts.table.js';
import { instant } from '../db/columns.js';

/** A Vonage application: its keys, the id in its webhook URLs, and its live presets. */
export const applications = pgTable(
  'applications',
  {
    /** Our own random id, visible to people who sign in. */
    id: text('id').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** Null while it is being created at Vonage. */
    vonageId: text('vonage_id'),
    name: text('name').notNull(),
    publicKey: text('public_key').notNull(),
    /** Encrypted; used in its webhook URLs instead of its id. Null = the id, until a job replaces it. */
    webhookId: text('webhook_id'),
    /** Encrypted; the previous one, valid until the calls that began with it are over. */
    previousWebhookId: text('previous_webhook_id'),
    /** When Vonage received the URLs; null while it must still be told. */
    webhooksToldAt: instant('webhooks_told_at'),
    /** When the URLs are due to be checked. */
    webhooksDueAt: instant('webhooks_due_at'),
    /** Encrypted PEM. */
    privateKey: text('private_key').notNull(),
    /** Encrypted; selects the application at POST /api/jwt. */
    mobileApiKey: text('mobile_api_key').notNull(),
    /** Encrypted; the previous key, still valid until then. */
    previousMobileKey: text('previous_mobile_key'),
    previousMobileKeyUntil: instant('previous_mobile_key_until'),
    /** Last client that used it: when, and for which user. */
    previousMobileKeyUsedAt: instant('previous_mobile_key_used_at'),
    previousMobileKeyUsedBy: text('previous_mobile_key_used_by'),
    region: text('region'),
    signedCallbacks: boolean('signed_callbacks').notNull(),
    /** Whether an unknown user is created when a client requests a token for it. */
    createsUsers: boolean('creates_users').notNull().default(true),
    /** E.164 digits without `+`; null = the first assigned number. */
    defaultOutgoingNumber: text('default_outgoing_number'),
    /** Live for inbound calls. */
    presetFromOutside: text('preset_from_outside', { enum: PRESETS_OF_SLOT.outside }).notNull().default('inbound'),
    /** Live for calls that an agent places. */
    presetFromAgent: text('preset_from_agent', { enum: PRESETS_OF_SLOT.agent }).notNull().default('outbound'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique('applications_vonage_id').on(table.vonageId), index('applications_account').on(table.accountId)],
);
export type ApplicationRow = typeof applications.$inferSelect;

/** The place that a sealed column is bound to; a value that becomes the previous one keeps its place. */
export const applicationSecret = (column: 'privateKey' | 'mobileApiKey' | 'webhookId', id: string) =>
  `applications.${column} ${id}`;
