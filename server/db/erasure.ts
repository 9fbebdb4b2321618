import type { SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Replaces a caller's number with a placeholder; each feature does so in its own tables. */
export interface Erasure {
  /** Whether the column may contain the number: may report too many rows, but never misses one. */
  isIn(column: PgColumn): SQL;
  /** The value with the number replaced, at any depth. */
  replace<T>(value: T): T;
}
