import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { accounts } from '../accounts/accounts.table.js';
import { id, instant } from '../db/columns.js';

/** A name for a phone number, given by someone who works here and kept for the account. */
export const contacts = pgTable(
  'contacts',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** E.164 digits without `+`, as in calls. */
    number: text('number').notNull(),
    name: text('name').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (table) => [unique('contacts_number').on(table.accountId, table.number)],
);
export type ContactRow = typeof contacts.$inferSelect;
