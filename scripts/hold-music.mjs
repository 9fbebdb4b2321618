// Writes web/public/hold.wav, the music on hold: four slow chords, 8 kHz, mono, 16 bit, which Vonage plays unchanged
// (Vonage: http-api §4.5). Run it again after changing the tune: node scripts/hold-music.mjs
import { writeFileSync } from 'node:fs';

const RATE = 8000;
const SECONDS_PER_CHORD = 3;
const CHORDS = [
  [220, 277.18, 329.63, 440],
  [196, 246.94, 293.66, 392],
  [174.61, 220, 261.63, 349.23],
  [196, 246.94, 293.66, 392],
];

const length = RATE * SECONDS_PER_CHORD;
const samples = CHORDS.flatMap((notes) => Array.from({ length }, (_, at) => chord(notes, at / RATE)));

/** Plays the notes one after the other, each fading out. */
function chord(notes, time) {
  return notes.reduce((sum, frequency, place) => {
    const since = time - place * 0.35;
    const rise = Math.min(1, since / 0.02);
    const fall = Math.min(1, (SECONDS_PER_CHORD - time) / 0.05);
    return since < 0 ? sum : sum + Math.sin(2 * Math.PI * frequency * since) * rise * fall * Math.exp(-since * 1.2);
  }, 0);
}

const data = Buffer.alloc(samples.length * 2);
samples.forEach((sample, at) => void data.writeInt16LE(Math.round(sample * 6000), at * 2));
const header = Buffer.alloc(44);
header.write('RIFF', 0);
header.writeUInt32LE(36 + data.length, 4);
header.write('WAVEfmt ', 8);
header.writeUInt32LE(16, 16);
header.writeUInt16LE(1, 20);
header.writeUInt16LE(1, 22);
header.writeUInt32LE(RATE, 24);
header.writeUInt32LE(RATE * 2, 28);
header.writeUInt16LE(2, 32);
header.writeUInt16LE(16, 34);
header.write('data', 36);
header.writeUInt32LE(data.length, 40);
writeFileSync(new URL('../web/public/hold.wav', import.meta.url), Buffer.concat([header, data]));
