import { and, eq, gt, lt } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { randomSecret } from '../ids.js';
import type { Realtime, Topics } from '../realtime/topics.js';
import { sha256 } from '../secrets.js';
import { members, sessions } from './accounts.table.js';
import type { Actor } from './actor.js';

/** Milliseconds: how long a session lasts, and how long one is believed without asking the database again. */
const LIFETIME = 30 * 24 * 3600 * 1000;
const BELIEVED = 30_000;
const CACHED = 10_000;
/** Milliseconds: how exactly it is kept when a session was last seen. */
const SEEN_EVERY = 60_000;
const USER_AGENT_KEPT = 300;

/** Where a session begins, or is used. */
export interface Visit {
  slot: string;
  address: string;
  /** What the browser calls itself. */
  userAgent: string | null;
}

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
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Ends the listening. */
  signal: AbortSignal;
}

/**
 * Who is signed in: a random id in the browser's cookie, its hash in the database, and a cache that the topic
 * `session` empties on every server, so that a sign-out counts at once everywhere.
 */
export function createSessions({ db, realtime, clock, log, signal }: SessionDeps) {
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
    if (!row) {
      cache.delete(idHash);
      return null;
    }
    const { expiresAt, slot, lastSeenAt, ...rest } = row;
    const actor: Actor = { ...rest, via: 'session', scopes: null, apiKey: null, address: null };
    prune(now.getTime());
    const believedUntil = Math.min(now.getTime() + BELIEVED, expiresAt.getTime());
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

  /** Forgets what is cached of a member, and lets the sockets look again. */
  async function recheck(memberId: string): Promise<void> {
    news += 1;
    for (const [hash, { actor }] of cache) if (actor.memberId === memberId) cache.delete(hash);
    for (const [hash, watching] of watchers) {
      if ([...watching].some((watcher) => watcher.actor.memberId === memberId)) await tell(hash);
    }
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

  return {
    /** Begins a session and returns the random id for the cookie. */
    async open(memberId: string, { slot, address, userAgent }: Visit): Promise<string> {
      const token = randomSecret();
      const createdAt = clock.now();
      await db.insert(sessions).values({
        idHash: sha256(token),
        memberId,
        slot,
        address,
        userAgent: userAgent?.slice(0, USER_AGENT_KEPT) ?? null,
        createdAt,
        lastSeenAt: createdAt,
        expiresAt: new Date(createdAt.getTime() + LIFETIME),
      });
      await db.delete(sessions).where(and(eq(sessions.memberId, memberId), lt(sessions.expiresAt, createdAt)));
      return token;
    },

    /** The person behind a cookie; null also when it is the cookie of another slot. */
    async actor(token: string, { slot, address }: Pick<Visit, 'slot' | 'address'>): Promise<Actor | null> {
      const idHash = sha256(token);
      const cached = cache.get(idHash);
      const known = cached && cached.believedUntil > clock.now().getTime() ? cached : await read(idHash);
      if (known?.slot !== slot) return null;
      seen(idHash, known, address);
      return { ...known.actor, address };
    },

    /** Ends one session, here and on every server. */
    async end(token: string): Promise<void> {
      const idHash = sha256(token);
      const [gone] = await db.delete(sessions).where(eq(sessions.idHash, idHash)).returning();
      if (gone) await realtime.publish('session', { memberId: gone.memberId });
    },

    /**
     * Calls back when the session of this cookie has ended (null), or its person has other rights than the actor had,
     * unless the signal aborts before.
     */
    async onChange(token: string, actor: Actor, until: AbortSignal, changed: Watcher['changed']): Promise<void> {
      const hash = sha256(token);
      const watcher = { actor, changed };
      const watching = watchers.get(hash) ?? new Set();
      watchers.set(hash, watching.add(watcher));
      until.addEventListener('abort', () => {
        watching.delete(watcher);
        if (watching.size === 0 && watchers.get(hash) === watching) watchers.delete(hash);
      });
      // Something may have happened since the actor was found.
      await tell(hash);
    },

    /** Resolves when the listening has ended. */
    closed: listening,
  };
}
