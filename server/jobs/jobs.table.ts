import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../db/columns.js';

/** Work that is due now or later. A row is deleted when its work is done; any server may do it. */
export const jobs = pgTable(
  'jobs',
  {
    kind: text('kind').notNull(),
    /** What the job is about, such as a call's id; empty for a kind with a single job. */
    key: text('key').notNull(),
    /** The application it belongs to; no foreign key, since a job may delete its application. */
    applicationId: text('application_id'),
    due: instant('due').notNull(),
    /** Starts since it was added or last succeeded. */
    attempts: integer('attempts').notNull().default(0),
    /** The run that has locked it; null if none. */
    lockedBy: text('locked_by'),
    /** End of the lock, by the database's clock; after that its server counts as dead, and another one runs the job. */
    lockedUntil: instant('locked_until'),
    /** Whether it was added again while running; then it is kept, and runs once more. */
    again: boolean('again').notNull().default(false),
    payload: jsonb('payload'),
    /** Progress, for people to see and for the next run to continue from. */
    progress: jsonb('progress'),
    /** Why the last attempt failed. */
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.key] }),
    index('jobs_due').on(table.kind, table.due),
    index('jobs_application').on(table.applicationId),
  ],
);
export type JobRow = typeof jobs.$inferSelect;
