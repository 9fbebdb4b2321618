import type { LegView } from '../fold/leg-state.js';
import type { ConsultRow } from './consults.table.js';

/** How the one who is asked fares. */
export type ConsultStatus = 'calling' | 'ringing' | 'talking' | 'declined' | 'busy' | 'unanswered' | 'gone';

/** A consultation as it is shown. */
export interface ConsultView {
  id: string;
  /** The user who asks; null when nothing is known of him. */
  by: string | null;
  /** A user's name, or E.164 digits without `+`. */
  who: string;
  status: ConsultStatus;
  /** Whether the other side still waits. */
  customerWaits: boolean;
  startedAt: Date;
  /** The leg of the one who is asked. */
  targetLeg: string;
}

type Fate = Pick<LegView, 'status' | 'answeredAt' | 'live'>;

/**
 * @param by the user who asks
 * @param target the leg of the one who is asked; null while nothing is known of it
 * @param customer the leg of the one who waits; null when it is forgotten
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
