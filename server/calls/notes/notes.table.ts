import { foreignKey, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../db/columns.js';
import { legs } from '../calls.table.js';

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
    /** What stood there before someone else, or the same person much later, replaced it; the oldest first. */
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
