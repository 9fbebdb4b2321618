import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Replaces a caller's number by a placeholder; each feature does so in its own tables. */
export interface Erasure {
  /** Whether the column may contain the number: never misses it, and sometimes finds more. */
  isIn(column: PgColumn): SQL;
  /** The value with the placeholder in place of the number, at any depth. */
  replace<T>(value: T): T;
}
