import { and, eq, gt, inArray, lt } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Db } from '../../db/connect.js';
import { onAbort } from '../../on-abort.js';
import { follow } from '../../realtime/follow.js';
import { MISSED, type Missed, type Realtime, type Topics } from '../../realtime/topics.js';
import { sha256 } from '../../secrets.js';
import { members, sessions } from '../accounts.table.js';
import type { Actor } from '../actor.js';

/** Milliseconds that a cached session is valid. */
const CACHED_MS = 30_000;
const CACHED = 10_000;
/** Milliseconds: precision of the time of the last use. */
const SEEN_EVERY = 60_000;

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

/** Where a session is used from. */
interface Asking {
  slot: string;
  address: string;
}

export interface KnownSessionsDeps {
  db: Db;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Milliseconds without activity after which a session ends; an open page's socket counts as activity. */
  idle: number;
  /** Ends the subscription. */
  signal: AbortSignal;
}

/**
 * The sessions that this server has read: a cache that the topic `session` clears on every server, so that a sign-out
 * takes effect everywhere immediately, and the sockets that learn of it.
 */
export function createKnownSessions({ db, realtime, clock, log, idle, signal }: KnownSessionsDeps) {
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
      .catch((error) => log.warn({ err: error }, 'The last use of a session could not be saved.'));
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
    seenOnPages().catch((error) => log.warn({ err: error }, 'The activity of open pages could not be saved.'));
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

  return {
    /** The person behind a cookie; null also if the cookie belongs to another slot. */
    async actor(token: string, { slot, address }: Asking): Promise<Actor | null> {
      const idHash = sha256(token);
      const cached = cache.get(idHash);
      const known = cached && cached.validUntil > clock.now().getTime() ? cached : await read(idHash);
      if (known?.slot !== slot) return null;
      seen(idHash, known, address);
      return { ...known.actor, address };
    },

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
