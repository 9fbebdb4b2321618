import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { accounts } from '../accounts/accounts.table.js';
import { instant } from '../db/columns.js';
import { DIALLING_RULES } from './may-dial.js';

/** What an account changed of the rules of dialling; an account without a row has the defaults. */
export const diallingRules = pgTable('dialling_rules', {
  accountId: uuid('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** ISO 3166 alpha-2; null = the countries of the account's own numbers. */
  countries: text('countries').array(),
  callsPerUserPerHour: integer('calls_per_user_per_hour').notNull(),
  callsPerDay: integer('calls_per_day').notNull(),
});
export type DiallingRulesRow = typeof diallingRules.$inferSelect;

/** Every call to a phone number that an agent placed or wanted to place, for a while. */
export const diallingAttempts = pgTable(
  'dialling_attempts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Of an answer webhook the application and the leg, so that a repeated one counts once. */
    key: text('key').notNull(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    applicationId: text('application_id').notNull(),
    at: instant('at').notNull(),
    userName: text('user_name').notNull(),
    /** How it was to be placed: dialed, as a transfer, or as a consultation. */
    way: text('way', { enum: ['call', 'transfer', 'consult'] }).notNull(),
    /** Null = it was allowed. */
    refusedBy: text('refused_by', { enum: DIALLING_RULES }),
    /** E.164 digits without `+`; kept of refusals only. */
    number: text('number'),
    /** ISO 3166 alpha-2; null when no country has such a number. */
    country: text('country'),
  },
  (table) => [
    unique('dialling_attempts_key').on(table.key),
    index('dialling_attempts_at').on(table.at),
    index('dialling_attempts_refused').on(table.accountId, table.id).where(sql`${table.refusedBy} is not null`),
  ],
);
export type DiallingAttemptRow = typeof diallingAttempts.$inferSelect;
