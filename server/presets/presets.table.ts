import { integer, json, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { PRESET_KINDS } from '../../shared/preset-kinds.js';
import { applications } from '../applications/applications.table.js';
import { instant } from '../db/columns.js';

/** Digits → user: the target of a key press in the menu. */
export interface MenuChoice {
  digits: string;
  user: string;
}

/** The live version of each preset. A preset without a row is the guide's text, version 0. */
export const presets = pgTable(
  'presets',
  {
    applicationId: text('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: PRESET_KINDS }).notNull(),
    liveVersion: integer('live_version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.kind] })],
);

/** All saved texts of presets; a version never changes. */
export const presetVersions = pgTable(
  'preset_versions',
  {
    applicationId: text('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: PRESET_KINDS }).notNull(),
    /** 1, 2, 3 … */
    version: integer('version').notNull(),
    /** The template: an NCCO with placeholders. Not jsonb, which would change the order of keys as written. */
    ncco: json('ncco').$type<unknown[]>().notNull(),
    menu: jsonb('menu').$type<MenuChoice[]>().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: uuid('saved_by'),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.kind, table.version] })],
);
export type PresetVersionRow = typeof presetVersions.$inferSelect;
