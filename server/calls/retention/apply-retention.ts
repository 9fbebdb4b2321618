import { eq, isNull, lte, or } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { accounts } from '../../accounts/accounts.table.js';
import { DEFAULT_RETENTION, RETENTION_JOB, saveRetentionRun } from '../../accounts/retention.js';
import { retention } from '../../accounts/retention.table.js';
import { applications } from '../../applications/applications.table.js';
import type { Clock } from '../../clock.js';
import { removeOldContacts } from '../../contacts/remove-old-contacts.js';
import type { Db } from '../../db/connect.js';
import type { Job } from '../../jobs/job.js';
import type { Jobs } from '../../jobs/jobs.service.js';
import { dropOldPartitions } from '../events/partitions.js';
import { type GoOn, removeOldCalls, removeOldEvents, removeOldKeys, removeOrphans } from './remove-old.js';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;
/** Milliseconds of one run; the next run continues from there. */
const SLICE_MS = 20_000;
/** Longer than a run, because its last batch may still be running. */
const DEADLINE_MS = 120_000;

interface Limits {
  accountId: string;
  applicationIds: string[];
  /** Everything older is deleted; null = nothing is. */
  events: Date | null;
  calls: Date | null;
}

/** What earlier runs have deleted for accounts that are not finished yet. */
interface Progress {
  /** Events in whole months, by application. */
  dropped: Record<string, number>;
  /** By account. */
  removed: Record<string, { events: number; calls: number }>;
}

/**
 * Deletes calls and events that are older than their account wants, and the names of callers without calls, once a day for each account: its row says when it was
 * last done.
 */
export function defineRetention(deps: {
  db: Db;
  jobs: Jobs;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'info'>;
}): void {
  const { db, jobs, clock, log } = deps;
  const pool = db.$client;

  async function accountsDue(now: Date): Promise<string[]> {
    const rows = await db
      .select({ id: accounts.id })
      .from(accounts)
      .leftJoin(retention, eq(retention.accountId, accounts.id))
      .where(or(isNull(retention.lastRunAt), lte(retention.lastRunAt, new Date(now.getTime() - DAY_MS))));
    return rows.map((row) => row.id);
  }

  async function limitsOfAll(now: Date): Promise<Limits[]> {
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

  /** A month is dropped only if no account keeps it; events without an application are kept as long as the default. */
  async function removeShared(all: Limits[], now: Date, progress: Progress, goOn: GoOn): Promise<void> {
    const orphansBefore = new Date(now.getTime() - DEFAULT_RETENTION.eventDays * DAY_MS);
    if (all.every(({ events }) => events !== null)) {
      const oldest = new Date(Math.min(...all.map(({ events }) => events!.getTime()), orphansBefore.getTime()));
      for (const [id, count] of await dropOldPartitions(pool, oldest)) {
        progress.dropped[id] = (progress.dropped[id] ?? 0) + count;
      }
      await removeOldKeys(pool, oldest, goOn);
    }
    await removeOrphans(pool, orphansBefore, goOn);
  }

  async function removeOf(limits: Limits, now: Date, progress: Progress, goOn: GoOn): Promise<void> {
    const { accountId, applicationIds } = limits;
    progress.removed[accountId] ??= { events: 0, calls: 0 };
    const removed = progress.removed[accountId];
    if (limits.calls) {
      const { events, calls } = await removeOldCalls(pool, applicationIds, limits.calls, goOn);
      removed.events += events;
      removed.calls += calls;
      if (goOn()) await removeOldContacts(pool, { accountId, applicationIds, before: limits.calls }, goOn);
    }
    if (limits.events && goOn()) removed.events += await removeOldEvents(pool, applicationIds, limits.events, goOn);
    if (!goOn()) return;
    const inMonths = applicationIds.reduce((sum, id) => sum + (progress.dropped[id] ?? 0), 0);
    const done = { lastRunAt: now, lastEvents: inMonths + removed.events, lastCalls: removed.calls };
    await saveRetentionRun(db, accountId, done);
    const { lastEvents, lastCalls } = done;
    if (lastEvents + lastCalls > 0) log.info({ lastEvents, lastCalls }, 'Old calls and events were deleted.');
  }

  async function run(job: Job, signal: AbortSignal): Promise<void> {
    const now = clock.now();
    const due = await accountsDue(now);
    if (due.length === 0) return;
    const until = performance.now() + SLICE_MS;
    const goOn = () => !signal.aborted && performance.now() < until;
    const progress = (job.progress as Progress | null) ?? { dropped: {}, removed: {} };
    const all = await limitsOfAll(now);
    await removeShared(all, now, progress, goOn);
    let failure: unknown;
    for (const limits of all.filter(({ accountId }) => due.includes(accountId))) {
      if (!goOn()) break;
      // An account whose rows cannot be deleted does not delay the others.
      await removeOf(limits, now, progress, goOn).catch((error) => {
        failure = error;
      });
    }
    if (!goOn()) return job.next(db, now, { progress });
    if (failure) throw failure;
    await job.next(db, new Date(now.getTime() + HOUR_MS), { progress: null });
  }

  jobs.define({ kind: RETENTION_JOB, deadlineMs: DEADLINE_MS, everyMs: HOUR_MS, run });
}
