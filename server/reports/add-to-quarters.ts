import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Tx } from '../calls/fold/known-legs.js';
import type { Counted } from './count-call.js';
import { agentQuarterHours, quarterHours } from './reports.table.js';

export interface Counts {
  plus: Counted[];
  minus: Counted[];
}

type QuarterRow = typeof quarterHours.$inferInsert;
type AgentRow = typeof agentQuarterHours.$inferInsert;

/** Adds calls to their quarter hours, and takes others back. */
export async function addToQuarters(tx: Tx, applicationId: string, { plus, minus }: Counts): Promise<void> {
  const signed = [...plus.map((counted) => [counted, 1] as const), ...minus.map((counted) => [counted, -1] as const)];
  const quarters = new Map<string, QuarterRow>();
  const agents = new Map<string, AgentRow>();
  for (const [counted, sign] of signed) {
    const { direction, outcome, reason, country } = counted;
    const quarter = new Date(counted.quarter);
    const key = { applicationId, quarter, direction, outcome, reason, country };
    const row = put(quarters, Object.values(key), { ...key, calls: 0, inTime: 0, wait: 0, talk: 0 });
    row.calls += sign;
    row.inTime += sign * counted.inTime;
    row.wait += sign * counted.wait;
    row.talk += sign * counted.talk;
    for (const { name: agent, talk } of counted.agents) {
      const own = put(agents, [quarter, agent], { applicationId, quarter, agent, inbound: 0, outbound: 0, talk: 0 });
      own[direction] += sign;
      own.talk += sign * talk;
    }
  }

  const ofCalls = [...quarters.values()].filter(({ calls, inTime, wait, talk }) => calls || inTime || wait || talk);
  if (ofCalls.length > 0) {
    const { calls, inTime, wait, talk, ...key } = getTableColumns(quarterHours);
    const set = added({ calls, inTime, wait, talk });
    await tx
      .insert(quarterHours)
      .values(ofCalls)
      .onConflictDoUpdate({ target: Object.values(key), set });
  }
  const ofAgents = [...agents.values()].filter(({ inbound, outbound, talk }) => inbound || outbound || talk);
  if (ofAgents.length > 0) {
    const { inbound, outbound, talk, ...key } = getTableColumns(agentQuarterHours);
    const set = added({ inbound, outbound, talk });
    await tx
      .insert(agentQuarterHours)
      .values(ofAgents)
      .onConflictDoUpdate({ target: Object.values(key), set });
  }
}

/** @returns the row with this key, which is begun if there is none */
function put<Row>(rows: Map<string, Row>, key: unknown[], begun: Row): Row {
  const name = JSON.stringify(key);
  const row = rows.get(name) ?? begun;
  rows.set(name, row);
  return row;
}

/** For an upsert: each sum grows by what is inserted. */
function added(columns: Record<string, PgColumn>): Record<string, SQL> {
  const sums = Object.entries(columns).map(([property, column]) => {
    return [property, sql`${column} + ${sql.raw(`excluded."${column.name}"`)}`] as const;
  });
  return Object.fromEntries(sums);
}
