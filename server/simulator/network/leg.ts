import type { LegDirection, LegStatus } from '../../vonage/webhook-bodies.js';
import type { Application } from '../account/cloud.js';
import type { Door } from '../callbacks/callbacks.js';
import type { Timer } from '../control/clock.js';
import type { Line } from '../media/line.js';
import type { Flow } from '../ncco/run-ncco.js';
import type { Device, Sound } from './devices.js';
import { nameOf, type Party } from './party.js';
import type { Room } from './rooms.js';

/** What a step of a call flow wants to know of a leg. */
export interface LegWatcher {
  ringing?(): void;
  answered?(): void;
  /** A key pressed by the person at the leg's end. */
  key?(digit: string): void;
  /** A line spoken by that person. */
  said?(text: string): void;
  /** The leg was moved to another conversation. */
  moved?(): void;
  /** The conversation it waited in has started. */
  started?(): void;
  ended?(): void;
}

/** One party's connection; Vonage says "call". */
export interface Leg {
  readonly uuid: string;
  readonly application: Application;
  readonly direction: LegDirection;
  readonly from: Party;
  readonly to: Party;
  /** Status events go here in place of the application's event URL. */
  readonly reports: Door | null;
  /** Seconds from its answer until the platform ends it. */
  readonly longest: number;
  status: LegStatus;
  room: Room;
  /** Whether it takes part in the conversation's sound. */
  joined: boolean;
  readonly startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  device: Device | null;
  readonly line: Line;
  flow: Flow | null;
  muted: boolean;
  earmuffed: boolean;
  /** Leg ids that may hear this leg; null = everyone. */
  canSpeak: string[] | null;
  /** Leg ids that this leg hears; null = everyone. */
  canHear: string[] | null;
  /** When it leaves, its conversation is over for everyone. */
  endOnExit: boolean;
  /** An asynchronous input has run: each key is told, to the URL that subscribed last. */
  tellsKeys: boolean;
  keysTo: Door | null;
  /** Takes the failure event in place of the event URL: a synchronous connect waits for its reply. */
  askOnFailure: ((body: object) => void) | null;
  readonly timers: { ring: Timer | null; length: Timer | null };
  readonly watchers: Set<LegWatcher>;
}

/** The party at the leg's far end: the caller of an inbound leg, the called one of an outbound leg. */
export function partyOf(leg: Leg): Party {
  return leg.direction === 'inbound' ? leg.from : leg.to;
}

/** How transcripts and webhooks name that party. */
export function who(leg: Leg): string {
  return nameOf(partyOf(leg));
}

export function isLive(leg: Leg): boolean {
  return leg.endedAt === null;
}

/** Plays a sound to the person at the leg's end. */
export function hear(leg: Leg, sound: Sound): void {
  leg.device?.hear(sound, leg);
  leg.line.hear(sound);
}

/** @returns a function that stops watching */
export function watch(leg: Leg, watcher: LegWatcher): () => void {
  leg.watchers.add(watcher);
  return () => leg.watchers.delete(watcher);
}

/** Tells every watcher; one that stops watching meanwhile is left out. */
export function tell(leg: Leg, about: (watcher: LegWatcher) => void): void {
  for (const watcher of [...leg.watchers]) if (leg.watchers.has(watcher)) about(watcher);
}
