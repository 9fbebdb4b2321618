import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { OUTCOME_KINDS } from '../calls/outcome/outcome-kinds.js';
import { instant } from '../db/columns.js';
import type { Counted } from './count-call.js';

/**
 * How many calls began in a quarter hour and ended in the same way. It outlives the calls, and holds nothing about
 * callers.
 */
export const quarterHours = pgTable(
  'quarter_hours',
  {
    applicationId: text('application_id').notNull(),
    /** Its beginning. */
    quarter: instant('quarter').notNull(),
    direction: text('direction', { enum: ['inbound', 'outbound'] }).notNull(),
    outcome: text('outcome', { enum: OUTCOME_KINDS }).notNull(),
    /** Empty where the outcome has none. */
    reason: text('reason').notNull(),
    /** The country that was blocked, ISO 3166 alpha-2; empty otherwise. */
    country: text('country').notNull(),
    calls: integer('calls').notNull(),
    /** Those that were answered within `IN_TIME_SECONDS`. */
    inTime: integer('in_time').notNull(),
    /** Sums, in seconds. */
    wait: integer('wait').notNull(),
    talk: integer('talk').notNull(),
  },
  ({ applicationId, quarter, direction, outcome, reason, country }) => [
    primaryKey({ columns: [applicationId, quarter, direction, outcome, reason, country] }),
  ],
);

/** The calls that began in a quarter hour and in which an agent talked. */
export const agentQuarterHours = pgTable(
  'agent_quarter_hours',
  {
    applicationId: text('application_id').notNull(),
    quarter: instant('quarter').notNull(),
    agent: text('agent').notNull(),
    inbound: integer('inbound').notNull(),
    outbound: integer('outbound').notNull(),
    /** Sum, in seconds. */
    talk: integer('talk').notNull(),
  },
  ({ applicationId, quarter, agent }) => [primaryKey({ columns: [applicationId, quarter, agent] })],
);

/** What each call was counted as, so that it can be replaced when the call changes. Deleted with the call. */
export const countedCalls = pgTable(
  'counted_calls',
  {
    /** No foreign key: a call that became part of another one must be found here after it is gone. */
    callId: uuid('call_id').primaryKey(),
    applicationId: text('application_id').notNull(),
    counted: jsonb('counted').$type<Counted>().notNull(),
  },
  (table) => [index('counted_calls_application').on(table.applicationId)],
);
