import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Audit } from '../accounts/audit/audit.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import type { Realtime } from '../realtime/topics.js';
import { calls } from './calls.table.js';
import { createInbox } from './events/inbox.js';
import { ensurePartitions } from './events/partitions.js';
import { createApplier } from './fold/applier.js';
import type { React } from './fold/reactions.js';
import { type AskVonage, createReconcile } from './fold/reconcile.js';
import { createReadCalls } from './read-calls.js';
import { createApplyRetention } from './retention/apply-retention.js';
import { createEraseCaller } from './retention/erase-caller.js';
import { forgetCalls } from './retention/forget-calls.js';
import { removeUsedSignatures } from './retention/remove-old.js';

/** How often the timers that stand in rows are looked at. */
const LOOK_EVERY_MS = 5000;
/** How long a look that is going on may take when the server ends. */
const LAST_LOOK_MS = 1000;

/**
 * Calls, their legs and events. What Vonage tells comes in through `accept` and is folded by the applier, which alone
 * writes calls and legs; everything else reads.
 */
export function createCalls(deps: {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  vonage: AskVonage;
  react: React;
  signal: AbortSignal;
}) {
  const { db, clock, log, vonage, signal } = deps;
  const applier = createApplier(deps);
  const inbox = createInbox({ sql: db.$client, clock, log, stored: applier.start });
  const reconcile = createReconcile({ db, clock, log, vonage, accept: inbox.accept, apply: applier.apply, signal });
  const retention = createApplyRetention({ db, clock, log, signal });
  let looking = Promise.resolve();
  let alsoDue: (() => Promise<void>)[] = [];

  async function runDue(): Promise<void> {
    await ensurePartitions(db.$client, clock.now());
    await inbox.flush();
    await applier.sweep();
    await removeUsedSignatures(db.$client, clock.now());
    await reconcile.runDue();
    await retention.runDue();
    for (const run of alsoDue) await run();
  }

  async function lookAgainAndAgain(): Promise<void> {
    while (!signal.aborted) {
      await runDue().catch((error) => log.error({ err: error }, 'The timers of calls could not be looked at.'));
      await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  return {
    ...createReadCalls(deps),

    eraseCaller: createEraseCaller(deps),

    /** Whether calls of an application go on that began before an instant. */
    async goOn(applicationId: string, before: Date): Promise<boolean> {
      const mine = and(eq(calls.applicationId, applicationId), isNull(calls.endedAt), lt(calls.startedAt, before));
      return (await db.select({ id: calls.id }).from(calls).where(mine).limit(1)).length > 0;
    },

    /** Everything that was kept of an application's calls goes; for deleting it. */
    forget: (applicationId: string) => forgetCalls(db, applicationId),

    /** Stores an event; it is applied soon after. @returns the id of its row @throws UNAVAILABLE while it cannot be stored, BAD_INPUT when it never can */
    accept: inbox.accept,

    /** Applies an accepted row, or without its id everything accepted so far. @throws when the database does not answer */
    apply: applier.apply,

    /** Applies it soon; nobody waits. */
    applySoon: applier.start,

    /** Stores what was answered already; nobody waits. @throws BAD_INPUT when it never can be */
    later: inbox.later,

    /**
     * Applies what an earlier run left, and looks at the timers from then on.
     * @param others what else is to be looked at each time
     */
    async start(others: (() => Promise<void>)[] = []): Promise<void> {
      alsoDue = others;
      await ensurePartitions(db.$client, clock.now());
      await applier.sweep(true).catch((error) => log.error({ err: error }, 'Events wait to be applied.'));
      looking = lookAgainAndAgain();
    },

    /** One look at what is due: events that a dead server left, calls to ask Vonage about, what was kept long enough. */
    runDue,

    /** Waits for what is being written and applied; the signal has ended the rest, and Vonage's answers are not waited for. */
    async close(): Promise<void> {
      await Promise.race([looking, sleep(LAST_LOOK_MS, undefined, { ref: false })]);
      await inbox.close();
      await applier.close();
    },
  };
}

export type Calls = ReturnType<typeof createCalls>;
