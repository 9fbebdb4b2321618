import type { StreamAction } from '../../vonage/ncco.js';
import { hear } from '../leg.js';
import type { Step } from './step.js';
import { type Playing, repeat } from './talk.js';

/** A file is not fetched: each is taken to be as long as this many spoken characters, five seconds at the usual rate. */
const LENGTH = 75;

/** Plays a sound file to its leg, `loop` times; the transcript tells it once. */
export function createStream(
  action: Pick<StreamAction, 'streamUrl' | 'loop'>,
  stage: Playing,
  done: (outcome: 'next') => void,
): Step {
  const url = action.streamUrl[0] ?? '';
  let told = false;
  return repeat(stage, action.loop ?? 1, LENGTH / stage.settings.speechRate, done, (leg) => {
    if (!told) hear(leg, { type: 'playing', url });
    told = true;
  });
}
