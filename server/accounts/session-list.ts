import { and, desc, eq, gt, ne } from 'drizzle-orm';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { notFound } from '../errors.js';
import { isUuid } from '../ids.js';
import type { Realtime } from '../realtime/topics.js';
import { sha256 } from '../secrets.js';
import { type MemberRow, members, type SessionRow, sessions } from './accounts.table.js';
import { type Actor, requireRole } from './actor.js';
import type { Audit } from './audit.js';
import { memberTarget } from './view-member.js';

/** A session as its list shows it. */
export interface SessionView extends Omit<SessionRow, 'idHash'> {
  member: MemberRow;
  /** Whether it is the one that asks. */
  current: boolean;
}

interface SessionListDeps {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
}

const SHOWN = 500;

/** Where people are signed in, and how that is ended from elsewhere. */
export function createSessionList({ db, audit, realtime, clock }: SessionListDeps) {
  /** Tells every server, so that the cookie counts no more and the sockets close. */
  async function ended(gone: { memberId: string }[]): Promise<number> {
    for (const memberId of new Set(gone.map((session) => session.memberId))) {
      await realtime.publish('session', { memberId });
    }
    return gone.length;
  }

  return {
    /**
     * Sessions that have not ended, the last used first.
     * @param everybody of all people of the account, for admins; else only the actor's own
     * @param token the cookie that asks
     */
    async list(actor: Actor, everybody: boolean, token: string | null): Promise<SessionView[]> {
      if (everybody) requireRole(actor, 'admin');
      const whose = everybody ? eq(members.accountId, actor.accountId) : eq(members.id, actor.memberId);
      const rows = await db
        .select({ session: sessions, member: members })
        .from(sessions)
        .innerJoin(members, eq(members.id, sessions.memberId))
        .where(and(whose, gt(sessions.expiresAt, clock.now())))
        .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt))
        .limit(SHOWN);
      const asking = token === null ? null : sha256(token);
      return rows.map(({ session: { idHash, ...session }, member }) => {
        return { ...session, member, current: idHash === asking };
      });
    },

    /**
     * Ends one session: the actor's own, or for an admin anybody's of the account.
     * @throws NOT_FOUND
     */
    async end(actor: Actor, id: string): Promise<void> {
      if (!isUuid(id)) throw notFound('session', id);
      const own = actor.role === 'admin' ? undefined : eq(members.id, actor.memberId);
      const whose = and(eq(members.accountId, actor.accountId), own);
      const [found] = await db
        .select({ member: members })
        .from(members)
        .innerJoin(sessions, eq(sessions.memberId, members.id))
        .where(and(whose, eq(sessions.id, id)));
      if (!found) throw notFound('session', id);
      await ended(await db.delete(sessions).where(eq(sessions.id, id)).returning());
      await audit.record(actor, {
        action: 'session.ended',
        target: memberTarget(found.member),
        after: { sessions: 1 },
      });
    },

    /**
     * Ends all sessions of a person but the one that asks: the actor's own, or for an admin anybody's of the account.
     * @param token the cookie that asks
     * @returns how many there were
     * @throws NOT_FOUND
     */
    async endOthers(actor: Actor, memberId: string, token: string | null): Promise<number> {
      if (memberId !== actor.memberId) requireRole(actor, 'admin');
      const own = and(eq(members.id, memberId), eq(members.accountId, actor.accountId));
      const [member] = isUuid(memberId) ? await db.select().from(members).where(own) : [];
      if (!member) throw notFound('member', memberId);
      const count = await endAll(memberId, token);
      if (count > 0) {
        await audit.record(actor, {
          action: 'session.ended',
          target: memberTarget(member),
          after: { sessions: count },
        });
      }
      return count;
    },

    endAll,
  };

  /** Ends all sessions of a person but that of a cookie. The caller has checked that this may be. @returns how many */
  async function endAll(memberId: string, except: string | null): Promise<number> {
    const others = except === null ? undefined : ne(sessions.idHash, sha256(except));
    const these = and(eq(sessions.memberId, memberId), others);
    return ended(await db.delete(sessions).where(these).returning());
  }
}
