import { doublePrecision, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/**
 * What the servers together have asked of a Vonage account in the last second, one row for each of its two limits. Only
 * the function `take_vonage_budget` reads and writes it; it is unlogged, since after a crash it is worth nothing.
 */
export const vonageBudgets = pgTable(
  'vonage_budgets',
  {
    /** `cloud` or `simulator`, and the API key. */
    account: text('account').notNull(),
    kind: text('kind', { enum: ['calls', 'requests'] }).notNull(),
    /** Until when each group of requests counts: milliseconds since 1970 by the database's clock. */
    ends: doublePrecision('ends').array().notNull().default([]),
    /** How many requests each group has. */
    counts: integer('counts').array().notNull().default([]),
    /**
     * Server id → when it last asked (in the same milliseconds), how many still wait there of each priority, the most
     * urgent first, and how many it has had lately.
     */
    servers: jsonb('servers').$type<Record<string, number[]>>().notNull().default({}),
  },
  (table) => [primaryKey({ columns: [table.account, table.kind] })],
);
