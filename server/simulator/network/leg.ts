import type { Region } from '../../../shared/regions.js';
import type { LegDirection, LegStatus } from '../../vonage/webhook-bodies.js';
import type { Application } from '../account/cloud.js';
import type { WebhookTarget } from '../callbacks/callbacks.js';
import type { Timer } from '../control/clock.js';
import type { Line } from '../media/line.js';
import { nameOf, type Party } from './party.js';
import type { Sound } from './sound.js';

/** What a step of a call flow observes on a leg. */
export interface LegWatcher {
  ringing?(): void;
  answered?(): void;
  /** A key pressed by the person on the leg. */
  key?(digit: string): void;
  /** A line spoken by that person. */
  said?(text: string): void;
  /** The leg was moved to another conversation. */
  moved?(): void;
  /** The conversation it waited in has started. */
  started?(): void;
  ended?(): void;
}

/** One party's connection; Vonage's term is "call". */
export interface Leg {
  readonly uuid: string;
  readonly application: Application;
  readonly direction: LegDirection;
  readonly from: Party;
  readonly to: Party;
  /** Status events go here instead of the application's event URL. */
  readonly reports: WebhookTarget | null;
  /** Maximum seconds from answer until the platform ends it. */
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
  /** Whether the conversation ends for everyone when this leg leaves. */
  endOnExit: boolean;
  /** Whether an asynchronous input has run: each key is reported to the URL that subscribed last. */
  tellsKeys: boolean;
  keysTo: WebhookTarget | null;
  /** Receives the failure event instead of the event URL: a synchronous connect waits for its reply. */
  askOnFailure: ((body: object) => void) | null;
  readonly timers: { ring: Timer | null; length: Timer | null };
  readonly watchers: Set<LegWatcher>;
}

/** An audio room, Vonage's "conversation": legs in it hear each other. */
export interface Room {
  readonly id: string;
  readonly application: Application;
  /** Its legs live there too. */
  readonly region: Region;
  readonly legs: Set<Leg>;
  /** False while everyone waits for a leg that may start it (Vonage: NCCO conversation, startOnEnter). */
  started: boolean;
  /** Called when the last leg has left, or when it is ended for everyone. */
  readonly onOver: Set<() => void>;
}

/** Who ended a call, from the device's point of view: its own person, the other party, or the platform. */
export type EndedBy = 'me' | 'far' | 'platform';

/** A phone or a user's session: it rings, answers, hears. */
export interface Device {
  readonly id: string;
  readonly number: string | null;
  /** Null where it has no user; its region is null where it rings in every region: a user's handset. */
  readonly user: { application: string; name: string; region: Region | null } | null;
  /** Turned off or out of reach. */
  unreachable(): boolean;
  /** Able to take a call. */
  free(): boolean;
  ring(leg: Leg): void;
  /** Another device took or rejected the call, the caller gave up, or no one answered. */
  stopRinging(leg: Leg, by: EndedBy, reason: string): void;
  /** Its leg is connected: both sides can speak. */
  connected(leg: Leg): void;
  hear(sound: Sound, leg: Leg): void;
  ended(leg: Leg, by: EndedBy, reason: string): void;
}

/** `replaced`: another NCCO takes over and the leg continues; `over`: the leg has ended. */
export type StopReason = 'replaced' | 'over';

/** A call flow that runs on a leg. */
export interface Flow {
  stop(why: StopReason): void;
}

/** The party at the leg's far end: the caller of an inbound leg, the callee of an outbound leg. */
export function partyOf(leg: Leg): Party {
  return leg.direction === 'inbound' ? leg.from : leg.to;
}

/** That party's name in transcripts and webhooks. */
export function who(leg: Leg): string {
  return nameOf(partyOf(leg));
}

export function isLive(leg: Leg): boolean {
  return leg.endedAt === null;
}

/** Plays a sound to the person on the leg. */
export function hear(leg: Leg, sound: Sound): void {
  leg.device?.hear(sound, leg);
  leg.line.hear(sound);
}

/** @returns a function that stops watching */
export function watch(leg: Leg, watcher: LegWatcher): () => void {
  leg.watchers.add(watcher);
  return () => leg.watchers.delete(watcher);
}

/** Notifies every watcher; one that stops watching during the loop is skipped. */
export function tell(leg: Leg, about: (watcher: LegWatcher) => void): void {
  for (const watcher of [...leg.watchers]) if (leg.watchers.has(watcher)) about(watcher);
}
