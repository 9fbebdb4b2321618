import type { TalkAction } from '../../vonage/ncco.js';
import type { Timer } from '../control/clock.js';
import { hear, type Leg } from '../network/leg.js';
import type { Stage } from './stage.js';
import type { Step } from './step.js';

type Spoken = Pick<TalkAction, 'text' | 'loop' | 'language'>;
/** What playing something to a leg needs of the network. */
export type Playing = Pick<Stage, 'clock' | 'settings' | 'leg'>;

/** Speaks a text to its leg, `loop` times; how long that takes follows from the account's speech rate. */
export function createTalk(action: Spoken, stage: Playing, done: (outcome: 'next') => void): Step {
  const text = withoutTags(action.text);
  const seconds = text.length / stage.settings.speechRate;
  return repeat(stage, action.loop ?? 1, seconds, done, (leg) =>
    hear(leg, { type: 'said', text, language: action.language ?? 'en-US' }),
  );
}

/** Speech tags are instructions to the voice, not words. */
function withoutTags(text: string): string {
  return text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Plays something to a leg again and again.
 * @param times 0 = for ever
 * @param seconds how long it plays each time
 */
export function repeat(
  { clock, leg }: Playing,
  times: number,
  seconds: number,
  done: (outcome: 'next') => void,
  play: (leg: Leg) => void,
): Step {
  // Something that repeats for ever must take time, or it would never let go.
  const ms = Math.max(seconds * 1000, times === 0 ? 1000 : 0);
  let timer: Timer | null = null;
  let played = 0;

  function again() {
    if (times > 0 && played === times) return done('next');
    played += 1;
    play(leg);
    timer = clock.setTimeout(again, ms);
  }

  return {
    run: again,
    stop(): void {
      if (timer) clock.clear(timer);
      played = times;
      timer = null;
    },
  };
}
