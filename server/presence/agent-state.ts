import type { LegView } from '../calls/fold/leg-state.js';

/** What agents choose for themselves. */
export const CHOICES = ['available', 'away'] as const;
export type Choice = (typeof CHOICES)[number];

/** What the server sees by itself; `ready`: a page reports that the agent can be rung, and they are in no call. */
export const SYSTEM_STATES = ['offline', 'ready', 'ringing', 'onACall'] as const;
export type SystemState = (typeof SYSTEM_STATES)[number];

/** How an agent is shown to their colleagues. */
export type AgentState = Choice | Exclude<SystemState, 'ready'>;

/** A live leg of an agent. */
export type AgentLeg = Pick<LegView, 'direction' | 'answeredAt'>;

/** What the server has written of an agent. */
export interface Presence {
  chosen: Choice;
  chosenAt: Date;
  system: SystemState;
  systemAt: Date;
}

/**
 * What the server sees of an agent. Calls come first: an agent may take them with a mobile app, which reports nothing. A
 * leg that is not answered rings where a page is open; without one nobody knows whether Vonage has found a device, since
 * an app's leg has no `ringing` (Vonage: real-cloud row 5).
 * @param legs their live legs, in any order
 * @param canBeRung whether one of their pages has reported so and the report has not expired
 */
export function systemOf(legs: readonly AgentLeg[], canBeRung: boolean): SystemState {
  // An agent's own call is one from the moment they dial.
  if (legs.some(({ answeredAt, direction }) => answeredAt !== null || direction === 'inbound')) return 'onACall';
  if (!canBeRung) return 'offline';
  return legs.length > 0 ? 'ringing' : 'ready';
}

/**
 * The system state with the time at which the server saw it begin, since `started` and `answered` of an app's leg carry
 * the same timestamp.
 * @returns what was there before, unless the state has changed
 */
export function nextSystem<T extends Pick<Presence, 'system' | 'systemAt'>>(
  before: T,
  system: SystemState,
  now: Date,
): T | Pick<Presence, 'system' | 'systemAt'> {
  return system === before.system ? before : { system, systemAt: now };
}

/** How an agent is shown, and since when: the choice counts while the system state leaves it open. */
export function shownState({ chosen, chosenAt, system, systemAt }: Presence): { state: AgentState; since: Date } {
  if (system !== 'ready') return { state: system, since: systemAt };
  return { state: chosen, since: chosenAt > systemAt ? chosenAt : systemAt };
}
