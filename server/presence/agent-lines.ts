import { and, asc, desc, eq, gt, lte, notInArray } from 'drizzle-orm';
import type { Clock } from '../clock.js';
import type { Db, DbOrTx } from '../db/connect.js';
import type { Jobs } from '../jobs/jobs.service.js';
import { agentLines, agents } from './agents.table.js';
import { lockAgents, makeAgents, named, settleAgents } from './write-agents.js';

/** Milliseconds for which a report counts; pages repeat it three times as often. */
const COUNTS_MS = 60_000;
const JOB = 'agentLine';
const DEADLINE_MS = 10_000;
const AT_ONCE = 10;
/** Tabs and devices of one agent; of more, the latest count. */
const MOST_TABS = 20;

/** An agent, as calls and pages name them. */
export interface AgentName {
  applicationId: string;
  userName: string;
}

const linesOf = ({ applicationId, userName }: AgentName) =>
  and(eq(agentLines.applicationId, applicationId), eq(agentLines.userName, userName));

/** The reports of agents' pages. A report that is not repeated expires, by a job: whoever has died cannot say so. */
export function createAgentLines(deps: {
  db: Db;
  jobs: Jobs;
  clock: Clock;
  /** Called after the commit with the agents whose state has changed. */
  changed: (applicationId: string, userNames: string[]) => void;
}) {
  const { db, jobs, clock, changed } = deps;

  jobs.define<Pick<AgentName, 'userName'>>({
    kind: JOB,
    deadlineMs: DEADLINE_MS,
    atOnce: AT_ONCE,
    async run(job) {
      const agent = { applicationId: job.applicationId!, userName: job.payload.userName };
      const names = await db.transaction(async (tx) => {
        const rows = await lockAgents(tx, agent.applicationId, [agent.userName]);
        const now = clock.now();
        await tx.delete(agentLines).where(and(linesOf(agent), lte(agentLines.expiresAt, now)));
        const names = await settleAgents(tx, rows, now);
        const next = await nextExpiry(tx, agent);
        await (next ? job.next(tx, next) : job.done(tx));
        return names;
      });
      changed(agent.applicationId, names);
    },
  });

  async function nextExpiry(tx: DbOrTx, agent: AgentName): Promise<Date | null> {
    const [next] = await tx
      .select({ expiresAt: agentLines.expiresAt })
      .from(agentLines)
      .where(linesOf(agent))
      .orderBy(asc(agentLines.expiresAt))
      .limit(1);
    return next?.expiresAt ?? null;
  }

  /** Repeats a report that still counts: most reports do, and change nothing else. @returns whether it was one */
  async function repeat(agent: AgentName, tab: string): Promise<boolean> {
    const now = clock.now();
    const known = and(linesOf(agent), eq(agentLines.tab, tab), gt(agentLines.expiresAt, now));
    const rows = await db
      .update(agentLines)
      .set({ reportedAt: now, expiresAt: new Date(now.getTime() + COUNTS_MS) })
      .where(known)
      .returning({ tab: agentLines.tab });
    return rows.length > 0;
  }

  async function forgetOldest(tx: DbOrTx, agent: AgentName): Promise<void> {
    const latest = tx
      .select({ tab: agentLines.tab })
      .from(agentLines)
      .where(linesOf(agent))
      .orderBy(desc(agentLines.reportedAt), asc(agentLines.tab))
      .limit(MOST_TABS);
    await tx.delete(agentLines).where(and(linesOf(agent), notInArray(agentLines.tab, latest)));
  }

  return {
    /** A page reports that its agent can be rung. */
    async open(agent: AgentName, tab: string): Promise<void> {
      if (await repeat(agent, tab)) return;
      const { applicationId, userName } = agent;
      const names = await db.transaction(async (tx) => {
        const rows = await makeAgents(tx, applicationId, [userName], clock.now());
        const now = clock.now();
        const report = { reportedAt: now, expiresAt: new Date(now.getTime() + COUNTS_MS) };
        await tx
          .insert(agentLines)
          .values({ ...agent, tab, ...report })
          .onConflictDoUpdate({ target: [agentLines.applicationId, agentLines.userName, agentLines.tab], set: report });
        await forgetOldest(tx, agent);
        await tx
          .update(agents)
          .set({ lineAt: now })
          .where(named(applicationId, [userName]));
        const key = `${applicationId} ${userName}`;
        await jobs.add(tx, { kind: JOB, key, due: report.expiresAt, applicationId, payload: { userName } });
        return settleAgents(tx, rows, now);
      });
      changed(applicationId, names);
    },

    /** A page reports that its agent can no longer be rung there. */
    async close(agent: AgentName, tab: string): Promise<void> {
      const { applicationId, userName } = agent;
      const names = await db.transaction(async (tx) => {
        const rows = await lockAgents(tx, applicationId, [userName]);
        if (rows.length === 0) return [];
        await tx.delete(agentLines).where(and(linesOf(agent), eq(agentLines.tab, tab)));
        return settleAgents(tx, rows, clock.now());
      });
      changed(applicationId, names);
    },
  };
}
