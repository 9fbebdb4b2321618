import type { NotifyAction } from '../../vonage/ncco.js';
import type { NotifyBody } from '../../vonage/webhook-bodies.js';
import type { Stage } from './stage.js';
import { targetOf } from './stage.js';
import { type Done, type Step } from './step.js';

/** Sends a notification to the application and waits for its reply, which may be another NCCO. */
export function createNotify(action: NotifyAction, stage: Stage, done: Done): Step {
  let stopped = false;
  return {
    run() {
      const { leg, clock } = stage;
      const target = targetOf(stage, action);
      if (!target) return done('next');
      const body: NotifyBody = {
        payload: action.payload,
        conversation_uuid: leg.room.id,
        timestamp: clock.now().toISOString(),
      };
      const asked = stage.ask({ ...target, leg, body, kind: 'event', door: 'notify' }).then((answer) => {
        if (!stopped) done(typeof answer === 'object' ? answer : 'next');
      });
      stage.unattended(asked);
    },
    stop(): void {
      stopped = true;
    },
  };
}
