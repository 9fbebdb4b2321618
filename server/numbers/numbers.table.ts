import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { PRESETS_OF_SLOT } from '../../shared/preset-kinds.js';
import { accounts } from '../accounts/accounts.table.js';
import { applications } from '../applications/applications.table.js';
import { instant } from '../db/columns.js';

/** A rented number as known from Vonage, with our preset override. */
export const numbers = pgTable(
  'numbers',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** E.164 digits without `+`. */
    msisdn: text('msisdn').notNull(),
    /** ISO 3166 alpha-2. */
    country: text('country').notNull(),
    type: text('type').notNull(),
    features: text('features').array().notNull(),
    /** EUR per month as text; null if it was rented elsewhere. */
    monthlyPrice: text('monthly_price'),
    applicationId: text('application_id').references(() => applications.id, { onDelete: 'set null' }),
    /** Vonage's id of a linked application that is not managed here. */
    linkedElsewhere: text('linked_elsewhere'),
    /** Overrides the application's preset for inbound calls. */
    preset: text('preset', { enum: PRESETS_OF_SLOT.outside }),
    assignedAt: instant('assigned_at'),
    /** When it was first seen, so that a number rented during a reading is not taken for one that is gone. */
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.msisdn] }),
    index('numbers_application').on(table.applicationId),
  ],
);
export type NumberRow = typeof numbers.$inferSelect;
