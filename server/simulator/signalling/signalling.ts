import type { Cloud } from '../account/cloud.js';
import type { SimClock } from '../control/clock.js';
import type { Settings } from '../deps.js';
import type { Auth } from '../http/auth.js';
import type { Media } from '../media/media.js';
import type { CallControl } from '../network/call-control.js';
import type { Devices } from '../network/devices.js';
import type { Exchange } from '../network/exchange.js';
import type { Device } from '../network/leg.js';
import { isLive, type Leg, partyOf } from '../network/leg.js';
import type { LegEvents } from '../network/leg-events.js';
import type { Legs } from '../network/legs.js';
import type { Ringing } from '../network/ringing.js';
import type { Rooms } from '../network/rooms.js';
import { createSdkCalls } from './calls.js';
import { createConnections, READ_WITHIN_MS } from './connections.js';
import { type CallMember, createCallMembers } from './members.js';
import { legStatus, type Message, memberInvited, memberJoined, memberLeft, ownEnd, transferred } from './messages.js';
import { createSessions, type Session } from './sessions.js';

export interface SignallingDeps {
  settings: Settings;
  auth: Auth;
  cloud: Cloud;
  clock: SimClock;
  devices: Devices;
  ringing: Ringing;
  legs: Legs;
  rooms: Rooms;
  events: LegEvents;
  exchange: Exchange;
  control: CallControl;
  media: Media;
  unattended: (work: Promise<unknown>) => void;
}

/**
 * Messages to the Client SDK over its socket: sessions are devices that ring, and every member of a conversation is
 * told what happens in it.
 */
export function createSignalling(deps: SignallingDeps) {
  const { cloud, clock, ringing, rooms, events, media, unattended } = deps;
  const members = createCallMembers({ cloud });
  const connections = createConnections({ media });
  /** Legs that ring on a session's device. */
  const invited = new WeakMap<Device, Set<Leg>>();
  let lastEvent = 0;

  const sessions = createSessions({ ...deps, deviceOf, invitations });

  const nextEvent = () => {
    lastEvent += 1;
    return lastEvent;
  };

  function envelope(leg: Leg, member: CallMember, { type, body, embedded }: Message): object {
    return {
      id: nextEvent(),
      type,
      cid: member.conversation,
      from: member.id,
      timestamp: clock.now().toISOString(),
      application_id: leg.application.id,
      ...(embedded && { _embedded: { from_user: member.user, from_member: { id: member.id } } }),
      body,
    };
  }

  /** Sends messages about a leg to these sessions. */
  function tellOf(leg: Leg, to: Iterable<Pick<Session, 'send'>>, message: Message, member = members.of(leg)): void {
    const event = envelope(leg, member, message);
    for (const session of to) session.send(message.type, event);
  }

  /** All sessions of the leg's user. */
  function ownSessions(leg: Leg): Session[] {
    const party = partyOf(leg);
    return party.type === 'app' ? sessions.ofUser(leg.application.id, leg.room.region, party.user) : [];
  }

  /** All sessions of everyone in the leg's conversation, including its own user's. */
  function sessionsAround(leg: Leg): Set<Session> {
    return new Set([...ownSessions(leg), ...[...leg.room.legs].flatMap(ownSessions)]);
  }

  /** @returns null if the call is over, or has been answered in the meantime */
  async function invitation(leg: Leg): Promise<object | null> {
    const sdp = await connections.offer(leg);
    if (!isLive(leg)) connections.close(leg.uuid);
    if (!isLive(leg) || leg.answeredAt) return null;
    const name = cloud.conversations.get(leg.room.id)?.name ?? leg.room.id;
    return envelope(leg, members.of(leg), memberInvited(leg, members.of(leg), name, sdp));
  }

  async function invitations(session: Session): Promise<object[]> {
    const all = await Promise.all([...(invited.get(session.device) ?? [])].map(invitation));
    return all.filter((event) => event !== null);
  }

  function deviceOf(session: Pick<Session, 'id' | 'user' | 'application' | 'send'>): Device {
    const ringingHere = new Set<Leg>();

    async function invite(leg: Leg): Promise<void> {
      const event = await invitation(leg);
      if (event && ringingHere.has(leg)) session.send('member:invited', event);
    }

    const device: Device = {
      id: session.id,
      number: null,
      user: { application: session.application.id, name: session.user.name, region: session.user.region },
      unreachable: () => false,
      // The SDK can hold several calls.
      free: () => true,

      ring(leg): void {
        ringingHere.add(leg);
        unattended(invite(leg));
      },

      stopRinging(leg, by, reason): void {
        ringingHere.delete(leg);
        // The others learn from `member:joined` who took it.
        if (reason === 'answered_elsewhere') return;
        const tell = () => {
          for (const message of ownEnd(leg, members.of(leg), by, reason)) tellOf(leg, [session], message);
        };
        // It is unknown which of the user's sessions rejected: it must have its response before it is told.
        if (reason.startsWith('rejected')) setTimeout(tell, READ_WITHIN_MS).unref();
        else tell();
      },

      connected(leg): void {
        ringingHere.delete(leg);
        connections.open(leg);
      },

      hear(): void {},

      ended(leg, by, reason): void {
        for (const message of ownEnd(leg, members.of(leg), by, reason)) tellOf(leg, ownSessions(leg), message);
      },
    };
    invited.set(device, ringingHere);
    return device;
  }

  function others(leg: Leg): Session[] {
    const own = new Set(ownSessions(leg));
    return [...sessionsAround(leg)].filter((session) => !own.has(session));
  }

  function setting(name: 'mute' | 'earmuff', leg: Leg, on: boolean): void {
    const type = `audio:${name}:${on ? 'on' : 'off'}`;
    tellOf(leg, sessionsAround(leg), { type, body: { rtc_id: leg.uuid }, embedded: true });
  }

  events.observe({
    status(leg, status): void {
      const now = clock.now();
      if (status === 'ringing') tellOf(leg, others(leg), legStatus(leg, 'ringing', now));
      if (status === 'answered') {
        tellOf(leg, others(leg), legStatus(leg, 'answered', now));
        // A calling user is in the conversation from the start.
        if (leg.direction === 'outbound' || partyOf(leg).type !== 'app') {
          tellOf(leg, sessionsAround(leg), memberJoined(leg, members.of(leg)));
        }
      }
      if (status === 'completed' || status === 'rejected') {
        tellOf(leg, others(leg), memberLeft(leg, members.of(leg)));
        tellOf(leg, others(leg), legStatus(leg, 'completed', now));
        connections.close(leg.uuid);
      }
    },
    moved(leg, from): void {
      const was = members.former(leg);
      const member = members.of(leg);
      connections.onceHeard(leg, () => tellOf(leg, sessionsAround(leg), transferred(leg, from, was, member), member));
    },
    muted: (leg, on) => setting('mute', leg, on),
    earmuffed: (leg, on) => setting('earmuff', leg, on),
    pressed(leg, digits): void {
      const body = { digit: digits, channel: { id: leg.uuid, type: 'app' } };
      tellOf(leg, others(leg), { type: 'audio:dtmf', body, embedded: true });
    },
  });

  return {
    sessions,
    nextEvent,
    ...createSdkCalls({ ...deps, members, connections, sessions, ringing, rooms, tellOf }),

    close(): void {
      sessions.close();
      connections.closeAll();
    },
  };
}

export type Signalling = ReturnType<typeof createSignalling>;
