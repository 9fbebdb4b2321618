import { and, eq, or } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import type { Erasure } from '../../db/erasure.js';
import { consults } from '../consult/consults.table.js';
import { operations } from './operations.table.js';

/** Replaces a number in whom agents called for a contact. */
export async function eraseOperations(db: Db, applicationId: string, { isIn, replace }: Erasure): Promise<void> {
  const ofConsults = and(eq(consults.applicationId, applicationId), isIn(consults.who));
  for (const { id, who } of await db.select().from(consults).where(ofConsults)) {
    await db.update(consults).set(replace({ who })).where(eq(consults.id, id));
  }
  const found = or(isIn(operations.endpoint), isIn(operations.problem));
  const ofOperations = and(eq(operations.applicationId, applicationId), found);
  for (const { id, endpoint, problem } of await db.select().from(operations).where(ofOperations)) {
    await db.update(operations).set(replace({ endpoint, problem })).where(eq(operations.id, id));
  }
}
