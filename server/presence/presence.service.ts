import { and, asc, eq, inArray } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import type { Applications } from '../applications/applications.service.js';
import { applications as applicationRows } from '../applications/applications.table.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { badInput, fail, notFound } from '../errors.js';
import { gather } from '../gather.js';
import type { Jobs } from '../jobs/jobs.service.js';
import { eachRow } from '../realtime/fresh-rows.js';
import { type Missed, ofApplication, type Realtime, type Topics } from '../realtime/topics.js';
import { users } from '../users/users.table.js';
import { type AgentName, createAgentLines } from './agent-lines.js';
import { type AgentState, shownState } from './agent-state.js';
import { agents } from './agents.table.js';
import { makeAgents, named, settleAgents } from './write-agents.js';

/** An agent as their colleagues see them. */
export interface AgentView {
  name: string;
  displayName: string | null;
  state: AgentState;
  /** Since when; for an agent who was never seen, since the application exists. */
  since: Date;
  /** Whether they have chosen to be away, whatever they are doing. */
  away: boolean;
}

const AGENTS_SHOWN = 1000;
const TAB = /^[\w-]{1,64}$/;

/** Who is signed in, ringing, on a call or away. */
export function createPresence(deps: {
  db: Db;
  jobs: Jobs;
  realtime: Realtime;
  clock: Clock;
  audit: Audit;
  applications: Pick<Applications, 'find'>;
  log: Pick<FastifyBaseLogger, 'warn'>;
}) {
  const { db, realtime, clock, audit, applications, log } = deps;
  const failed = (err: unknown) => log.warn({ err }, 'The state of an agent could not be read.');

  function changed(applicationId: string, userNames: string[]): void {
    for (const userName of userNames) void realtime.publish('agent', { applicationId, userName });
  }
  const lines = createAgentLines({ ...deps, changed });

  /** Users of applications with what is known of their presence. */
  const find = () =>
    db
      .select({
        id: users.id,
        applicationId: users.applicationId,
        name: users.name,
        displayName: users.displayName,
        presence: agents,
        createdAt: applicationRows.createdAt,
      })
      .from(users)
      .innerJoin(applicationRows, eq(applicationRows.id, users.applicationId))
      .leftJoin(agents, and(eq(agents.applicationId, users.applicationId), eq(agents.userName, users.name)));
  type Found = Awaited<ReturnType<typeof find>>[number];

  function view({ name, displayName, presence, createdAt }: Found): AgentView {
    const shown = presence ? shownState(presence) : { state: 'offline' as const, since: createdAt };
    return { name, displayName, ...shown, away: presence?.chosen === 'away' };
  }

  /** One query serves all subscribers who ask at the same moment. */
  const findAtOnce = gather<string, Found | null>(async (keys) => {
    const names = keys.map((key) => JSON.parse(key) as AgentName);
    const rows = await find().where(
      and(
        inArray(users.applicationId, [...new Set(names.map(({ applicationId }) => applicationId))]),
        inArray(users.name, [...new Set(names.map(({ userName }) => userName))]),
      ),
    );
    return names.map(
      ({ applicationId, userName }) =>
        rows.find((row) => row.applicationId === applicationId && row.name === userName) ?? null,
    );
  });
  const findOne = ({ applicationId, userName }: AgentName) => findAtOnce(JSON.stringify({ applicationId, userName }));

  /** @throws NOT_FOUND for a user whom the application does not have, FORBIDDEN or NOT_FOUND for its application */
  async function userOf(actor: Actor, agent: AgentName): Promise<Found> {
    await applications.find(actor, agent.applicationId);
    const user = await findOne(agent);
    if (!user) throw notFound('user', agent.userName);
    return user;
  }

  const isOwn = (actor: Actor, { applicationId, userName }: AgentName) =>
    actor.applicationId === applicationId && actor.userName === userName;

  return {
    /** Agents of an application, by name. @throws NOT_FOUND, FORBIDDEN */
    async list(actor: Actor, applicationId: string): Promise<AgentView[]> {
      await applications.find(actor, applicationId);
      const rows = await find()
        .where(eq(users.applicationId, applicationId))
        .orderBy(asc(users.name))
        .limit(AGENTS_SHOWN);
      return rows.map(view);
    },

    /** Each agent whose state changes. @throws NOT_FOUND, FORBIDDEN */
    async watch(actor: Actor, applicationId: string, signal: AbortSignal): Promise<AsyncIterable<AgentView | Missed>> {
      await applications.find(actor, applicationId);
      const published = realtime.subscribe('agent', ofApplication(applicationId), signal);
      const read = async (ids: Topics['agent']) => {
        const row = ids.applicationId === applicationId ? await findOne(ids) : null;
        return row && view(row);
      };
      return eachRow(published, { read, failed });
    },

    /**
     * Sets whether an agent is away: agents for themselves, supervisors and admins for everyone. Nobody is rung less by it.
     * @throws NOT_FOUND, FORBIDDEN
     */
    async setAway(actor: Actor, agent: AgentName, away: boolean): Promise<AgentView> {
      const { applicationId, userName } = agent;
      if (!isOwn(actor, agent)) requireRole(actor, 'admin', 'supervisor');
      const user = await userOf(actor, agent);
      const chosen = away ? 'away' : 'available';
      if ((user.presence?.chosen ?? 'available') === chosen) return view(user);
      await db.transaction(async (tx) => {
        const now = clock.now();
        const rows = await makeAgents(tx, applicationId, [userName], now);
        await tx
          .update(agents)
          .set({ chosen, chosenAt: now })
          .where(named(applicationId, [userName]));
        await settleAgents(tx, rows, now);
        if (isOwn(actor, agent)) return;
        const target = { kind: 'user', id: user.id, name: userName };
        const before = { status: user.presence?.chosen ?? 'available' };
        await audit.record(actor, { action: 'user.statusSet', target, before, after: { status: chosen } }, tx);
      });
      changed(applicationId, [userName]);
      return view((await findOne(agent)) ?? user);
    },

    /**
     * A page reports whether its agent's line can be rung: agents their own, admins any.
     * @param tab the page's own id; each tab of each device has another one
     * @throws BAD_INPUT, NOT_FOUND, FORBIDDEN
     */
    async reportLine(actor: Actor, agent: AgentName, tab: string, ready: boolean): Promise<void> {
      if (actor.role !== 'admin' && !isOwn(actor, agent)) {
        throw fail('FORBIDDEN', 'You can only report your own line.', { rule: 'ownUser' });
      }
      if (!TAB.test(tab)) throw badInput('tab', 'pattern', 'Use 1 to 64 letters, digits, hyphens or underscores.');
      await userOf(actor, agent);
      await (ready ? lines.open(agent, tab) : lines.close(agent, tab));
    },
  };
}

export type Presence = ReturnType<typeof createPresence>;
