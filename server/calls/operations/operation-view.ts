import type { ErrorDetails } from '../../errors.js';
import type { OperationRow } from './operations.table.js';
import type { RequestedKind } from './steps.js';

/** `settle` is what the server does by itself after somebody has hung up. */
export type OperationKind = RequestedKind | 'settle';

/** `undone`: the call is as it was before; `failed`: somebody has left it meanwhile. */
export type OperationState = 'running' | 'done' | 'undone' | 'failed';

/** An error as the API writes it. */
export interface Problem {
  /** One sentence in English. */
  message: string;
  extensions: ErrorDetails & { code: string };
}

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
