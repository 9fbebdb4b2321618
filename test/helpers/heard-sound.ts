/** Hertz: the notes of web/public/hold.wav (scripts/hold-music.mjs), except the one that also occurs in the voices. */
const MUSIC = [174.61, 196, 220, 246.94, 261.63, 293.66, 329.63, 349.23, 392, 440];
/** Hertz: the harmonics of the spoken sound (spoken-sound.ts) that lie apart from those notes. */
const VOICE = [140, 420, 700, 1120];
/** Hertz: the British ring-back tone. */
const RINGBACK = [400, 450];
/** Hertz to both sides: what syllables and the way through a browser make of one frequency. */
const NOTE_WIDTH = 3;
const VOICE_WIDTH = 9;

/** A silent line is below it, the quietest end of a chord is several times as loud (1 = the loudest there is). */
const SILENT = 0.002;
/** Shares of the whole sound's power: what is there for sure, and what may be there by the way. */
const PRESENT = 0.35;
const ABSENT = 0.12;

export type Heard = 'silence' | 'music' | 'voice' | 'ringback' | 'several at once' | 'something else';

/**
 * What a stretch of sound is, judged by its spectrum.
 * @param samples from -1 to 1, half a second of them at least
 * @param rate samples in a second
 */
export function nameSound(samples: readonly number[], rate: number): Heard {
  const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
  if (Math.sqrt(power) < SILENT) return 'silence';
  const shares = {
    music: shareOf(samples, rate, MUSIC, NOTE_WIDTH),
    voice: shareOf(samples, rate, VOICE, VOICE_WIDTH),
    ringback: shareOf(samples, rate, RINGBACK, NOTE_WIDTH),
  };
  const names = (Object.keys(shares) as (keyof typeof shares)[]).filter((name) => shares[name] > ABSENT);
  const [name] = names;
  if (names.length > 1) return 'several at once';
  return name && shares[name] > PRESENT ? name : 'something else';
}

/** @returns which part of the power lies within `width` hertz of the frequencies, from 0 to 1 */
function shareOf(samples: readonly number[], rate: number, frequencies: number[], width: number): number {
  const length = samples.length;
  const window = samples.map((_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / length));
  const shaped = samples.map((sample, at) => sample * window[at]!);
  const all = shaped.reduce((sum, one) => sum + one * one, 0) * length;
  const bins = new Set(
    frequencies.flatMap((hertz) => {
      const [from, to] = [hertz - width, hertz + width].map((one) => Math.round((one * length) / rate));
      return Array.from({ length: to! - from! + 1 }, (_, at) => from! + at);
    }),
  );
  // Each bin also represents its negative frequency.
  return [...bins].reduce((sum, bin) => sum + 2 * powerAt(shaped, bin), 0) / all;
}

/** Goertzel's way to one line of the discrete Fourier transform. */
function powerAt(samples: readonly number[], bin: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * bin) / samples.length);
  let [last, before] = [0, 0];
  for (const sample of samples) [last, before] = [sample + turn * last - before, last];
  return last * last + before * before - turn * last * before;
}
