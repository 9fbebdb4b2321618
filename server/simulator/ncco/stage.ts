import type { HttpMethod, Ncco } from '../../vonage/ncco.js';
import type { Cloud } from '../account/cloud.js';
import type { WebhookTarget } from '../callbacks/callbacks.js';
import type { SimClock } from '../control/clock.js';
import type { Settings } from '../deps.js';
import type { Limits } from '../http/limits.js';
import type { AskForNcco } from '../network/ask-for-ncco.js';
import type { Leg } from '../network/leg.js';
import type { LegEvents } from '../network/leg-events.js';
import { eventTarget } from '../network/leg-events.js';
import type { Legs } from '../network/legs.js';
import type { Recordings } from '../network/recordings.js';
import type { Ringing } from '../network/ringing.js';
import type { Rooms } from '../network/rooms.js';
import type { Prompts } from './prompts.js';

/** Parts of the network that a call flow uses. */
export interface Network {
  clock: SimClock;
  cloud: Cloud;
  limits: Limits;
  settings: Settings;
  legs: Legs;
  rooms: Rooms;
  events: LegEvents;
  ringing: Ringing;
  recordings: Recordings;
  ask: AskForNcco;
  /** Lets work continue in the background; errors are logged and affect nothing else. */
  unattended: (work: Promise<unknown>) => void;
  /** The simulator's own URL. */
  url: () => string;
}

/** What an action works with: the network, its leg, and prompts that are still playing. */
export interface Stage extends Network {
  leg: Leg;
  prompts: Prompts;
  /** Runs an NCCO on another leg. */
  runOn: (leg: Leg, ncco: Ncco, finished: () => void) => void;
}

/** URL of an action's webhook: its own, otherwise the leg's, otherwise the application's. */
export function targetOf(
  stage: Stage,
  action: { eventUrl?: string[]; eventMethod?: HttpMethod },
): WebhookTarget | null {
  const own = action.eventUrl?.[0];
  if (own) return { url: own, method: action.eventMethod ?? 'POST' };
  return stage.leg.reports ?? eventTarget(stage.leg.application);
}
