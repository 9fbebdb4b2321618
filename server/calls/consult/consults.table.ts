import { sql } from 'drizzle-orm';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../../db/columns.js';
import { calls } from '../calls.table.js';

/** A consultation (warm transfer): an agent talks with another person while the contact is on hold. */
export const consults = pgTable(
  'consults',
  {
    id: id(),
    applicationId: text('application_id').notNull(),
    callId: uuid('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'cascade' }),
    /** The legs of the agent, the contact and the consulted person. */
    agentLeg: text('agent_leg').notNull(),
    customerLeg: text('customer_leg').notNull(),
    targetLeg: text('target_leg').notNull(),
    /** Who is consulted: a user's name, or E.164 digits without `+`. */
    who: text('who').notNull(),
    startedAt: instant('started_at').notNull(),
    /** Null while it lasts. */
    endedAt: instant('ended_at'),
    /** When the contact was transferred out of the call's room; null while they are in it. */
    leftAt: instant('left_at'),
  },
  (table) => [
    index('consults_open').on(table.applicationId, table.agentLeg).where(sql`${table.endedAt} is null`),
    index('consults_call').on(table.callId),
    index('consults_target').on(table.applicationId, table.targetLeg),
  ],
);
export type ConsultRow = typeof consults.$inferSelect;
