import type { RecordAction } from '../../vonage/ncco.js';
import type { Timer } from '../control/clock.js';
import { hear, type Leg, watch } from '../network/leg.js';
import type { Recording } from '../network/recordings.js';
import type { Stage } from './stage.js';
import type { Done, Step } from './step.js';

/** Legs that are recorded until their call ends; a second such recording would be identical. */
const recordedToTheEnd = new WeakSet<Leg>();

/**
 * Records its leg. With `endOnSilence`, `timeOut` or `endOnKey` the flow waits until one is met and the record webhook
 * is sent; otherwise it continues and the recording ends with the call (Vonage: NCCO §4).
 */
export function createRecord(action: RecordAction, stage: Stage, done: Done): Step {
  const { leg, clock, recordings } = stage;
  const { endOnSilence, endOnKey, timeOut } = action;
  const blocks = endOnSilence !== undefined || endOnKey !== undefined || timeOut !== undefined;
  let recording: Recording | null = null;
  let longest: Timer | null = null;
  let silence: Timer | null = null;
  let unwatch = () => {};

  function awaitSilence(): void {
    if (silence) clock.clear(silence);
    if (endOnSilence !== undefined) silence = clock.setTimeout(finish, endOnSilence * 1000);
  }

  function letGo(): void {
    for (const timer of [longest, silence]) if (timer) clock.clear(timer);
    unwatch();
  }

  function finish(): void {
    letGo();
    recording?.finish();
    done('next');
  }

  return {
    run() {
      if (!blocks && recordedToTheEnd.has(leg)) return done('next');
      if (action.beepStart) hear(leg, { type: 'beep' });
      const running = recordings.start(leg, action);
      recording = running;
      if (!blocks) {
        recordedToTheEnd.add(leg);
        watch(leg, { ended: () => running.finish() });
        return done('next');
      }
      unwatch = watch(leg, { said: awaitSilence, key: (digit) => digit === endOnKey && finish() });
      if (timeOut !== undefined) longest = clock.setTimeout(finish, timeOut * 1000);
      awaitSilence();
    },

    stop(): void {
      letGo();
      recording?.finish();
    },
  };
}
