import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { accounts } from '../accounts/accounts.table.js';
import type { Actor } from '../accounts/actor.js';
import { id, instant } from '../db/columns.js';
import type { DenwabanError } from '../errors.js';

export const TASK_KINDS = ['deleteApplication', 'reset', 'eraseCaller', 'importUsers', 'changeRegion'] as const;
export const TASK_STATES = ['running', 'done', 'failed', 'canceled'] as const;

/** Why a task failed, or what it is waiting for. */
export type TaskProblem = Pick<DenwabanError, 'code' | 'message' | 'details'>;

/** Work that takes minutes, started by a person, for the page to follow. The job with the same id does it. */
export const tasks = pgTable(
  'tasks',
  {
    id: id(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: TASK_KINDS }).notNull(),
    /** What it is about: only one task of a kind per subject runs at a time. */
    key: text('key').notNull(),
    /** Its name, such as an application's; empty for a caller's number, which is not stored. */
    subject: text('subject').notNull(),
    state: text('state', { enum: TASK_STATES }).notNull().default('running'),
    /** Steps done so far, and in total; null while unknown. */
    done: integer('done').notNull().default(0),
    total: integer('total'),
    /** It runs with the rights that this person had when they started it. */
    actor: jsonb('actor').$type<Actor>().notNull(),
    /** Input; null once it is done. */
    input: jsonb('input'),
    /** Report so far. */
    report: jsonb('report'),
    problem: jsonb('problem').$type<TaskProblem>(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('tasks_account').on(table.accountId, table.startedAt),
    uniqueIndex('tasks_running').on(table.accountId, table.kind, table.key).where(sql`${table.state} = 'running'`),
  ],
);
export type TaskRow = typeof tasks.$inferSelect;
export type TaskKindName = TaskRow['kind'];
