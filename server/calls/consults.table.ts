import { sql } from 'drizzle-orm';
import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../db/columns.js';
import { calls, legs } from './calls.table.js';

/** A warm transfer under way or over: an agent asks somebody while the other side of the call waits. */
export const consults = pgTable(
  'consults',
  {
    id: id(),
    applicationId: text('application_id').notNull(),
    callId: uuid('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'cascade' }),
    /** The legs of the agent, of the one who waits, and of the one who is asked. */
    agentLeg: text('agent_leg').notNull(),
    customerLeg: text('customer_leg').notNull(),
    targetLeg: text('target_leg').notNull(),
    /** Who is asked: a user's name, or E.164 digits without `+`. */
    who: text('who').notNull(),
    startedAt: instant('started_at').notNull(),
    /** Null while it goes on. */
    endedAt: instant('ended_at'),
    /** When the one who waited was passed on, out of the call's room; null while he is there. */
    leftAt: instant('left_at'),
  },
  (table) => [
    index('consults_open').on(table.applicationId, table.agentLeg).where(sql`${table.endedAt} is null`),
    index('consults_call').on(table.callId),
    index('consults_target').on(table.applicationId, table.targetLeg),
  ],
);
export type ConsultRow = typeof consults.$inferSelect;

/** What an agent wrote down during a call, with his leg. */
export const notes = pgTable(
  'call_notes',
  {
    applicationId: text('application_id').notNull(),
    legUuid: text('leg_uuid').notNull(),
    text: text('text').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.applicationId, table.legUuid] }),
    foreignKey({
      columns: [table.applicationId, table.legUuid],
      foreignColumns: [legs.applicationId, legs.uuid],
    }).onDelete('cascade'),
  ],
);
export type NoteRow = typeof notes.$inferSelect;
