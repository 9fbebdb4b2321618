import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../db/columns.js';
import { LEG_STATUSES } from '../vonage/webhook-bodies.js';
import type { LegState } from './fold/leg-state.js';
import { OUTCOME_KINDS, OUTCOME_REASONS } from './outcome/outcome-kinds.js';

/** One customer's contact, folded from the inbox. Only the applier writes it. */
export const calls = pgTable(
  'calls',
  {
    id: id(),
    applicationId: text('application_id').notNull(),
    /** Legs with the same key are one call (see call-groups.ts); it does not depend on the order of events. */
    key: text('key').notNull(),
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
    /** How it ended and why (outcome/outcome.ts); null while it is live, and of an older call until a job has said it. */
    outcome: text('outcome', { enum: OUTCOME_KINDS }),
    outcomeReason: text('outcome_reason', { enum: OUTCOME_REASONS }),
    /** The colleague who got the transfer, did not answer it, or declined the call. */
    outcomeUser: text('outcome_user'),
    /** A number, a country, a limit, or Vonage's words. */
    outcomeDetail: text('outcome_detail'),
    /** Seconds until someone talked to the contact, or to the end. */
    wait: integer('wait'),
    /** The agents who talked, in order. */
    agents: text('agents').array(),
    /** When to ask Vonage about the call if no further event has arrived by then. */
    reconcileAt: instant('reconcile_at'),
  },
  (table) => [
    unique('calls_key').on(table.applicationId, table.key),
    index('calls_newest').on(table.applicationId, table.startedAt, table.id),
    index('calls_going_on').on(table.applicationId, table.startedAt, table.id).where(sql`${table.endedAt} is null`),
    // Finds calls by the last digits of a number: the numbers are indexed in reverse (see filter-calls.ts). With the time,
    // the next calls of a number as well (caller/called-back.ts).
    index('calls_from_end').on(table.applicationId, sql`reverse(${table.from}) text_pattern_ops`, table.startedAt),
    index('calls_to_end').on(table.applicationId, sql`reverse(${table.to}) text_pattern_ops`, table.startedAt),
    // Those with one outcome, the newest first (read-calls.ts).
    index('calls_outcome').on(table.applicationId, table.outcome, table.startedAt, table.id),
    // Those of which nothing says yet how they ended (outcome/older-outcomes.ts).
    index('calls_without_outcome').on(table.id).where(sql`${table.endedAt} is not null and ${table.outcome} is null`),
    index('calls_reconcile').on(table.reconcileAt).where(sql`${table.reconcileAt} is not null`),
  ],
);
export type CallRow = typeof calls.$inferSelect;

/**
 * One party's connection. `state` is folded from its events (fold/leg-state.ts) and gives the columns down to `live`; the
 * others are written by operations.
 */
export const legs = pgTable(
  'legs',
  {
    applicationId: text('application_id').notNull(),
    /** Opaque text, not always a UUID. */
    uuid: text('uuid').notNull(),
    callId: uuid('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'cascade' }),
    state: jsonb('state').$type<LegState>().notNull(),
    /** The agent at this end, where it is one. */
    userName: text('user_name'),
    live: boolean('live').notNull(),
    /** The named conversation that an operation moved it to; null while it is where Vonage put it. */
    room: text('room'),
    /** Since when it hears hold music; written by operations, not by events. */
    heldSince: instant('held_since'),
    /** Since when a hold keeps it muted and earmuffed; written by operations. */
    mutedSince: instant('muted_since'),
    /** When we asked Vonage to end it, for its agent or by an operation. */
    hungUpAt: instant('hung_up_at'),
  },
  (table) => [
    primaryKey({ columns: [table.applicationId, table.uuid] }),
    index('legs_call').on(table.callId),
    index('legs_user').on(table.applicationId, table.userName, table.callId),
    // Only the few live legs of agents: what they are doing (see presence/write-agents.ts).
    index('legs_live_user')
      .on(table.applicationId, table.userName)
      .where(sql`${table.live} and ${table.userName} is not null`),
    // Only the few legs that an operation has moved or put on hold; see settle-calls.ts.
    index('legs_in_rooms')
      .on(table.callId)
      .where(sql`${table.live} and (${table.room} is not null or ${table.heldSince} is not null)`),
  ],
);
export type LegRow = typeof legs.$inferSelect;

/** Which leg was in which conversation, and since when: read from the legs' states and kept as an index. */
export const legConversations = pgTable(
  'stays',
  {
    applicationId: text('application_id').notNull(),
    conversationUuid: text('conversation_uuid').notNull(),
    legUuid: text('leg_uuid').notNull(),
    since: instant('since').notNull(),
    /** Whether the leg began here; otherwise it was moved here. */
    home: boolean('home').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.applicationId, table.conversationUuid, table.legUuid] }),
    index('stays_leg').on(table.applicationId, table.legUuid),
  ],
);
