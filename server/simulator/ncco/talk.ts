import type { TalkAction } from '../../vonage/ncco.js';
import type { Timer } from '../control/clock.js';
import { hear, type Leg } from '../network/leg.js';
import type { Stage } from './stage.js';
import type { Step } from './step.js';

type Spoken = Pick<TalkAction, 'text' | 'loop' | 'language'>;
/** What is needed to play something to a leg. */
export type Playing = Pick<Stage, 'clock' | 'settings' | 'leg'>;

/** Speaks text to its leg, `loop` times; the duration follows from the account's speech rate. */
export function createTalk(action: Spoken, stage: Playing, done: (outcome: 'next') => void): Step {
  const text = withoutTags(action.text);
  const seconds = text.length / stage.settings.speechRate;
  return repeat(stage, action.loop ?? 1, seconds, done, (leg) =>
    hear(leg, { type: 'said', text, language: action.language ?? 'en-US' }),
  );
}

/** Speech tags are instructions for the voice, not words. */
function withoutTags(text: string): string {
  return text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Plays something to a leg repeatedly.
 * @param times 0 = endless
 * @param seconds duration of one repetition
 */
export function repeat(
  { clock, leg }: Playing,
  times: number,
  seconds: number,
  done: (outcome: 'next') => void,
  play: (leg: Leg) => void,
): Step {
  // Endless repetition needs a minimum duration, or it would block the process.
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
