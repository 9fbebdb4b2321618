import { and, desc, eq, gt, ne } from 'drizzle-orm';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import { notFound } from '../../errors.js';
import { isUuid } from '../../ids.js';
import type { Realtime } from '../../realtime/topics.js';
import { sha256 } from '../../secrets.js';
import { type MemberRow, members, type SessionRow, sessions } from '../accounts.table.js';
import { type Actor, requireRole } from '../actor.js';
import type { Audit } from '../audit/audit.js';
import { memberTarget } from '../people/view-member.js';

/** A session as listed. */
export interface SessionView extends Omit<SessionRow, 'idHash' | 'confirmedAt'> {
  member: MemberRow;
  /** Whether this is the session of the request. */
  current: boolean;
}

interface SessionListDeps {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
  /** Milliseconds without activity after which a session ends. */
  idle: number;
}

const SHOWN = 500;

function viewSession({ idHash, ...session }: SessionRow, member: MemberRow, token: string | null): SessionView {
  return { ...session, member, current: token !== null && idHash === sha256(token) };
}

/** Lists sessions, and ends them from elsewhere. */
export function createSessionList({ db, audit, realtime, clock, idle }: SessionListDeps) {
  /** Tells every server, so that the cookie is no longer valid and its sockets close. */
  async function ended(gone: { memberId: string }[]): Promise<void> {
    for (const memberId of new Set(gone.map((session) => session.memberId))) {
      await realtime.publish('session', { memberId });
    }
  }

  return {
    /**
     * Active sessions, most recently used first.
     * @param everybody of all people of the account, for admins; otherwise only the actor's own
     * @param token cookie of the request
     */
    async list(actor: Actor, everybody: boolean, token: string | null): Promise<SessionView[]> {
      if (everybody) requireRole(actor, 'admin');
      const whose = everybody ? eq(members.accountId, actor.accountId) : eq(members.id, actor.memberId);
      const now = clock.now();
      const isOn = and(gt(sessions.expiresAt, now), gt(sessions.lastSeenAt, new Date(now.getTime() - idle)));
      const rows = await db
        .select({ session: sessions, member: members })
        .from(sessions)
        .innerJoin(members, eq(members.id, sessions.memberId))
        .where(and(whose, isOn))
        .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt))
        .limit(SHOWN);
      return rows.map(({ session, member }) => viewSession(session, member, token));
    },

    /**
     * Ends one session: the actor's own, or for an admin anybody's of the account.
     * @param token the cookie that asks
     * @throws NOT_FOUND
     */
    async end(actor: Actor, id: string, token: string | null): Promise<SessionView> {
      if (!isUuid(id)) throw notFound('session', id);
      const own = actor.role === 'admin' ? undefined : eq(members.id, actor.memberId);
      const whose = and(eq(members.accountId, actor.accountId), own);
      const [found] = await db
        .select({ member: members })
        .from(members)
        .innerJoin(sessions, eq(sessions.memberId, members.id))
        .where(and(whose, eq(sessions.id, id)));
      if (!found) throw notFound('session', id);
      const gone = await db.transaction(async (tx) => {
        const [session] = await tx.delete(sessions).where(eq(sessions.id, id)).returning();
        if (!session) throw notFound('session', id);
        const target = memberTarget(found.member);
        await audit.record(actor, { action: 'session.ended', target, after: { sessions: 1 } }, tx);
        return session;
      });
      await ended([gone]);
      return viewSession(gone, found.member, token);
    },

    /**
     * Ends all sessions of a person but the one that asks: the actor's own, or for an admin anybody's of the account.
     * @param token the cookie that asks
     * @returns those that ended
     * @throws NOT_FOUND
     */
    async endOthers(actor: Actor, memberId: string, token: string | null): Promise<SessionView[]> {
      if (memberId !== actor.memberId) requireRole(actor, 'admin');
      const own = and(eq(members.id, memberId), eq(members.accountId, actor.accountId));
      const [member] = isUuid(memberId) ? await db.select().from(members).where(own) : [];
      if (!member) throw notFound('member', memberId);
      const gone = await db.transaction(async (tx) => {
        const deleted = await deleteAll(memberId, token, tx);
        const after = { sessions: deleted.length };
        const ended = { action: 'session.ended', target: memberTarget(member), after };
        if (deleted.length > 0) await audit.record(actor, ended, tx);
        return deleted;
      });
      await ended(gone);
      return gone.map((session) => viewSession(session, member, token));
    },

    deleteAll,

    /** Tells every server about deleted sessions. */
    ended,
  };

  /** Deletes all sessions of a person except that of a cookie; the caller publishes it after the commit. */
  function deleteAll(memberId: string, except: string | null, tx: DbOrTx) {
    const others = except === null ? undefined : ne(sessions.idHash, sha256(except));
    return tx
      .delete(sessions)
      .where(and(eq(sessions.memberId, memberId), others))
      .returning();
  }
}
