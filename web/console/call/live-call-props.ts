import type { Agent } from '../../users/agents';
import type { Line } from '../../voice/line';
import type { LineCall } from '../../voice/line-state';
import type { CallFacts } from './call-facts';
import type { CallOperations } from './call-operations';

/** The panel that is open below the buttons. */
export type CallPanel = 'keys' | 'transfer' | null;

export interface LiveCallProps {
  line: Line;
  call: LineCall;
  /** The contact as shown: a name or a formatted number. */
  other: string;
  facts: CallFacts | null;
  operations: CallOperations;
  colleagues: Agent[];
  /** What a user is called. */
  nameOf: (user: string) => string;
  /** ISO 3166 alpha-2: where numbers without a country code are dialed. */
  country: string;
  panel: CallPanel;
  /** The colleague for whom the transfer panel was opened. */
  transferTo: string | null;
  onPanel: (panel: CallPanel) => void;
}
