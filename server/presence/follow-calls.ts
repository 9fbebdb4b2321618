import type { LegChange, Reaction } from '../calls/fold/reactions.js';
import type { Clock } from '../clock.js';
import { makeAgents, settleAgents } from './write-agents.js';

/** What decides whether a leg rings its agent, or is a call of theirs. */
const DECIDING = ['userName', 'live', 'direction', 'answeredAt'] as const;

const agentsOf = ({ before, after }: LegChange): string[] =>
  [before?.userName, after.userName].flatMap((name) => name ?? []);

/** Keeps the state of agents in step with their live legs. */
export function createFollowCalls({ clock }: { clock: Clock }): Reaction {
  return {
    name: 'presence',
    concerns: (change) =>
      agentsOf(change).length > 0 && DECIDING.some((name) => change.before?.[name] !== change.after[name]),

    async react(tx, { applicationId, legs }, publish) {
      const now = clock.now();
      const rows = await makeAgents(tx, applicationId, [...new Set(legs.flatMap(agentsOf))], now);
      for (const userName of await settleAgents(tx, rows, now)) publish('agent', { applicationId, userName });
    },
  };
}
