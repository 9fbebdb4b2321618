import { foreignKey, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { applications } from '../applications/applications.table.js';
import { instant } from '../db/columns.js';
import { CHOICES, SYSTEM_STATES } from './agent-state.js';

/**
 * What is known of an agent's presence: what they have chosen, and what the server sees by itself. An agent without a
 * row was never seen and has chosen nothing.
 */
export const agents = pgTable(
  'agents',
  {
    applicationId: text('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'cascade' }),
    /** No foreign key: users are read from Vonage again and again. */
    userName: text('user_name').notNull(),
    chosen: text('chosen', { enum: CHOICES }).notNull().default('available'),
    chosenAt: instant('chosen_at').notNull(),
    /** Written from live legs and reports; see write-agents.ts. */
    system: text('system', { enum: SYSTEM_STATES }).notNull().default('offline'),
    systemAt: instant('system_at').notNull(),
    /** When a page of theirs last began to report that it can be rung; null: none ever has, as with a mobile app. */
    lineAt: instant('line_at'),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.userName] })],
);
export type AgentRow = typeof agents.$inferSelect;

/** A page that has reported that its agent's line can be rung; one row for each tab of each device. */
export const agentLines = pgTable(
  'agent_lines',
  {
    applicationId: text('application_id').notNull(),
    userName: text('user_name').notNull(),
    /** The page's own id. */
    tab: text('tab').notNull(),
    reportedAt: instant('reported_at').notNull(),
    /** From then on the report no longer counts. */
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.applicationId, table.userName, table.tab] }),
    foreignKey({
      name: 'agent_lines_agent',
      columns: [table.applicationId, table.userName],
      foreignColumns: [agents.applicationId, agents.userName],
    }).onDelete('cascade'),
  ],
);
