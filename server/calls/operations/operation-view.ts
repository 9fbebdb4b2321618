import type { OperationKind, OperationState, Problem } from './operation-kinds.js';
import type { OperationRow } from './operations.table.js';

/** An operation as it is shown. */
export interface OperationView {
  id: string;
  kind: OperationKind;
  state: OperationState;
  callId: string;
  /** The agent's leg. */
  legUuid: string;
  /** Who is called: a user's name, or E.164 digits without `+`. */
  who: string | null;
  problem: Problem | null;
  startedAt: Date;
  /** Null while it runs. */
  endedAt: Date | null;
}

export function viewOperation(row: OperationRow): OperationView {
  const { id, kind, state, callId, agentLeg, endpoint, problem, startedAt, endedAt } = row;
  const who = endpoint && (endpoint.type === 'app' ? endpoint.user : endpoint.number);
  return { id, kind, state, callId, legUuid: agentLeg, who, problem, startedAt, endedAt };
}
