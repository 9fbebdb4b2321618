import { eq } from 'drizzle-orm';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import type { Realtime } from '../realtime/topics.js';
import { type AccountRow, accounts, type MemberRow, members } from './accounts.table.js';
import type { Actor } from './actor.js';
import { createSessions } from './sessions.js';

interface AccountsDeps {
  db: Db;
  realtime: Realtime;
  clock: Clock;
  signal: AbortSignal;
}

/** The connected Vonage accounts, the people who sign in here, and their sessions. */
export function createAccounts({ db, realtime, clock, signal }: AccountsDeps) {
  const sessions = createSessions({ db, realtime, clock, signal });

  return {
    /** Who asks: by the cookie of their slot. Null when nobody valid does. */
    async actorOf({ token }: { authorization?: string; token?: string }): Promise<Actor | null> {
      return token ? sessions.actor(token) : null;
    },

    onSessionEnd: sessions.onEnd,

    /** The signed-in person. */
    async member(actor: Actor): Promise<MemberRow> {
      const [row] = await db.select().from(members).where(eq(members.id, actor.memberId));
      return row!;
    },

    /** The actor's account. */
    async account(actor: Actor): Promise<AccountRow> {
      const [row] = await db.select().from(accounts).where(eq(accounts.id, actor.accountId));
      return row!;
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
