import type { HttpMethod, Ncco } from '../../vonage/ncco.js';
import type { AskForNcco } from '../ask-for-ncco.js';
import type { Door } from '../callbacks.js';
import type { SimClock } from '../clock.js';
import type { Cloud } from '../cloud.js';
import type { Settings } from '../deps.js';
import type { Leg } from '../leg.js';
import type { LegEvents } from '../leg-events.js';
import { eventDoor } from '../leg-events.js';
import type { Legs } from '../legs.js';
import type { Limits } from '../limits.js';
import type { Recordings } from '../recordings.js';
import type { Ringing } from '../ringing.js';
import type { Rooms } from '../rooms.js';
import type { Prompts } from './prompts.js';

/** The network's parts that a call flow works with. */
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
  /** Lets something go on by itself; what goes wrong there is logged and ends nothing else. */
  unattended: (work: Promise<unknown>) => void;
  /** The simulator's own address. */
  url: () => string;
}

/** What one action is performed with: the network, its leg, and the prompts that still play behind it. */
export interface Stage extends Network {
  leg: Leg;
  prompts: Prompts;
  /** Runs an NCCO on another leg. */
  runOn: (leg: Leg, ncco: Ncco, finished: () => void) => void;
}

/** What an action ends with: the action behind it, or an NCCO in place of all the rest. */
export type Outcome = 'next' | { ncco: Ncco };
export type Done = (outcome: Outcome) => void;

/** `replaced`: another NCCO takes over and the leg lives on; `over`: the leg has ended. */
export type StopReason = 'replaced' | 'over';

/** One action being performed. `run` calls `done` once, now or later, or never when the action is the last word. */
export interface Step {
  run(): void;
  stop(why: StopReason): void;
}

/** Where an action's webhook goes: its own URL, else the leg's, else the application's. */
export function doorOf(stage: Stage, action: { eventUrl?: string[]; eventMethod?: HttpMethod }): Door | null {
  const own = action.eventUrl?.[0];
  if (own) return { url: own, method: action.eventMethod ?? 'POST' };
  return stage.leg.reports ?? eventDoor(stage.leg.application);
}
