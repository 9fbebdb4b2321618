import { setTimeout as sleep } from 'node:timers/promises';
import { and, count, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import { lockNumber } from '../db/advisory-locks.js';
import type { Db } from '../db/connect.js';
import { DenwabanError } from '../errors.js';
import type { VonageUser } from '../vonage/application-api.js';
import { isGenerated } from './generated-names.js';
import { type UserRow, users } from './users.table.js';

/**
 * Milliseconds for which a list read from Vonage counts as fresh; for a long list, times the number of responses it
 * took.
 */
const FRESH = 5000;
const FRESH_A_REPLY = 1000;
/** Users in one response of Vonage's, and in a list that is short enough to wait for, within the account's limits. */
const ONE_REPLY = 100;
const SHORT_LIST = 500;
/** Maximum milliseconds that a reader waits for Vonage's list. */
const PATIENCE = 2500;

export type InUse = (applicationId: string, names: string[]) => Promise<ReadonlySet<string>>;

interface Reading {
  done: Promise<void>;
  /** Users read so far. */
  seen: number;
}

/** Keeps our rows of users in step with Vonage: which exist, and their names. */
export function createUserSync(deps: {
  db: Db;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Vonage's users of an application, page by page. */
  usersOf: (applicationId: string) => Promise<AsyncIterable<VonageUser[]>>;
  /** Those of the names that calls, presets or sign-ins of ours use. */
  inUse: InUse;
}) {
  const { db, clock, log, usersOf, inUse } = deps;
  const freshUntil = new Map<string, number>();
  const readings = new Map<string, Reading>();

  /**
   * Stores users as read from Vonage; a name may have belonged to another user at the last read.
   * @param chosen whether someone here has named or chosen them
   */
  async function keep(applicationId: string, seen: VonageUser[], chosen = false): Promise<UserRow[]> {
    if (seen.length === 0) return [];
    const seenAt = clock.now();
    const rows = seen.map(({ id, name, displayName }) => ({ id, applicationId, name, displayName, seenAt }));
    const ids = inArray(
      users.id,
      seen.map(({ id }) => id),
    );
    const names = and(
      eq(users.applicationId, applicationId),
      inArray(
        users.name,
        seen.map(({ name }) => name),
      ),
    );
    return db.transaction(async (tx) => {
      // One writer per application's users: two that read Vonage's list at the same time would deadlock.
      await tx.execute(sql`select pg_advisory_xact_lock(${lockNumber.users}, hashtext(${applicationId}))`);
      const before = await tx.delete(users).where(or(ids, names)).returning({ id: users.id, chosen: users.chosen });
      const wereChosen = new Set(before.filter((row) => row.chosen).map(({ id }) => id));
      const set = { name: sql`excluded.name`, displayName: sql`excluded.display_name`, seenAt };
      const values = rows.map((row) => ({ ...row, chosen: chosen || wereChosen.has(row.id) }));
      return tx.insert(users).values(values).onConflictDoUpdate({ target: users.id, set }).returning();
    });
  }

  /** Without those who are no colleagues: their names were made up by Vonage, and nothing here uses them. */
  async function colleaguesAmong(applicationId: string, page: VonageUser[]): Promise<VonageUser[]> {
    const names = page.map(({ name }) => name).filter(isGenerated);
    if (names.length === 0) return page;
    const chosen = await db
      .select({ name: users.name })
      .from(users)
      .where(and(eq(users.applicationId, applicationId), inArray(users.name, names), users.chosen));
    const used = await inUse(applicationId, names);
    const shown = new Set([...used, ...chosen.map(({ name }) => name)]);
    return page.filter(({ name }) => !isGenerated(name) || shown.has(name));
  }

  /** Users no longer at Vonage are deleted. While Vonage is unreachable, the last known are kept. */
  async function read(applicationId: string, reading: Reading): Promise<void> {
    const startedAt = clock.now();
    try {
      for await (const page of await usersOf(applicationId)) {
        await keep(applicationId, await colleaguesAmong(applicationId, page));
        reading.seen += page.length;
      }
      await db.delete(users).where(and(eq(users.applicationId, applicationId), lt(users.seenAt, startedAt)));
      const replies = Math.ceil(reading.seen / ONE_REPLY);
      freshUntil.set(applicationId, startedAt.getTime() + Math.max(FRESH, replies * FRESH_A_REPLY));
    } catch (error) {
      if (!(error instanceof DenwabanError)) throw error;
      log.warn({ err: error, applicationId }, "Vonage's users could not be read; the last known are shown");
    }
  }

  /** @returns the read in progress, or a new one; null while the last one is fresh */
  function start(applicationId: string): Reading | null {
    const going = readings.get(applicationId);
    if (going) return going;
    if (clock.now().getTime() < (freshUntil.get(applicationId) ?? 0)) return null;
    const reading: Reading = { done: Promise.resolve(), seen: 0 };
    reading.done = read(applicationId, reading).finally(() => readings.delete(applicationId));
    reading.done.catch((error) => log.error({ err: error, applicationId }, 'Users could not be read.'));
    readings.set(applicationId, reading);
    return reading;
  }

  return {
    keep,

    /** Reads all users from Vonage, to the end. */
    async now(applicationId: string): Promise<void> {
      await readings.get(applicationId)?.done;
      freshUntil.delete(applicationId);
      await start(applicationId)?.done;
    },

    /**
     * Reads users from Vonage if the last read is not fresh. A short list is awaited; a long one takes a request per
     * 100, so the last known are shown meanwhile.
     */
    async look(applicationId: string): Promise<void> {
      const reading = start(applicationId);
      if (!reading) return;
      const [known] = await db.select({ count: count() }).from(users).where(eq(users.applicationId, applicationId));
      if (known!.count <= SHORT_LIST) await Promise.race([reading.done, sleep(PATIENCE, undefined, { ref: false })]);
    },

    /** Number of users read from Vonage so far while a read is in progress; otherwise null. */
    progress: (applicationId: string): number | null => readings.get(applicationId)?.seen ?? null,
  };
}
