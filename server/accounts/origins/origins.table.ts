import { sql } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { accounts } from '../accounts.table.js';

/**
 * Origins whose pages may send requests, in addition to PUBLIC_URL; each an origin such as `https://desk.example.org`.
 */
export const origins = pgTable('origins', {
  accountId: uuid('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** Additional addresses of the web app. */
  webApp: text('web_app').array().notNull().default(sql`'{}'`),
  /** Third-party tools, such as a hosted API explorer; they get no cookie. */
  tools: text('tools').array().notNull().default(sql`'{}'`),
});
export type OriginsRow = typeof origins.$inferSelect;
