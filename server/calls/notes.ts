import DataLoader from 'dataloader';
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { badInput } from '../errors.js';
import { legs } from './calls.table.js';
import { notes } from './consults.table.js';

const MOST = 5000;

export interface Note {
  /** The agent who wrote it. */
  userName: string | null;
  text: string;
  writtenAt: Date;
}

/** What agents write down during their calls. Rights are the caller's to check. */
export function createNotes({ db, clock }: { db: Db; clock: Clock }) {
  const ofCalls = new DataLoader<string, Note[]>(
    async (callIds) => {
      const rows = await db
        .select({ callId: legs.callId, userName: legs.userName, text: notes.text, writtenAt: notes.writtenAt })
        .from(notes)
        .innerJoin(legs, and(eq(legs.applicationId, notes.applicationId), eq(legs.uuid, notes.legUuid)))
        .where(and(inArray(legs.callId, [...callIds]), ne(notes.text, '')))
        .orderBy(asc(notes.writtenAt));
      return callIds.map((callId) => rows.filter((row) => row.callId === callId).map(({ callId: _, ...note }) => note));
    },
    { cache: false },
  );

  return {
    /** In place of what stood there. @throws BAD_INPUT (tooLong) */
    async write(applicationId: string, legUuid: string, text: string): Promise<void> {
      if (text.length > MOST) throw badInput('text', 'tooLong', `At most ${MOST} characters.`, { max: MOST });
      const row = { applicationId, legUuid, text, writtenAt: clock.now() };
      await db
        .insert(notes)
        .values(row)
        .onConflictDoUpdate({ target: [notes.applicationId, notes.legUuid], set: row });
    },

    async of(applicationId: string, legUuid: string): Promise<string> {
      const [row] = await db
        .select({ text: notes.text })
        .from(notes)
        .where(and(eq(notes.applicationId, applicationId), eq(notes.legUuid, legUuid)));
      return row?.text ?? '';
    },

    /** Of a call that the reader may see, the oldest first. */
    ofCall: (callId: string): Promise<Note[]> => ofCalls.load(callId),
  };
}
