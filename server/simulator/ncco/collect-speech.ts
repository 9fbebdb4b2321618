import type { SpeechSettings } from '../../vonage/ncco.js';
import type { Timer } from '../control/clock.js';
import { watch } from '../network/leg.js';
import type { Collector, Heard } from './collector.js';
import type { Stage } from './stage.js';

/** Defaults in seconds. */
const USUAL = { endOnSilence: 2, startTimeout: 10, maxDuration: 60 };
/** Confidence reported for typed text; a string, as in Vonage's samples. */
const CONFIDENCE = '0.9405097';

/**
 * Collects speech (typed on the handset) until there is silence for `endOnSilence` seconds or it has lasted
 * `maxDuration`; nothing within `startTimeout` seconds ends it empty.
 * @param withKeys whether keys are collected at the same time
 */
export function collectSpeech(
  wanted: SpeechSettings,
  stage: Stage,
  withKeys: boolean,
  submit: (heard: Heard) => void,
): Collector {
  const { leg, legs, clock, prompts, recordings } = stage;
  const settings = { ...USUAL, ...wanted };
  const asked = legs.find(wanted.uuid?.[0] ?? leg.uuid);
  const speaker = asked?.application === leg.application ? asked : leg;
  const lines: string[] = [];
  const timers: Record<'start' | 'silence' | 'longest', Timer | null> = { start: null, silence: null, longest: null };

  function set(name: keyof typeof timers, seconds: number, fire: () => void): void {
    const running = timers[name];
    if (running) clock.clear(running);
    timers[name] = clock.setTimeout(fire, seconds * 1000);
  }

  function finish(reason: string): void {
    const results = lines.length > 0 ? [{ confidence: CONFIDENCE, text: lines.join(' ') }] : [];
    const audio = wanted.saveAudio && { recording_url: recordings.store(leg.application, lines.length, 1).url };
    submit({
      speech: { ...audio, timeout_reason: reason, results },
      dtmf: { digits: null, timed_out: false },
    });
  }

  const unwatch = watch(speaker, {
    said: (text) => {
      prompts.stop();
      if (timers.start) clock.clear(timers.start);
      if (lines.length === 0) set('longest', settings.maxDuration, () => finish('max_duration'));
      lines.push(text);
      set('silence', settings.endOnSilence, () => finish('end_on_silence_timeout'));
    },
    // If keys are allowed, the first key ends the wait for speech.
    key: () => {
      if (withKeys && timers.start) clock.clear(timers.start);
    },
  });

  return {
    startTimers: () => set('start', settings.startTimeout, () => finish('start_timeout')),
    stop(): void {
      unwatch();
      for (const timer of Object.values(timers)) if (timer) clock.clear(timer);
    },
  };
}
