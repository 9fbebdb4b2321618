import { and, desc, eq, gt, inArray, lt, ne } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import { randomSecret } from '../../ids.js';
import type { Realtime, Topics } from '../../realtime/topics.js';
import { sha256 } from '../../secrets.js';
import { type MemberRow, members, sessions } from '../accounts.table.js';
import type { Actor } from '../actor.js';
import type { Audit } from '../audit/audit.js';
import { lockMember } from '../people/lock-member.js';
import { memberTarget } from '../people/view-member.js';
import { hasSecondFactor } from './second-factor.table.js';

/** Milliseconds: how long a session lasts, and how long one is believed without asking the database again. */
const LIFETIME = 30 * 24 * 3600 * 1000;
const BELIEVED = 30_000;
const CACHED = 10_000;
/** Milliseconds: how exactly it is kept when a session was last seen. */
const SEEN_EVERY = 60_000;
const USER_AGENT_KEPT = 300;
/** Sessions of one person; with one more, the one that was not used for the longest time ends. */
const KEPT = 20;

/** Where a session begins, or is used. */
export interface Visit {
  slot: string;
  address: string;
  /** What the browser calls itself. */
  userAgent: string | null;
  /** The cookie that the slot had before; its session ends with the next one's beginning. */
  replaces: string | null;
}

/** What a person has proved who begins a session. */
export interface Proved extends Pick<MemberRow, 'id' | 'passwordHash'> {
  /** Whether a code of the second factor was right, too. */
  byCode: boolean;
}

/** What a session is used from. */
type Asking = Pick<Visit, 'slot' | 'address'>;

interface Known {
  actor: Actor;
  slot: string;
  lastSeen: number;
  believedUntil: number;
}

/** A socket, and as whom it was opened. */
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
  /** Milliseconds after which an unused session ends; one that an open page has a socket by is in use. */
  idle: number;
  /** Ends the listening. */
  signal: AbortSignal;
}

/**
 * Who is signed in: a random id in the browser's cookie, its hash in the database, and a cache that the topic
 * `session` empties on every server, so that a sign-out counts at once everywhere.
 */
export function createSessions({ db, audit, realtime, clock, log, idle, signal }: SessionDeps) {
  const cache = new Map<string, Known>();
  const watchers = new Map<string, Set<Watcher>>();
  /** Counts what was heard: an answer of the database that was on its way meanwhile is believed by nobody. */
  let news = 0;

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
    const before = news;
    const [row] = await byHash.where(and(eq(sessions.idHash, idHash), gt(sessions.expiresAt, now)));
    const idleEnd = watchers.has(idHash) ? Number.POSITIVE_INFINITY : (row?.lastSeenAt.getTime() ?? 0) + idle;
    if (!row || idleEnd <= now.getTime()) {
      cache.delete(idHash);
      return null;
    }
    const { expiresAt, slot, lastSeenAt, ...rest } = row;
    const actor: Actor = { ...rest, via: 'session', scopes: null, apiKey: null, address: null };
    prune(now.getTime());
    const believedUntil = Math.min(now.getTime() + BELIEVED, expiresAt.getTime(), idleEnd);
    const known = { actor, slot, lastSeen: lastSeenAt.getTime(), believedUntil };
    if (before === news) cache.set(idHash, known);
    return known;
  }

  /** Nobody waits for it, and one write a minute is enough. */
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

  /** Whoever looks at an open page uses it, though nothing is asked for. */
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
    until.addEventListener('abort', () => {
      watching.delete(watcher);
      if (watching.size === 0 && watchers.get(hash) === watching) watchers.delete(hash);
    });
  }

  /** Forgets what is cached of a member, and lets the sockets look again. */
  async function recheck(memberId: string): Promise<void> {
    news += 1;
    for (const [hash, { actor }] of cache) if (actor.memberId === memberId) cache.delete(hash);
    const concerned = [...watchers].filter(([, watching]) =>
      [...watching].some((watcher) => watcher.actor.memberId === memberId),
    );
    await Promise.all(concerned.map(([hash]) => tell(hash)));
  }

  /** Some messages may have been lost: nothing is believed, and every socket looks again. */
  async function recheckAll(): Promise<void> {
    news += 1;
    cache.clear();
    for (const hash of [...watchers.keys()]) await tell(hash);
  }

  async function tell(hash: string): Promise<void> {
    const actor = (await read(hash))?.actor ?? null;
    for (const watcher of watchers.get(hash) ?? []) {
      if (!actor || rightsOf(actor) !== rightsOf(watcher.actor)) watcher.changed(actor);
    }
  }

  async function listen<T extends 'session' | 'missed'>(topic: T, heard: (ids: Topics[T]) => Promise<void>) {
    const failed = (error: unknown) => log.warn({ err: error }, 'Ended sessions could not be looked up');
    for await (const ids of realtime.subscribe(topic, signal)) await heard(ids).catch(failed);
  }
  const listening = Promise.all([listen('session', ({ memberId }) => recheck(memberId)), listen('missed', recheckAll)]);

  /** Sessions that nobody uses any more make room. */
  function prune(now: number): void {
    if (cache.size < CACHED) return;
    for (const [hash, { believedUntil }] of cache) if (believedUntil < now && !watchers.has(hash)) cache.delete(hash);
  }

  /** Ends one session, here and on every server. @param address from where */
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
     * Begins a session of a person who has proved who they are, and ends the one that had its slot.
     * @param proved the person as their proof was compared with
     * @returns the person as they are now, with the random id for the cookie; null when they were removed, their password
     * was changed, or they got a second factor, since it was compared
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

    /** The person behind a cookie; null also when it is the cookie of another slot. */
    async actor(token: string, { slot, address }: Asking): Promise<Actor | null> {
      const idHash = sha256(token);
      const cached = cache.get(idHash);
      const known = cached && cached.believedUntil > clock.now().getTime() ? cached : await read(idHash);
      if (known?.slot !== slot) return null;
      seen(idHash, known, address);
      return { ...known.actor, address };
    },

    end,

    /**
     * Calls back when the session of this cookie has ended (null), or its person has other rights than the actor had,
     * unless the signal aborts before.
     */
    async onChange(token: string, actor: Actor, until: AbortSignal, changed: Watcher['changed']): Promise<void> {
      watch(sha256(token), { actor, changed }, until);
      // Something may have happened since the actor was found.
      await tell(sha256(token));
    },

    /** The same from now on, without a look at the database: for a request, whose actor was found a moment ago. */
    onNextChange(token: string, actor: Actor, until: AbortSignal, changed: Watcher['changed']): void {
      watch(sha256(token), { actor, changed }, until);
    },

    /** Resolves when the listening has ended. */
    closed: listening,
  };
}
