import type { ConversationAction } from '../../vonage/ncco.js';
import type { Room } from '../network/leg.js';
import { hear, watch } from '../network/leg.js';
import type { Recording } from '../network/recordings.js';
import type { Stage } from './stage.js';
import type { Done, Step } from './step.js';

/** Vonage's limit for a named conversation. */
const MOST_LEGS = 50;

/** Recordings of whole conversations: one each, started by the first action that asks for it. */
const recorded = new WeakMap<Room, Recording>();

/** Moves its leg to the named conversation, where it stays until it ends or is moved (Vonage: NCCO §5). */
export function createConversation(action: ConversationAction, stage: Stage, done: Done): Step {
  const { leg, legs, rooms, events, recordings } = stage;
  const music = [action.musicOnHoldUrl].flat()[0];
  let unwatch = () => {};

  function record(room: Room): void {
    if (!action.record || recorded.has(room) || !room.started) return;
    const recording = recordings.start(leg, action, room);
    recorded.set(room, recording);
    room.onOver.add(() => recording.finish());
  }

  function waitInside(room: Room): void {
    if (music) hear(leg, { type: 'music', url: music });
    else hear(leg, { type: 'silence' });
    unwatch = watch(leg, { started: () => record(room) });
  }

  return {
    run() {
      const room = rooms.named(leg.application, leg.room.region, action.name);
      if (room.legs.size >= MOST_LEGS) {
        events.error(leg, `The conversation ${action.name} is full: it has ${MOST_LEGS} legs.`);
        return done('next');
      }
      legs.move(leg, room);
      leg.canSpeak = action.canSpeak ?? null;
      leg.canHear = action.canHear ?? null;
      leg.muted = action.mute ?? false;
      leg.endOnExit = action.endOnExit ?? false;
      rooms.join(leg, action.startOnEnter ?? true);
      record(room);
      if (!room.started || room.legs.size === 1) waitInside(room);
    },

    stop(): void {
      unwatch();
    },
  };
}
