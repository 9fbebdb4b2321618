import { sql } from 'drizzle-orm';
import { foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../../db/columns.js';
import { calls, legs } from '../calls.table.js';

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

/** A text that stood in a note. */
export interface EarlierNote {
  text: string;
  /** ISO 8601. */
  writtenAt: string;
  writerName: string | null;
}

/** What was written down during a call, with its agent's leg. */
export const notes = pgTable(
  'call_notes',
  {
    applicationId: text('application_id').notNull(),
    legUuid: text('leg_uuid').notNull(),
    text: text('text').notNull(),
    writtenAt: instant('written_at').notNull(),
    /** Who wrote it: a member's id or an API key's, and the name at that time; null = not known, from before it was kept. */
    writerId: text('writer_id'),
    writerName: text('writer_name'),
    /** What stood there before somebody else, or the same person much later, wrote in its place; the oldest first. */
    earlier: jsonb('earlier').$type<EarlierNote[]>().notNull().default([]),
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
