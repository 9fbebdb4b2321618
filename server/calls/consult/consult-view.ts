import type { LegView } from '../fold/leg-state.js';
import type { ConsultRow } from './consults.table.js';

/** Status of the consulted person. */
export type ConsultStatus = 'calling' | 'ringing' | 'talking' | 'declined' | 'busy' | 'unanswered' | 'gone';

/** A consultation as it is shown. */
export interface ConsultView {
  id: string;
  /** The agent who consults; null when their leg is not known. */
  by: string | null;
  /** A user's name, or E.164 digits without `+`. */
  who: string;
  status: ConsultStatus;
  /** Whether the contact is still there, on hold. */
  customerWaits: boolean;
  startedAt: Date;
  /** The leg of the consulted person. */
  targetLeg: string;
}

type Fate = Pick<LegView, 'status' | 'answeredAt' | 'live'>;

/**
 * @param by the agent who consults
 * @param target the leg of the consulted person; null while nothing is known of it
 * @param customer the contact's leg; null when it was deleted
 */
export function viewConsult(
  row: ConsultRow,
  by: string | null,
  target: Fate | null,
  customer: Fate | null,
): ConsultView {
  return {
    id: row.id,
    by,
    who: row.who,
    status: statusOf(target),
    customerWaits: customer?.live ?? false,
    startedAt: row.startedAt,
    targetLeg: row.targetLeg,
  };
}

function statusOf(target: Fate | null): ConsultStatus {
  if (!target) return 'calling';
  if (target.live) return target.answeredAt ? 'talking' : target.status === 'ringing' ? 'ringing' : 'calling';
  if (target.answeredAt) return 'gone';
  if (target.status === 'rejected') return 'declined';
  return target.status === 'busy' ? 'busy' : 'unanswered';
}
