import type { TransferAction } from '../../vonage/ncco.js';
import { hear } from '../network/leg.js';
import type { Stage } from './stage.js';
import type { Done, Step } from './step.js';

/** Moves every leg of the current conversation to another one; it is always the last action (Vonage: NCCO §8). */
export function createTransfer(action: TransferAction, stage: Stage, done: Done): Step {
  const { leg, legs, rooms, events } = stage;
  return {
    run() {
      const target = rooms.byId(leg.application, leg.room.region, action.conversationId);
      if (!target) {
        events.error(leg, `The conversation ${action.conversationId} does not exist.`);
        return done('next');
      }
      const moving = [...leg.room.legs];
      for (const one of moving) legs.move(one, target);
      for (const one of moving) {
        if (one === leg) {
          one.canHear = action.canHear ?? null;
          one.canSpeak = action.canSpeak ?? null;
          one.muted = action.mute ?? false;
        }
        rooms.join(one);
      }
      if (target.legs.size === 1) hear(leg, { type: 'silence' });
    },
    stop(): void {},
  };
}
