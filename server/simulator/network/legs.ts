import { randomUUID } from 'node:crypto';
import type { Region } from '../../../shared/regions.js';
import type { LegDirection, LegStatus, StatusBody } from '../../vonage/webhook-bodies.js';
import type { Application, Cloud } from '../account/cloud.js';
import type { WebhookTarget } from '../callbacks/callbacks.js';
import type { SimClock } from '../control/clock.js';
import type { Media } from '../media/media.js';
import type { CallRecords } from './call-records.js';
import type { Device, EndedBy, Room } from './leg.js';
import { hear, isLive, type Leg, tell } from './leg.js';
import type { LegEvents } from './leg-events.js';
import type { Party } from './party.js';
import type { Rooms } from './rooms.js';

/** Vonage's default maximum duration of a call, in seconds. */
const LONGEST_CALL = 7200;

export interface NewLeg {
  /** Its id, if a browser already knows it. */
  uuid?: string;
  application: Application;
  direction: LegDirection;
  from: Party;
  to: Party;
  /** The conversation that it enters, or the region where a new one begins. */
  where: Room | Region;
  reports?: WebhookTarget | null;
  device?: Device;
  /** Maximum seconds from answer until the platform ends it. */
  longest?: number;
}

export type Failure = Extract<LegStatus, 'busy' | 'cancelled' | 'unanswered' | 'rejected' | 'failed' | 'timeout'>;
const ASKED: LegStatus[] = ['timeout', 'failed', 'rejected', 'unanswered', 'busy'];

interface LegsDeps {
  cloud: Cloud;
  clock: SimClock;
  rooms: Rooms;
  events: LegEvents;
  records: CallRecords;
  media: Media;
}

/** Live legs: how one begins, is answered, moves, fails and ends, and which events report it. */
export function createLegs({ cloud, clock, rooms, events, records, media }: LegsDeps) {
  const live = new Map<string, Leg>();

  function start(wanted: NewLeg): Leg {
    const leg: Leg = {
      uuid: wanted.uuid ?? randomUUID(),
      application: wanted.application,
      direction: wanted.direction,
      from: wanted.from,
      to: wanted.to,
      reports: wanted.reports ?? null,
      longest: wanted.longest ?? LONGEST_CALL,
      status: 'started',
      room: typeof wanted.where === 'string' ? rooms.open(wanted.application, wanted.where) : wanted.where,
      joined: false,
      startedAt: clock.now(),
      answeredAt: null,
      endedAt: null,
      device: wanted.device ?? null,
      line: media.newLine(),
      flow: null,
      muted: false,
      earmuffed: false,
      canSpeak: null,
      canHear: null,
      endOnExit: false,
      tellsKeys: false,
      keysTo: null,
      askOnFailure: null,
      timers: { ring: null, length: null },
      watchers: new Set(),
    };
    rooms.put(leg, leg.room);
    live.set(leg.uuid, leg);
    records.write(leg);
    events.status(leg, 'started');
    return leg;
  }

  function clearTimers(leg: Leg): void {
    for (const timer of [leg.timers.ring, leg.timers.length]) if (timer) clock.clear(timer);
    leg.timers.ring = null;
    leg.timers.length = null;
  }

  /** The final status is the last event; `completed` follows for all but a rejected leg (Vonage: webhooks §3.9). */
  function end(leg: Leg, hungUpBy: 'user' | 'platform', seenAs: EndedBy, reason: string): void {
    leg.endedAt = clock.now();
    clearTimers(leg);
    live.delete(leg.uuid);
    media.detach(leg);
    leg.flow?.stop('over');
    const endsRoom = leg.endOnExit ? [...leg.room.legs].filter((other) => other !== leg) : [];
    rooms.leave(leg);
    const { completed } = records.write(leg);
    if (leg.application.id) cloud.charge(Number(completed.price));
    if (leg.status !== 'rejected') events.status(leg, 'completed', { ...completed, disconnected_by: hungUpBy });
    leg.device?.ended(leg, seenAs, reason);
    tell(leg, (watcher) => watcher.ended?.());
    leg.watchers.clear();
    for (const other of endsRoom) hangUp(other, 'platform', 'conversation_ended');
  }

  /** The leg was never answered; `status` says why. */
  function fail(leg: Leg, status: Failure, more: Partial<StatusBody> = {}, seenAs: EndedBy = 'platform'): void {
    if (!isLive(leg) || leg.answeredAt) return;
    leg.status = status;
    if (leg.askOnFailure && ASKED.includes(status)) events.ask(leg, status, more, leg.askOnFailure);
    else events.status(leg, status, more);
    end(leg, status === 'rejected' ? 'user' : 'platform', seenAs, more.detail ? `${status}/${more.detail}` : status);
  }

  /**
   * Ends a leg in any state; an outbound leg that is not answered yet is canceled.
   * @param seenAs who ended it from its own device's point of view; `me` is reported as hung up by the user
   */
  function hangUp(leg: Leg, seenAs: EndedBy, reason: string) {
    if (!isLive(leg)) return;
    if (leg.direction === 'outbound' && !leg.answeredAt) return fail(leg, 'cancelled', {}, seenAs);
    leg.status = 'completed';
    end(leg, seenAs === 'me' ? 'user' : 'platform', seenAs, reason);
  }

  return {
    start,
    fail,
    hangUp,

    /** The live leg with that id. */
    find: (uuid: string): Leg | undefined => live.get(uuid),
    all: (): Leg[] => [...live.values()],

    ringing(leg: Leg): void {
      if (leg.status !== 'started') return;
      leg.status = 'ringing';
      records.write(leg);
      events.status(leg, 'ringing');
      tell(leg, (watcher) => watcher.ringing?.());
    },

    answer(leg: Leg): void {
      if (!isLive(leg) || leg.answeredAt) return;
      leg.status = 'answered';
      leg.answeredAt = clock.now();
      clearTimers(leg);
      leg.timers.length = clock.setTimeout(() => hangUp(leg, 'platform', 'length_timer'), leg.longest * 1000);
      records.write(leg);
      events.status(leg, 'answered', { start_time: null, rate: null, network: null });
      leg.device?.connected(leg);
      tell(leg, (watcher) => watcher.answered?.());
    },

    /** Moves a leg to another conversation, silent until it joins; a `transfer` webhook reports both conversations. */
    move(leg: Leg, room: Room): void {
      const from = leg.room;
      if (from === room) return;
      const endsRoom = leg.endOnExit ? [...from.legs].filter((other) => other !== leg) : [];
      rooms.leave(leg);
      rooms.put(leg, room);
      leg.endOnExit = false;
      leg.canHear = null;
      leg.canSpeak = null;
      records.write(leg);
      events.transfer(leg, from.id, room.id);
      tell(leg, (watcher) => watcher.moved?.());
      for (const other of endsRoom) hangUp(other, 'platform', 'conversation_ended');
    },

    mute(leg: Leg, on: boolean): void {
      setHold(leg, () => {
        leg.muted = on;
      });
      events.muted(leg, on);
    },

    earmuff(leg: Leg, on: boolean): void {
      setHold(leg, () => {
        leg.earmuffed = on;
      });
      events.earmuffed(leg, on);
    },
  };

  /** A leg that neither hears nor is heard is on hold, and its handset shows it. */
  function setHold(leg: Leg, change: () => void): void {
    const before = leg.muted && leg.earmuffed;
    change();
    const after = leg.muted && leg.earmuffed;
    if (before !== after) hear(leg, { type: after ? 'held' : 'resumed' });
  }
}

export type Legs = ReturnType<typeof createLegs>;
