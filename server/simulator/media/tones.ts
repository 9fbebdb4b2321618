import { SAMPLE_RATE } from './g711.js';

/** A sound of the platform, sample by sample: null when it is over. */
export type Source = () => number | null;

const LEVEL = 6000;
const KEY_MS = 120;
const KEY_GAP_MS = 60;
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const KEYPAD = ['123', '456', '789', '*0#'];
/** Notes of the music on hold, in Hz; ours, so that nobody holds a right in it. */
const MELODY = [392, 494, 587, 784, 587, 494, 440, 523, 659, 880, 659, 523, 349, 440, 523, 698, 523, 440, 392, 494];
const NOTE_MS = 420;

const samples = (ms: number) => Math.round((ms * SAMPLE_RATE) / 1000);
const sine = (hz: number, at: number) => Math.sin((2 * Math.PI * hz * at) / SAMPLE_RATE);

/** Tones that come and go for ever. @param cadence milliseconds of sound and of silence, in turn */
function cadenced(frequencies: number[], cadence: number[]): Source {
  const parts = cadence.map(samples);
  const length = parts.reduce((sum, part) => sum + part, 0);
  let at = 0;
  return () => {
    let place = at % length;
    const part = parts.findIndex((size) => {
      if (place < size) return true;
      place -= size;
      return false;
    });
    at += 1;
    if (part % 2 === 1) return 0;
    return (LEVEL * frequencies.reduce((sum, hz) => sum + sine(hz, at), 0)) / frequencies.length;
  };
}

/** The far end rings: the British double ring. */
export const ringback = (): Source => cadenced([400, 450], [400, 200, 400, 2000]);

/** The far end is busy. @param ms how long it lasts */
export const busy = (ms: number): Source => limited(cadenced([400], [375, 375]), ms);

/** A recording begins. */
export const beep = (): Source => limited(cadenced([1000], [400]), 400);

/** Nothing to be heard. @param ms how long */
export const silence = (ms: number): Source => limited(() => 0, ms);

/** A key of a telephone: two tones at once. @param key one of `0-9*#` */
export function keyTone(key: string): Source {
  const row = KEYPAD.findIndex((keys) => keys.includes(key));
  if (row < 0) return silence(0);
  const tones = cadenced([ROWS[row]!, COLUMNS[KEYPAD[row]!.indexOf(key)]!], [KEY_MS, KEY_GAP_MS]);
  return limited(tones, KEY_MS + KEY_GAP_MS);
}

/** Music on hold where no file can be played: a plain tune that goes round. */
export function holdMusic(): Source {
  const note = samples(NOTE_MS);
  let at = 0;
  return () => {
    const hz = MELODY[Math.floor(at / note) % MELODY.length]!;
    const fade = 1 - (at % note) / note;
    const value = LEVEL * fade * (sine(hz, at) * 0.8 + sine(hz / 2, at) * 0.2);
    at += 1;
    return value;
  };
}

/** A file's samples. @param times how often; 0 = for ever */
export function playback(sound: Int16Array, times: number): Source {
  let at = 0;
  let played = 0;
  return () => {
    if (at === sound.length) {
      at = 0;
      played += 1;
    }
    if (sound.length === 0 || (times > 0 && played >= times)) return null;
    return sound[at++]!;
  };
}

function limited(source: Source, ms: number): Source {
  let left = samples(ms);
  return () => {
    if (left === 0) return null;
    left -= 1;
    return source();
  };
}
