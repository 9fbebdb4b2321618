import { integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../db/columns.js';
import { accounts } from './accounts.table.js';

/** How long an account keeps data of callers, and when it was last deleted. */
export const retention = pgTable('retention', {
  accountId: uuid('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** Null = kept indefinitely. */
  eventDays: integer('event_days'),
  callDays: integer('call_days'),
  /** Null = due immediately. */
  lastRunAt: instant('last_run_at'),
  /** Deleted in the last run. */
  lastEvents: integer('last_events').notNull().default(0),
  lastCalls: integer('last_calls').notNull().default(0),
});
export type RetentionRow = typeof retention.$inferSelect;
