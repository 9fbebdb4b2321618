import { index, json, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { PRESET_KINDS } from '../../shared/preset-kinds.js';
import { members } from '../accounts/accounts.table.js';
import { applications } from '../applications/applications.table.js';
import { instant } from '../db/columns.js';
import { type MenuChoice } from './presets.table.js';

/** A draft that one call may try. In the database, so that every server can answer it. */
export const testCalls = pgTable(
  'test_calls',
  {
    /** The number, or the name of the user, that calls: 15 digits of which 12 are random. */
    id: text('id').primaryKey(),
    applicationId: text('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: PRESET_KINDS }).notNull(),
    ncco: json('ncco').$type<unknown[]>().notNull(),
    menu: jsonb('menu').$type<MenuChoice[]>().notNull(),
    startedBy: uuid('started_by')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** The first leg that asked; no other one gets the draft. */
    leg: text('leg'),
    /** No longer answered after this. */
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('test_calls_application').on(table.applicationId)],
);
export type TestCallRow = typeof testCalls.$inferSelect;
