import { and, eq, isNull, lt } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Audit } from '../accounts/audit/audit.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import type { Jobs } from '../jobs/jobs.service.js';
import type { Realtime } from '../realtime/topics.js';
import type { Tasks } from '../tasks/tasks.service.js';
import { calls } from './calls.table.js';
import { createInbox } from './events/inbox.js';
import { makePartitions } from './events/partitions.js';
import { createApplier } from './fold/applier.js';
import { createAskAfterStart } from './fold/ask-after-start.js';
import type { SignedOut } from './fold/known-legs.js';
import type { React } from './fold/reactions.js';
import { type AskVonage, defineReconcile } from './fold/reconcile.js';
import { defineOlderOutcomes } from './outcome/older-outcomes.js';
import { createReadCalls } from './read-calls.js';
import { defineRetention } from './retention/apply-retention.js';
import { createEraseCaller } from './retention/erase-caller.js';
import { forgetCalls } from './retention/forget-calls.js';
import { removeUsedSignatures } from './retention/remove-old.js';

const MINUTE_MS = 60_000;
/** Milliseconds between two searches for events that were accepted but not applied. */
const SWEEP_EVERY_MS = 5000;
const PARTITIONS_EVERY_MS = 6 * 60 * MINUTE_MS;

/**
 * Calls, their legs and events. Vonage's events are stored by `accept` and folded into calls and legs by the applier.
 * Who else writes these tables, and why: test/table-writers.unit.test.ts.
 */
export function createCalls(deps: {
  db: Db;
  audit: Audit;
  jobs: Jobs;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  vonage: AskVonage;
  react: React;
  /** Who cannot be rung at this moment. */
  signedOut: SignedOut;
  tasks: Tasks;
  signal: AbortSignal;
}) {
  const { db, jobs, clock, log, vonage, react } = deps;
  const applier = createApplier(deps);
  const inbox = createInbox({ sql: db.$client, clock, log, stored: applier.start });
  defineReconcile({ db, jobs, clock, vonage, accept: inbox.accept, apply: applier.apply });
  const askAfterStart = createAskAfterStart({ db, jobs, clock, sweep: () => applier.sweep(true) });
  defineRetention({ db, jobs, clock, log });
  defineOlderOutcomes({ db, jobs, clock, react });
  jobs.define({
    kind: 'make-partitions',
    deadlineMs: MINUTE_MS,
    everyMs: PARTITIONS_EVERY_MS,
    run: () => makePartitions(db.$client, clock.now()),
  });
  jobs.define({
    kind: 'apply-forgotten-events',
    deadlineMs: MINUTE_MS,
    everyMs: SWEEP_EVERY_MS,
    run: () => applier.sweep(),
  });
  jobs.define({
    kind: 'remove-used-signatures',
    deadlineMs: MINUTE_MS,
    everyMs: MINUTE_MS,
    run: () => removeUsedSignatures(db.$client, clock.now()),
  });

  return {
    ...createReadCalls(deps),

    eraseCaller: createEraseCaller(deps),

    /** Whether an application has live calls that began before an instant. */
    async goOn(applicationId: string, before: Date): Promise<boolean> {
      const mine = and(eq(calls.applicationId, applicationId), isNull(calls.endedAt), lt(calls.startedAt, before));
      return (await db.select({ id: calls.id }).from(calls).where(mine).limit(1)).length > 0;
    },

    /** Deletes some of a deleted application's calls and events. @returns whether there may be more */
    forget: (applicationId: string) => forgetCalls(db, applicationId),

    /** Stores an event; it is applied soon after. @returns the id of its row @throws UNAVAILABLE while it cannot be stored, BAD_INPUT when it never can */
    accept: inbox.accept,

    /** Applies an accepted row, or without its id everything accepted so far. @throws when the database does not answer */
    apply: applier.apply,

    /** Applies it soon; not awaited. */
    applySoon: applier.start,

    /** Stores an event after its reply; not awaited. @throws BAD_INPUT if it can never be stored */
    later: inbox.later,

    /** Has Vonage asked what happened until this server listened. */
    async onListen(): Promise<void> {
      await askAfterStart().catch((error) => log.error({ err: error }, 'Calls are not asked about after the start.'));
    },

    /** Applies the events that an earlier run left unapplied. */
    async start(): Promise<void> {
      await applier.sweep(true).catch((error) => log.error({ err: error }, 'Events wait to be applied.'));
    },

    /** Waits until the current writes and folding are done. */
    async close(): Promise<void> {
      await inbox.close();
      await applier.close();
    },
  };
}

export type Calls = ReturnType<typeof createCalls>;
