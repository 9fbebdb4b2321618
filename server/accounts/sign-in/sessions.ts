import { and, desc, eq, gt, inArray, lt, ne } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import { randomSecret } from '../../ids.js';
import { onAbort } from '../../on-abort.js';
import { follow } from '../../realtime/follow.js';
import { MISSED, type Missed, type Realtime, type Topics } from '../../realtime/topics.js';
import { sha256 } from '../../secrets.js';
import { type MemberRow, members, sessions } from '../accounts.table.js';
import type { Actor } from '../actor.js';
import type { Audit } from '../audit/audit.js';
import { lockMember } from '../people/lock-member.js';
import { memberTarget } from '../people/view-member.js';
import { hasSecondFactor } from './second-factor.table.js';

/** Milliseconds: lifetime of a session, and how long a cached one is valid. */
const LIFETIME = 30 * 24 * 3600 * 1000;
const CACHED_MS = 30_000;
const CACHED = 10_000;
/** Milliseconds: precision of the time of the last use. */
const SEEN_EVERY = 60_000;
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

/** Where a session is used from. */
type Asking = Pick<Visit, 'slot' | 'address'>;

interface Known {
  actor: Actor;
  slot: string;
  lastSeen: number;
  validUntil: number;
}

/** A socket, and the actor that opened it. */
interface Watcher {
  actor: Actor;
  changed(actor: Actor | null): void;
}

const rightsOf = ({ accountId, role, applicationId, userName }: Actor) =>
  JSON.stringify([accountId, role, applicationId, userName]);

interface SessionDeps {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Milliseconds without activity after which a session ends; an open page's socket counts as activity. */
  idle: number;
  /** Ends the subscription. */
  signal: AbortSignal;
}

/**
 * Sessions: a random id in the browser's cookie, its hash in the database, and a cache that the topic `session` clears
 * on every server, so that a sign-out takes effect everywhere immediately.
 */
export function createSessions({ db, audit, realtime, clock, log, idle, signal }: SessionDeps) {
  const cache = new Map<string, Known>();
  const watchers = new Map<string, Set<Watcher>>();
  /** Counts messages: a database read that was in progress when one arrived may be outdated. */
  let messages = 0;

  const byHash = db
    .select({
      memberId: members.id,
      accountId: members.accountId,
      role: members.role,
      applicationId: members.applicationId,
      userName: members.userName,
      expiresAt: sessions.expiresAt,
      slot: sessions.slot,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.memberId));

  async function read(idHash: string): Promise<Known | null> {
    const now = clock.now();
    const before = messages;
    const [row] = await byHash.where(and(eq(sessions.idHash, idHash), gt(sessions.expiresAt, now)));
    const idleEnd = watchers.has(idHash) ? Number.POSITIVE_INFINITY : (row?.lastSeenAt.getTime() ?? 0) + idle;
    if (!row || idleEnd <= now.getTime()) {
      cache.delete(idHash);
      return null;
    }
    const { expiresAt, slot, lastSeenAt, ...rest } = row;
    const actor: Actor = { ...rest, via: 'session', scopes: null, apiKey: null, address: null };
    prune(now.getTime());
    const validUntil = Math.min(now.getTime() + CACHED_MS, expiresAt.getTime(), idleEnd);
    const known = { actor, slot, lastSeen: lastSeenAt.getTime(), validUntil };
    if (before === messages) cache.set(idHash, known);
    return known;
  }

  /** Not awaited; one write per minute is enough. */
  function seen(idHash: string, known: Known, address: string): void {
    const now = clock.now();
    if (now.getTime() - known.lastSeen < SEEN_EVERY) return;
    known.lastSeen = now.getTime();
    const due = and(eq(sessions.idHash, idHash), lt(sessions.lastSeenAt, new Date(now.getTime() - SEEN_EVERY)));
    db.update(sessions)
      .set({ lastSeenAt: now, address })
      .where(due)
      .catch((error) => log.warn({ err: error }, 'It could not be noted that a session was used'));
  }

  /** An open page counts as activity even if it sends no requests. */
  async function seenOnPages(): Promise<void> {
    if (watchers.size === 0) return;
    const now = clock.now();
    await db
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(and(inArray(sessions.idHash, [...watchers.keys()]), lt(sessions.lastSeenAt, now)));
  }
  const looking = setInterval(() => {
    seenOnPages().catch((error) => log.warn({ err: error }, 'It could not be noted which sessions have open pages'));
  }, SEEN_EVERY).unref();
  signal.addEventListener('abort', () => clearInterval(looking));

  function watch(hash: string, watcher: Watcher, until: AbortSignal): void {
    const watching = watchers.get(hash) ?? new Set();
    watchers.set(hash, watching.add(watcher));
    onAbort(until, () => {
      watching.delete(watcher);
      if (watching.size === 0 && watchers.get(hash) === watching) watchers.delete(hash);
    });
  }

  /** Clears what is cached of a member, and lets the sockets check again. */
  async function recheck(memberId: string): Promise<void> {
    messages += 1;
    for (const [hash, { actor }] of cache) if (actor.memberId === memberId) cache.delete(hash);
    const concerned = [...watchers].filter(([, watching]) =>
      [...watching].some((watcher) => watcher.actor.memberId === memberId),
    );
    await Promise.all(concerned.map(([hash]) => tell(hash)));
  }

  /** Messages may have been lost: clear the cache and let every socket check again. */
  async function recheckAll(): Promise<void> {
    messages += 1;
    cache.clear();
    for (const hash of [...watchers.keys()]) await tell(hash);
  }

  async function tell(hash: string): Promise<void> {
    const actor = (await read(hash))?.actor ?? null;
    for (const watcher of watchers.get(hash) ?? []) {
      if (!actor || rightsOf(actor) !== rightsOf(watcher.actor)) watcher.changed(actor);
    }
  }

  const react = (ids: Topics['session'] | Missed) => (ids === MISSED ? recheckAll() : recheck(ids.memberId));
  const problem = 'Ended sessions could not be looked up.';
  const listening = follow(realtime, { topic: 'session', react, signal, log, problem });

  /** Removes sessions from the cache that are no longer used. */
  function prune(now: number): void {
    if (cache.size < CACHED) return;
    for (const [hash, { validUntil }] of cache) if (validUntil < now && !watchers.has(hash)) cache.delete(hash);
  }

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

    /** The person behind a cookie; null also if the cookie belongs to another slot. */
    async actor(token: string, { slot, address }: Asking): Promise<Actor | null> {
      const idHash = sha256(token);
      const cached = cache.get(idHash);
      const known = cached && cached.validUntil > clock.now().getTime() ? cached : await read(idHash);
      if (known?.slot !== slot) return null;
      seen(idHash, known, address);
      return { ...known.actor, address };
    },

    end,

    /**
     * Calls back when the session of this cookie has ended (null), or its person's rights differ from the actor's,
     * unless the signal aborts first.
     */
    async onChange(token: string, actor: Actor, until: AbortSignal, changed: Watcher['changed']): Promise<void> {
      watch(sha256(token), { actor, changed }, until);
      // Something may have changed since the actor was read.
      await tell(sha256(token));
    },

    /** The same for future changes, without a database read: for a request whose actor was read just now. */
    onNextChange(token: string, actor: Actor, until: AbortSignal, changed: Watcher['changed']): void {
      watch(sha256(token), { actor, changed }, until);
    },

    /** Resolves when the subscription has ended. */
    closed: listening,
  };
}
