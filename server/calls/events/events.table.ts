import { sql } from 'drizzle-orm';
import { customType, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../../db/columns.js';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/**
 * One row for each webhook that was ever accepted: a doubled one meets its key and changes nothing.
 * A table of its own, since a unique key of the partitioned `events` would have to contain the month.
 */
export const eventKeys = pgTable(
  'event_keys',
  {
    /** SHA-256 of application id + raw body (for a GET, the raw query). */
    dedupe: text('dedupe').primaryKey(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [index('event_keys_received_at').on(table.receivedAt)],
);

/**
 * Signatures of the last minutes, for all servers: each belongs to one webhook, so that nobody who has seen one sends it
 * once more with something else, or elsewhere. They are refused by their age soon after.
 */
export const usedSignatures = pgTable(
  'used_signatures',
  {
    accountId: uuid('account_id').notNull(),
    /** What Vonage calls each signature (Vonage: webhooks §4). */
    jti: text('jti').notNull(),
    /** SHA-256 of the endpoint and the bytes. */
    use: text('use').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.jti] }),
    index('used_signatures_received_at').on(table.receivedAt),
  ],
);

/** The inbox: everything that Vonage told us, accepted before it is understood. Partitioned by month of `received_at`. */
export const events = pgTable(
  'events',
  {
    /** UUID version 7. */
    id: uuid('id').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** No foreign key: an event is accepted even when its application has just gone. */
    applicationId: text('application_id').notNull(),
    /** Where it came in: answer, dtmf, event, recording, fallback; `reconcile` = we asked Vonage. */
    door: text('door').notNull(),
    /** The bytes as they came. */
    raw: bytea('raw').notNull(),
    /** What the structural classifier made of it: status, input, record, transfer, notify, error, answer, … */
    kind: text('kind').notNull(),
    body: jsonb('body').$type<Record<string, unknown>>().notNull(),
    /** The leg and the conversation that it speaks of, where it names them. */
    legUuid: text('leg_uuid'),
    conversationUuid: text('conversation_uuid'),
    callId: uuid('call_id'),
    /** Null until it is folded into calls and legs. */
    appliedAt: instant('applied_at'),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.receivedAt] }),
    index('events_to_apply').on(table.applicationId, table.id).where(sql`${table.appliedAt} is null`),
    index('events_application').on(table.applicationId, table.id),
    // The common kinds are found fast enough without.
    index('events_rare_kind')
      .on(table.applicationId, table.kind, table.id)
      .where(sql`${table.kind} <> 'status' and ${table.kind} <> 'answer'`),
    // What came before its leg was known, for the moment when it is.
    index('events_without_call')
      .on(table.applicationId, table.legUuid)
      .where(sql`${table.callId} is null and ${table.legUuid} is not null and ${table.appliedAt} is not null`),
    index('events_call').on(table.callId, table.id),
    index('events_conversation')
      .on(table.applicationId, table.conversationUuid)
      .where(sql`${table.legUuid} is null and ${table.conversationUuid} is not null`),
  ],
);
export type EventRow = typeof events.$inferSelect;
