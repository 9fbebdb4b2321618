import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { legs } from '../calls/calls.table.js';
import { viewLeg } from '../calls/fold/leg-state.js';
import type { DbOrTx } from '../db/connect.js';
import { nextSystem, systemOf } from './agent-state.js';
import { type AgentRow, agentLines, agents } from './agents.table.js';

/** The agents' rows. */
export const named = (applicationId: string, userNames: readonly string[]) =>
  and(eq(agents.applicationId, applicationId), inArray(agents.userName, [...userNames]));

/**
 * Locks the agents' rows until the transaction ends, in the order of their names, so that two writers never wait for
 * each other. What is read afterwards is what the writers before have committed.
 */
export function lockAgents(tx: DbOrTx, applicationId: string, userNames: readonly string[]): Promise<AgentRow[]> {
  return tx.select().from(agents).where(named(applicationId, userNames)).orderBy(asc(agents.userName)).for('update');
}

/** Makes missing rows, and locks them all as `lockAgents` does. */
export async function makeAgents(
  tx: DbOrTx,
  applicationId: string,
  userNames: readonly string[],
  now: Date,
): Promise<AgentRow[]> {
  const rows = [...userNames].sort().map((userName) => ({ applicationId, userName, chosenAt: now, systemAt: now }));
  await tx.insert(agents).values(rows).onConflictDoNothing();
  return lockAgents(tx, applicationId, userNames);
}

/**
 * Writes what the server sees of locked agents, from their live legs and the reports of their pages: whatever has been
 * missed before is right again.
 * @returns the names of those whose state has changed
 */
export async function settleAgents(tx: DbOrTx, locked: readonly AgentRow[], now: Date): Promise<string[]> {
  const [first] = locked;
  if (!first) return [];
  const { applicationId } = first;
  const userNames = locked.map(({ userName }) => userName);
  const lines = await tx
    .selectDistinct({ userName: agentLines.userName })
    .from(agentLines)
    .where(
      and(
        eq(agentLines.applicationId, applicationId),
        inArray(agentLines.userName, userNames),
        gt(agentLines.expiresAt, now),
      ),
    );
  const live = await tx
    .select({ uuid: legs.uuid, state: legs.state, userName: legs.userName })
    .from(legs)
    .where(and(eq(legs.applicationId, applicationId), inArray(legs.userName, userNames), eq(legs.live, true)));
  const changed: string[] = [];
  for (const row of locked) {
    const { userName } = row;
    const theirs = live.filter((leg) => leg.userName === userName).map((leg) => viewLeg(leg.uuid, leg.state));
    const canBeRung = lines.some((line) => line.userName === userName);
    const { system, systemAt } = nextSystem(row, systemOf(theirs, canBeRung), now);
    if (system === row.system) continue;
    await tx
      .update(agents)
      .set({ system, systemAt })
      .where(named(applicationId, [userName]));
    changed.push(userName);
  }
  return changed;
}
