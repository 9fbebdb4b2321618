import { timestamp, uuid } from 'drizzle-orm/pg-core';

/** An instant with its zone, to the millisecond, read and written as Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** A UUID version 7 that the application makes (see ids.ts). */
export const id = () => uuid('id').primaryKey();
