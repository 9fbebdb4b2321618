import { ilike, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Rows with a text in one of the columns, in upper or lower case; what is typed in full-width letters finds plain ones. */
export function hasPart(text: string, ...columns: PgColumn[]): SQL | undefined {
  const spellings = new Set([text.normalize('NFC'), text.normalize('NFKC')]);
  const patterns = [...spellings].map((one) => `%${one.replace(/[\\%_]/g, String.raw`\$&`)}%`);
  return or(...columns.flatMap((column) => patterns.map((pattern) => ilike(column, pattern))));
}
