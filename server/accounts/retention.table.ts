import { integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../db/columns.js';
import { accounts } from './accounts.table.js';

/** How long an account keeps what it knows of callers, and when that was last seen to. */
export const retention = pgTable('retention', {
  accountId: uuid('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** Null = for ever. */
  eventDays: integer('event_days'),
  callDays: integer('call_days'),
  /** Null = it is due at once. */
  lastRunAt: instant('last_run_at'),
  /** What went in the last run. */
  lastEvents: integer('last_events').notNull().default(0),
  lastCalls: integer('last_calls').notNull().default(0),
});
export type RetentionRow = typeof retention.$inferSelect;
