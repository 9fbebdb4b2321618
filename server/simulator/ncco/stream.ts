import type { StreamAction } from '../../vonage/ncco.js';
import { hear } from '../network/leg.js';
import type { Stage } from './stage.js';
import type { Step } from './step.js';
import { type Playing, repeat } from './talk.js';

/**
 * If no browser listens, the file is not downloaded: it takes as long as this many spoken characters, five seconds at
 * the usual rate.
 */
const LENGTH = 75;

/** Plays a sound file to its leg, `loop` times; the transcript reports it once. */
export function createStream(
  action: Pick<StreamAction, 'streamUrl' | 'loop'>,
  stage: Playing & Pick<Stage, 'unattended'>,
  done: (outcome: 'next') => void,
): Step {
  const { leg } = stage;
  const url = action.streamUrl[0] ?? '';
  const times = action.loop ?? 1;
  let playing: Step | null = null;
  let stopped = false;

  function begin(seconds: number): void {
    if (stopped) return;
    hear(leg, { type: 'playing', url });
    leg.line.playFile(url, times);
    playing = repeat(stage, times, seconds, done, () => {});
    playing.run();
  }

  return {
    run(): void {
      const usual = LENGTH / stage.settings.speechRate;
      if (!leg.line.peer) begin(usual);
      else stage.unattended(leg.line.secondsOf(url).then((seconds) => begin(seconds ?? usual)));
    },

    stop(why): void {
      stopped = true;
      if (!playing) return;
      playing.stop(why);
      leg.line.stopFile();
    },
  };
}
