import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../../db/columns.js';
import type { AppEndpoint, PhoneEndpoint } from '../../vonage/ncco.js';
import { calls } from '../calls.table.js';
import type { Progress } from './advance.js';
import type { OperationKind, OperationState, Problem } from './operation-kinds.js';

/** What is done with a call by several requests to Vonage: written before the first one, and run by a job of the same id. */
export const operations = pgTable(
  'operations',
  {
    id: id(),
    applicationId: text('application_id').notNull(),
    callId: uuid('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<OperationKind>().notNull(),
    /** The legs of the agent, of the contact, and of the person who is called for them. */
    agentLeg: text('agent_leg').notNull(),
    customerLeg: text('customer_leg').notNull(),
    /** Null while nobody is called, or nothing has been heard of the leg. */
    targetLeg: text('target_leg'),
    /** Who is called by a transfer or a consultation. */
    endpoint: jsonb('endpoint').$type<AppEndpoint | PhoneEndpoint>(),
    /** The operation that begins anew once the agent, who is rung again, is there: it cost them their leg. */
    resumes: uuid('resumes'),
    /** The member or API key that asked for it; null for what the server does by itself. */
    askedBy: text('asked_by'),
    progress: jsonb('progress').$type<Progress>().notNull(),
    /** How often the contact's leg had been moved before: more means that the transfer has happened. */
    movesBefore: integer('moves_before').notNull(),
    /** From then on a step that fails is not repeated but what was done is taken back. */
    deadline: instant('deadline').notNull(),
    state: text('state').$type<OperationState>().notNull(),
    /** The last failure. */
    problem: jsonb('problem').$type<Problem>(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('operations_one_per_call').on(table.callId).where(sql`${table.state} = 'running'`),
    uniqueIndex('operations_one_per_agent')
      .on(table.applicationId, table.agentLeg)
      .where(sql`${table.state} = 'running'`),
    index('operations_call').on(table.callId),
  ],
);
export type OperationRow = typeof operations.$inferSelect;
