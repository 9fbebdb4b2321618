import { boolean, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { applications } from '../applications/applications.table.js';
import { instant } from '../db/columns.js';

/** An agent's identity at Vonage, as last seen there. */
export const users = pgTable(
  'users',
  {
    /** Vonage's id, `USR-…`. */
    id: text('id').primaryKey(),
    applicationId: text('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    displayName: text('display_name'),
    seenAt: instant('seen_at').notNull(),
    /** Whether it was chosen or named here: then it is shown, even if Vonage made up its name. */
    chosen: boolean('chosen').notNull().default(false),
  },
  (table) => [unique('users_application_name').on(table.applicationId, table.name)],
);
export type UserRow = typeof users.$inferSelect;
