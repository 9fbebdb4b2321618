import { and, desc, eq, inArray, lt, ne } from 'drizzle-orm';
import { randomSecret } from '../../ids.js';
import { sha256 } from '../../secrets.js';
import { type MemberRow, members, sessions } from '../accounts.table.js';
import type { Audit } from '../audit/audit.js';
import { lockMember } from '../people/lock-member.js';
import { memberTarget } from '../people/view-member.js';
import { createKnownSessions, type KnownSessionsDeps } from './known-sessions.js';
import { hasSecondFactor } from './second-factor.table.js';

/** Milliseconds. */
const LIFETIME = 30 * 24 * 3600 * 1000;
const USER_AGENT_KEPT = 300;
/** Sessions per person; beyond that, the least recently used one ends. */
const KEPT = 20;

/** Where a session begins or is used. */
export interface Visit {
  slot: string;
  address: string;
  /** User agent of the browser. */
  userAgent: string | null;
  /** The slot's previous cookie; its session ends when the new one begins. */
  replaces: string | null;
}

/** What a person has proved to begin a session. */
export interface Proved extends Pick<MemberRow, 'id' | 'passwordHash'> {
  /** Whether a code of the second factor was correct too. */
  byCode: boolean;
}

interface SessionDeps extends KnownSessionsDeps {
  audit: Audit;
}

/** Sessions: a random id in the browser's cookie, its hash in the database. */
export function createSessions(deps: SessionDeps) {
  const { db, audit, realtime, clock } = deps;

  /** Ends one session on all servers. @param address of the client */
  async function end(token: string, address: string): Promise<void> {
    const [gone] = await db
      .delete(sessions)
      .where(eq(sessions.idHash, sha256(token)))
      .returning();
    const [member] = gone ? await db.select().from(members).where(eq(members.id, gone.memberId)) : [];
    if (!member) return;
    const actor = { accountId: member.accountId, memberId: member.id, via: 'session' as const, address };
    await audit.record(actor, { action: 'session.left', target: memberTarget(member) });
    await realtime.publish('session', { memberId: member.id });
  }

  return {
    ...createKnownSessions(deps),

    /**
     * Opens a session for an authenticated person, and ends the previous one of the slot.
     * @param proved the row against which the proof was checked
     * @returns the current row, with the random id for the cookie; null if since then they were removed, their password
     * was changed, or they turned on a second factor
     */
    async open({ id, passwordHash, byCode }: Proved, visit: Visit) {
      if (visit.replaces) await end(visit.replaces, visit.address);
      const token = randomSecret();
      const idHash = sha256(token);
      const { slot, address, userAgent } = visit;
      const begun = await db.transaction(async (tx) => {
        const member = await lockMember(id, tx);
        if (member?.passwordHash !== passwordHash) return null;
        if (!byCode && (await hasSecondFactor(id, tx))) return null;
        const createdAt = clock.now();
        const ofMember = eq(sessions.memberId, id);
        await tx.insert(sessions).values({
          idHash,
          memberId: id,
          slot,
          address,
          userAgent: userAgent?.slice(0, USER_AGENT_KEPT) ?? null,
          createdAt,
          lastSeenAt: createdAt,
          expiresAt: new Date(createdAt.getTime() + LIFETIME),
          confirmedAt: byCode ? createdAt : null,
        });
        await tx.update(members).set({ signedInAt: createdAt }).where(eq(members.id, id));
        await tx.delete(sessions).where(and(ofMember, lt(sessions.expiresAt, createdAt)));
        const tooMany = tx
          .select({ idHash: sessions.idHash })
          .from(sessions)
          .where(and(ofMember, ne(sessions.idHash, idHash)))
          .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt))
          .offset(KEPT - 1);
        const gone = await tx.delete(sessions).where(inArray(sessions.idHash, tooMany)).returning({ id: sessions.id });
        const actor = { accountId: member.accountId, memberId: id, via: 'session' as const, address };
        await audit.record(actor, { action: 'session.begun', target: memberTarget(member) }, tx);
        if (gone.length > 0) {
          const after = { sessions: gone.length };
          await audit.record(actor, { action: 'session.ended', target: memberTarget(member), after }, tx);
        }
        return { member, gone };
      });
      if (!begun) return null;
      if (begun.gone.length > 0) await realtime.publish('session', { memberId: id });
      return { member: begun.member, token };
    },

    end,
  };
}
