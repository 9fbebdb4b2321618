import { and, eq, isNotNull } from 'drizzle-orm';
import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '../../db/columns.js';
import type { DbOrTx } from '../../db/connect.js';
import { members } from '../accounts.table.js';

/** Secrets of people's authenticator apps. */
export const secondFactors = pgTable('second_factors', {
  id: id(),
  memberId: uuid('member_id')
    .notNull()
    .references(() => members.id, { onDelete: 'cascade' })
    .unique('second_factors_member'),
  /** Encrypted. */
  secret: text('secret').notNull(),
  /** The 30-second step, counted since 1970, whose code was used last: it and earlier ones are used up. */
  lastStep: integer('last_step').notNull(),
  createdAt: instant('created_at').notNull(),
  /** When the first code was correct; until then null, and no code is requested. */
  confirmedAt: instant('confirmed_at'),
});
export type SecondFactorRow = typeof secondFactors.$inferSelect;

/** The place that the sealed secret is bound to. */
export const factorSecret = (memberId: string) => `second_factors.secret ${memberId}`;

/** Codes for a person who has lost the authenticator app; each is valid once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** SHA-256; the code has 79 random bits, which no one can guess. */
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [primaryKey({ columns: [table.memberId, table.codeHash] })],
);

/** Whether a person needs a code in addition to the password. */
export async function hasSecondFactor(memberId: string, tx: DbOrTx): Promise<boolean> {
  const own = and(eq(secondFactors.memberId, memberId), isNotNull(secondFactors.confirmedAt));
  return (await tx.select({ id: secondFactors.id }).from(secondFactors).where(own)).length > 0;
}
