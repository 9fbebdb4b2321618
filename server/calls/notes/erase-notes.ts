import { and, eq, or } from 'drizzle-orm';
import type { Db } from '../../db/connect.js';
import type { Erasure } from '../../db/erasure.js';
import { notes } from './notes.table.js';

/** Replaces a number in what agents wrote down, also in earlier versions. */
export async function eraseNotes(db: Db, applicationId: string, { isIn, replace }: Erasure): Promise<void> {
  const own = eq(notes.applicationId, applicationId);
  const found = and(own, or(isIn(notes.text), isIn(notes.earlier)));
  for (const { legUuid, text, earlier } of await db.select().from(notes).where(found)) {
    const same = and(own, eq(notes.legUuid, legUuid));
    await db.update(notes).set(replace({ text, earlier })).where(same);
  }
}
