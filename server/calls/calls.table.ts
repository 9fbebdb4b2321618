import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../db/columns.js';
import { LEG_STATUSES } from '../vonage/webhook-bodies.js';

/** One customer's contact, folded from the inbox. Only the applier writes it. */
export const calls = pgTable(
  'calls',
  {
    id: id(),
    applicationId: text('application_id').notNull(),
    direction: text('direction', { enum: ['inbound', 'outbound'] }).notNull(),
    /** E.164 digits without `+`, a user's name, or an address. */
    from: text('from'),
    to: text('to'),
    userName: text('user_name'),
    status: text('status', { enum: LEG_STATUSES }).notNull(),
    /** The conversation in which the call began. */
    conversationUuid: text('conversation_uuid').notNull(),
    startedAt: instant('started_at').notNull(),
    answeredAt: instant('answered_at'),
    /** Null while the call is live. */
    endedAt: instant('ended_at'),
    /** Seconds. */
    duration: integer('duration'),
    /** EUR, all legs, as text. */
    price: text('price'),
    endedBy: text('ended_by'),
    reason: text('reason'),
    preset: text('preset'),
    presetVersion: integer('preset_version'),
    /** What was answered. */
    ncco: jsonb('ncco'),
    /** When to ask Vonage about it, if nothing more has come by then; a timer as a row. */
    reconcileAt: instant('reconcile_at'),
  },
  (table) => [
    index('calls_application').on(table.applicationId, table.id),
    index('calls_live').on(table.applicationId, table.id).where(sql`${table.endedAt} is null`),
    index('calls_reconcile').on(table.reconcileAt).where(sql`${table.reconcileAt} is not null`),
  ],
);
export type CallRow = typeof calls.$inferSelect;

/** One party's connection. `state` is the fold of the events seen; the other columns are read from it. */
export const legs = pgTable(
  'legs',
  {
    applicationId: text('application_id').notNull(),
    /** Opaque text, not always a UUID. */
    uuid: text('uuid').notNull(),
    callId: uuid('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'cascade' }),
    state: jsonb('state').notNull(),
    live: boolean('live').notNull(),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.uuid] }), index('legs_call').on(table.callId)],
);
export type LegRow = typeof legs.$inferSelect;

/** Vonage's mixing rooms and the call that each belongs to. */
export const conversations = pgTable(
  'conversations',
  {
    applicationId: text('application_id').notNull(),
    uuid: text('uuid').notNull(),
    callId: uuid('call_id').references(() => calls.id, { onDelete: 'set null' }),
    state: jsonb('state').notNull(),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.uuid] }), index('conversations_call').on(table.callId)],
);
export type ConversationRow = typeof conversations.$inferSelect;
