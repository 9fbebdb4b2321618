import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdMusic, ringback } from '../../server/simulator/media/tones.js';
import { nameSound } from './heard-sound.js';
import { spokenSound } from './spoken-sound.js';

const RATE = 8000;
const HEADER_BYTES = 44;
const WINDOW = RATE;

/** @param every takes each so manieth sample */
function samplesOf(file: Buffer, every = 1): number[] {
  const data = file.subarray(HEADER_BYTES);
  return Array.from(
    { length: Math.floor(data.length / 2 / every) },
    (_, at) => data.readInt16LE(at * 2 * every) / 32768,
  );
}

const windowsOf = (samples: number[]): number[][] =>
  Array.from({ length: Math.floor(samples.length / WINDOW) }, (_, at) => samples.slice(at * WINDOW, (at + 1) * WINDOW));

const music = samplesOf(readFileSync(join(import.meta.dirname, '../../web/public/hold.wav')));
const voice = samplesOf(spokenSound(), 6);
const both = voice.map((sample, at) => sample + music[at]!);

describe('the name of a sound that a test hears', () => {
  it.each([
    ['music', music],
    ['voice', voice],
    ['silence', music.map((sample) => sample / 1000)],
    ['several at once', both],
  ] as const)('is %s in every second of it', (name, samples) => {
    for (const window of windowsOf(samples)) expect(nameSound(window, RATE)).toBe(name);
  });

  it('is not music for three seconds where the simulator plays its own tune because the file cannot be had', () => {
    const source = holdMusic();
    const tune = Array.from({ length: 30 * RATE }, () => (source() ?? 0) / 32768);
    const heard = windowsOf(tune).map((window) => nameSound(window, RATE));
    expect(heard.join(', ')).not.toContain('music, music, music');
  });

  it('is ringback while the far end rings, and silence in the pauses', () => {
    const source = ringback();
    const tone = Array.from({ length: 6 * RATE }, () => (source() ?? 0) / 32768);
    expect(new Set(windowsOf(tone).map((window) => nameSound(window, RATE)))).toEqual(new Set(['ringback', 'silence']));
  });
});
