import { eq, isNull, lte, or } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { accounts } from '../../accounts/accounts.table.js';
import { DEFAULT_RETENTION } from '../../accounts/retention.js';
import { retention } from '../../accounts/retention.table.js';
import { applications } from '../../applications/applications.table.js';
import type { Clock } from '../../clock.js';
import { lockNumber } from '../../db/advisory-locks.js';
import type { Db } from '../../db/connect.js';
import { dropOldPartitions } from '../events/partitions.js';
import { removeOldCalls, removeOldEvents, removeOldKeys, removeOrphans } from './remove-old.js';

const RUN_EVERY_MS = 24 * 3600_000;
const DAY_MS = 24 * 3600_000;

interface Kept {
  accountId: string;
  applicationIds: string[];
  /** Older than these goes; null = nothing does. */
  events: Date | null;
  calls: Date | null;
}

/**
 * Lets go of calls and events that are older than their account wants. Once a day for each account; its row says when it
 * was last done, so that a restart, or a server more, changes nothing.
 */
export function createApplyRetention(deps: {
  db: Db;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'info'>;
  /** Ends it between two batches; the rest goes the next time. */
  signal: AbortSignal;
}) {
  const { db, clock, log, signal } = deps;
  const sql = db.$client;

  async function due(now: Date): Promise<string[]> {
    const rows = await db
      .select({ id: accounts.id })
      .from(accounts)
      .leftJoin(retention, eq(retention.accountId, accounts.id))
      .where(or(isNull(retention.lastRunAt), lte(retention.lastRunAt, new Date(now.getTime() - RUN_EVERY_MS))));
    return rows.map((row) => row.id);
  }

  async function allKept(now: Date): Promise<Kept[]> {
    const before = (days: number | null) => (days === null ? null : new Date(now.getTime() - days * DAY_MS));
    const settings = await db.select().from(accounts).leftJoin(retention, eq(retention.accountId, accounts.id));
    const owners = await db.select({ id: applications.id, accountId: applications.accountId }).from(applications);
    return settings.map(({ accounts: account, retention: row }) => {
      const { eventDays, callDays } = row ?? DEFAULT_RETENTION;
      const own = owners.filter(({ accountId }) => accountId === account.id);
      return {
        accountId: account.id,
        applicationIds: own.map(({ id }) => id),
        events: before(eventDays),
        calls: before(callDays),
      };
    });
  }

  async function run(now: Date, accountIds: string[]): Promise<void> {
    const all = await allKept(now);
    // A month may go as a whole only when nobody wants anything of it; events of nobody are kept as long as by default.
    const orphansBefore = new Date(now.getTime() - DEFAULT_RETENTION.eventDays * DAY_MS);
    const forEver = all.some((one) => one.events === null);
    const oldest = forEver
      ? null
      : new Date(Math.min(...all.map((one) => one.events!.getTime()), Number(orphansBefore)));
    const dropped = oldest ? await dropOldPartitions(sql, oldest) : new Map<string, number>();
    if (oldest) await removeOldKeys(sql, oldest, signal);
    await removeOrphans(sql, orphansBefore, signal);

    for (const { accountId, applicationIds, events, calls } of all.filter((one) =>
      accountIds.includes(one.accountId),
    )) {
      const ofCalls = calls && (await removeOldCalls(sql, applicationIds, calls, signal));
      const ofEvents = events ? await removeOldEvents(sql, applicationIds, events, signal) : 0;
      if (signal.aborted) return;
      const inMonths = applicationIds.reduce((sum, id) => sum + (dropped.get(id) ?? 0), 0);
      const done = {
        lastRunAt: now,
        lastEvents: inMonths + ofEvents + (ofCalls?.events ?? 0),
        lastCalls: ofCalls?.calls ?? 0,
      };
      await db
        .insert(retention)
        .values({ accountId, ...DEFAULT_RETENTION, ...done })
        .onConflictDoUpdate({ target: retention.accountId, set: done });
      const { lastEvents, lastCalls } = done;
      if (lastEvents + lastCalls > 0) log.info({ lastEvents, lastCalls }, 'What was kept long enough has gone.');
    }
  }

  return {
    /** Looks which accounts are due, and sees to them. */
    async runDue(): Promise<void> {
      const now = clock.now();
      if ((await due(now)).length === 0) return;
      // The lock is a transaction's: a pooler lends a connection for no longer than that.
      await sql.begin(async (tx) => {
        await tx`set local idle_in_transaction_session_timeout = 0`;
        const [lock] = await tx<{ mine: boolean }[]>`select pg_try_advisory_xact_lock(${lockNumber.retention}) as mine`;
        if (lock?.mine) await run(now, await due(now));
      });
    },
  };
}
