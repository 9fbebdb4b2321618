import type { InputAction } from '../../vonage/ncco.js';
import type { Timer } from '../control/clock.js';
import { watch } from '../network/leg.js';
import type { Collector, Heard } from './collector.js';
import type { Stage } from './stage.js';

/** Defaults: seconds, and number of keys. */
const USUAL = { timeOut: 3, maxDigits: 4 };

/**
 * Collects keys until there are enough, `#` submits, or no key arrives for `timeOut` seconds. A submitting `#` is not
 * one of the digits. The first key interrupts the prompts and counts.
 * @param withSpeech whether speech is collected at the same time
 */
export function collectKeys(
  action: InputAction,
  stage: Stage,
  withSpeech: boolean,
  submit: (heard: Heard) => void,
): Collector {
  const { leg, clock, prompts } = stage;
  const old = action.type === undefined;
  const settings = { ...USUAL, ...(old && pick(action)), ...action.dtmf };
  let digits = '';
  let timer: Timer | null = null;

  function finish(timedOut: boolean) {
    if (old) return submit({ dtmf: digits, timed_out: timedOut });
    const speech = withSpeech ? { results: [] } : { error: 'Speech was not enabled' };
    submit({ speech, dtmf: { digits, timed_out: timedOut } });
  }

  function startTimer(): void {
    if (timer) clock.clear(timer);
    timer = clock.setTimeout(() => finish(true), settings.timeOut * 1000);
  }

  const unwatch = watch(leg, {
    key: (digit) => {
      prompts.stop();
      if (digit === '#' && settings.submitOnHash) return finish(false);
      digits += digit;
      if (digits.length >= settings.maxDigits) return finish(false);
      startTimer();
    },
    // Someone who speaks will not press keys: from now on silence decides, not the timeout for keys.
    said: () => {
      if (withSpeech && timer) clock.clear(timer);
    },
  });

  return {
    startTimers: startTimer,
    stop(): void {
      unwatch();
      if (timer) clock.clear(timer);
    },
  };
}

/** The old input's settings, which are at its top level. */
function pick({ timeOut, maxDigits, submitOnHash }: InputAction) {
  return {
    ...(timeOut !== undefined && { timeOut }),
    ...(maxDigits !== undefined && { maxDigits }),
    ...(submitOnHash !== undefined && { submitOnHash }),
  };
}
