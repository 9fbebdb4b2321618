import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../../db/columns.js';
import { accounts } from '../accounts.table.js';

/** Names of values in the log; the web app has their words as `audit.value.<name>`. */
export const AUDITED = [
  'name',
  'displayName',
  'region',
  'defaultOutgoingNumber',
  'createsUsers',
  'presetFromOutside',
  'presetFromAgent',
  'atVonage',
  'oldKeyUntil',
  'country',
  'monthlyPrice',
  'application',
  'preset',
  'version',
  'live',
  'seconds',
  'signatureSecret',
  'timeZone',
  'role',
  'userName',
  'scopes',
  'expiresAt',
  'sessions',
  'rule',
  'way',
  'countries',
  'callsPerUserPerHour',
  'callsPerDay',
  'webApp',
  'tools',
  'eventDays',
  'callDays',
  'calls',
  'events',
  'left',
  'times',
  'until',
  'operation',
  'status',
  'applicationId',
  'platform',
  'projectId',
] as const;

/** Public values of a change, never a secret. */
export type AuditValues = Partial<Record<(typeof AUDITED)[number], string | number | boolean | null | string[]>>;

/** Who changed what. Names are stored as text, so that an entry outlives the person, the key and the object. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    /** In order of writing. */
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    /** A signed-in person, the Vonage key and secret, an API key, or an unauthenticated actor. */
    actorKind: text('actor_kind', { enum: ['member', 'vonageKey', 'apiKey', 'stranger'] }).notNull(),
    /** Id of the member or API key. */
    actorId: text('actor_id'),
    actorName: text('actor_name'),
    /** Network address of the client. */
    address: text('address'),
    /** `noun.pastVerb`, such as `number.rented`. */
    action: text('action').notNull(),
    targetKind: text('target_kind').notNull(),
    targetId: text('target_id').notNull(),
    targetName: text('target_name').notNull(),
    before: jsonb('before').$type<AuditValues>(),
    after: jsonb('after').$type<AuditValues>(),
  },
  (table) => [
    index('audit_entries_account').on(table.accountId, table.id),
    index('audit_entries_actor').on(table.accountId, table.actorId, table.id),
    index('audit_entries_at').on(table.accountId, table.at),
  ],
);
export type AuditRow = typeof auditEntries.$inferSelect;
