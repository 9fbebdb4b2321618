import { sql } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { accounts } from '../accounts.table.js';

/** Which pages may ask this server, beside those at PUBLIC_URL; each is an origin such as `https://desk.example.org`. */
export const origins = pgTable('origins', {
  accountId: uuid('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** Further addresses of the web app itself. */
  webApp: text('web_app').array().notNull().default(sql`'{}'`),
  /** Tools of others, such as a hosted explorer of the API; they get no cookie. */
  tools: text('tools').array().notNull().default(sql`'{}'`),
});
export type OriginsRow = typeof origins.$inferSelect;
