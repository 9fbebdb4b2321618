import { and, asc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { members } from '../../accounts/accounts.table.js';
import type { Actor } from '../../accounts/actor.js';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import { badInput } from '../../errors.js';
import { gather } from '../../gather.js';
import { legs } from '../calls.table.js';
import { type EarlierNote, notes } from './notes.table.js';

const MOST = 5000;
/** Milliseconds in which the same person is still writing the same text. */
const GOES_ON = 10 * 60_000;

export interface Note {
  /** The agent in whose part of the call it is. */
  userName: string | null;
  text: string;
  writtenAt: Date;
  /** Who wrote it; null = not known, from before it was kept. */
  writerName: string | null;
  earlier: EarlierNote[];
}

/** What agents write during their calls. Callers check the rights. */
export function createNotes({ db, clock }: { db: Db; clock: Clock }) {
  const ofCalls = gather<string, Note[]>(async (callIds) => {
    const rows = await db
      .select({
        callId: legs.callId,
        userName: legs.userName,
        text: notes.text,
        writtenAt: notes.writtenAt,
        writerName: notes.writerName,
        earlier: notes.earlier,
      })
      .from(notes)
      .innerJoin(legs, and(eq(legs.applicationId, notes.applicationId), eq(legs.uuid, notes.legUuid)))
      .where(
        and(
          inArray(legs.callId, [...callIds]),
          or(ne(notes.text, ''), ne(sql`jsonb_array_length(${notes.earlier})`, 0)),
        ),
      )
      .orderBy(asc(notes.writtenAt));
    return callIds.map((callId) => rows.filter((row) => row.callId === callId).map(({ callId: _, ...note }) => note));
  });

  const noted = gather<string, boolean>(async (callIds) => {
    const rows = await db
      .selectDistinct({ callId: legs.callId })
      .from(notes)
      .innerJoin(legs, and(eq(legs.applicationId, notes.applicationId), eq(legs.uuid, notes.legUuid)))
      .where(and(inArray(legs.callId, [...callIds]), ne(notes.text, '')));
    return callIds.map((id) => rows.some(({ callId }) => callId === id));
  });

  return {
    /** Whether there is one of a call that the reader may see. */
    isIn: (callId: string): Promise<boolean> => noted(callId),

    /**
     * Replaces the text. The old one stays readable as an earlier text, unless the same person wrote it just now.
     * @throws BAD_INPUT (tooLong)
     */
    async write(writer: Actor, applicationId: string, legUuid: string, text: string): Promise<void> {
      if (text.length > MOST) throw badInput('text', 'tooLong', `At most ${MOST} characters.`, { max: MOST });
      const { apiKey, memberId } = writer;
      const writerName = apiKey
        ? apiKey.name
        : sql<string>`(select ${members.displayName} from ${members} where ${members.id} = ${memberId})`;
      const writtenAt = clock.now();
      const row = { applicationId, legUuid, text, writtenAt, writerId: apiKey?.id ?? memberId, writerName };
      const goesOn = sql`${notes.writerId} = excluded.writer_id and ${notes.writtenAt} > ${new Date(writtenAt.getTime() - GOES_ON).toISOString()}`;
      const before = sql`jsonb_build_object('text', ${notes.text}, 'writtenAt', to_char(${notes.writtenAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'writerName', ${notes.writerName})`;
      const earlier = sql`case when ${goesOn} or ${notes.text} in ('', excluded.text) then ${notes.earlier} else ${notes.earlier} || ${before} end`;
      await db
        .insert(notes)
        .values(row)
        .onConflictDoUpdate({ target: [notes.applicationId, notes.legUuid], set: { ...row, earlier } });
    },

    async of(applicationId: string, legUuid: string): Promise<string> {
      const [row] = await db
        .select({ text: notes.text })
        .from(notes)
        .where(and(eq(notes.applicationId, applicationId), eq(notes.legUuid, legUuid)));
      return row?.text ?? '';
    },

    /** Of a call that the reader may see, the oldest first. */
    ofCall: (callId: string): Promise<Note[]> => ofCalls(callId),
  };
}
