import type { Region } from '../../../shared/regions.js';
import type { Application } from '../account/cloud.js';
import type { Room } from './leg.js';
import { hear, type Leg, tell, who } from './leg.js';
import type { VoiceConversations } from './voice-conversations.js';

/** Whether `listener` hears what `speaker` says, given mute, earmuff, canSpeak and canHear. */
export function hears(listener: Leg, speaker: Leg): boolean {
  return mayHear(listener, speaker) && !speaker.muted && !listener.earmuffed;
}

function mayHear(listener: Leg, speaker: Leg): boolean {
  return (
    listener !== speaker &&
    listener.joined &&
    speaker.joined &&
    listener.room === speaker.room &&
    listener.room.started &&
    (speaker.canSpeak === null || speaker.canSpeak.includes(listener.uuid)) &&
    (listener.canHear === null || listener.canHear.includes(speaker.uuid))
  );
}

/** Conversations with live legs, and named ones by their name, per application. */
export function createRooms({ conversations }: { conversations: VoiceConversations }) {
  const rooms = new Map<string, Room>();

  function open(application: Application, region: Region, id: string): Room {
    const room: Room = { id, application, region, legs: new Set(), started: true, onOver: new Set() };
    rooms.set(id, room);
    return room;
  }

  function tellJoined(listener: Leg, speaker: Leg): void {
    if (mayHear(listener, speaker)) hear(listener, { type: 'joined', who: who(speaker) });
  }

  /** Removes the leg from sound and room; if it was the last, the room is over. */
  function leave(leg: Leg): void {
    const { room } = leg;
    const listeners = leg.joined ? [...room.legs].filter((other) => mayHear(other, leg)) : [];
    leg.joined = false;
    room.legs.delete(leg);
    for (const listener of listeners) hear(listener, { type: 'left', who: who(leg) });
    if (room.legs.size > 0) return;
    rooms.delete(room.id);
    conversations.emptied(room.id);
    for (const end of room.onOver) end();
  }

  return {
    /** A new conversation for a call. */
    open: (application: Application, region: Region): Room =>
      open(application, region, conversations.ofCall(application, region)),

    /** The conversation with that id while it has legs. */
    live: (id: string): Room | undefined => rooms.get(id),

    /** The application's conversation with that id in that region, with its live legs. */
    byId(application: Application, region: Region, id: string): Room | undefined {
      if (!conversations.exists(application, region, id)) return undefined;
      return rooms.get(id) ?? open(application, region, id);
    },

    /** The application's conversation with that name in that region, created if needed. */
    named(application: Application, region: Region, name: string): Room {
      const id = conversations.named(application, region, name, (known) => rooms.has(known));
      const live = rooms.get(id);
      if (live) return live;
      const room = open(application, region, id);
      room.started = false;
      return room;
    },

    /** Puts a leg into a room, silent until it joins. */
    put(leg: Leg, room: Room): void {
      leg.room = room;
      room.legs.add(leg);
    },

    /** Adds the leg to the room's sound; starts a waiting room if `starts`. */
    join(leg: Leg, starts = true): void {
      const { room } = leg;
      leg.joined = true;
      const present = [...room.legs].filter((other) => other.joined);
      if (!room.started && starts) {
        room.started = true;
        for (const listener of present) for (const speaker of present) tellJoined(listener, speaker);
        for (const other of present) tell(other, (watcher) => watcher.started?.());
        return;
      }
      for (const other of present) {
        tellJoined(other, leg);
        tellJoined(leg, other);
      }
    },

    leave,

    /** The legs that hear this leg's keys; mute affects only the voice. */
    listenersOfKeys: (leg: Leg): Leg[] => [...leg.room.legs].filter((other) => mayHear(other, leg) && !other.earmuffed),

    /** The legs that hear what this leg says. */
    listenersOf: (leg: Leg): Leg[] => [...leg.room.legs].filter((other) => hears(other, leg)),
  };
}

export type Rooms = ReturnType<typeof createRooms>;
