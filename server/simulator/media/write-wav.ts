import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { SAMPLE_RATE } from './g711.js';

/** Recordings have twice the calls' sample rate, like Vonage's. */
const UPSAMPLED = 2;
const RATE = SAMPLE_RATE * UPSAMPLED;
const BYTES_PER_SAMPLE = 2;
const HEADER_BYTES = 44;
/** Samples to buffer before writing to disk. */
const BUFFERED_SAMPLES = SAMPLE_RATE;

/** A WAV file (16 bit, 16 kHz) that grows during the recording. Gaps are silence and take no disk space. */
export function createWavFile(path: string, channels: number) {
  const file = openSync(path, 'w', 0o600);
  const frameBytes = channels * BYTES_PER_SAMPLE;
  /** At the calls' sample rate: samples written so far. */
  let position = 0;
  let waiting: Int16Array[][] = [];
  let waitingSamples = 0;

  function flush(): void {
    const buffer = Buffer.alloc(waitingSamples * UPSAMPLED * frameBytes);
    let at = 0;
    for (const frame of waiting) {
      const length = frame[0]?.length ?? 0;
      for (let index = 0; index < length; index++) {
        for (let channel = 0; channel < channels; channel++) {
          const sample = frame[channel]![index]!;
          const next = frame[channel]![index + 1] ?? sample;
          buffer.writeInt16LE(sample, at + channel * BYTES_PER_SAMPLE);
          buffer.writeInt16LE((sample + next) >> 1, at + frameBytes + channel * BYTES_PER_SAMPLE);
        }
        at += frameBytes * UPSAMPLED;
      }
    }
    if (buffer.length > 0) writeSync(file, buffer, 0, buffer.length, HEADER_BYTES + position * UPSAMPLED * frameBytes);
    position += waitingSamples;
    waiting = [];
    waitingSamples = 0;
  }

  return {
    /** Duration so far in seconds. */
    seconds: (): number => (position + waitingSamples) / SAMPLE_RATE,

    /** @param frame samples at the calls' rate, one array per channel */
    write(frame: Int16Array[]): void {
      waiting.push(frame);
      waitingSamples += frame[0]?.length ?? 0;
      if (waitingSamples >= BUFFERED_SAMPLES) flush();
    },

    /** Continues at that second, with silence in between. */
    skipTo(seconds: number): void {
      flush();
      position = Math.max(position, Math.round(seconds * SAMPLE_RATE));
    },

    /** Ends the file at that length. @returns its size in bytes */
    close(seconds: number): number {
      flush();
      const audio = Math.round(seconds * RATE) * frameBytes;
      try {
        ftruncateSync(file, HEADER_BYTES + audio);
        writeSync(file, header(audio, channels), 0, HEADER_BYTES, 0);
      } finally {
        closeSync(file);
      }
      return HEADER_BYTES + audio;
    },
  };
}

function header(audio: number, channels: number): Buffer {
  const frameBytes = channels * BYTES_PER_SAMPLE;
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(HEADER_BYTES - 8 + audio, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * frameBytes, 28);
  bytes.writeUInt16LE(frameBytes, 32);
  bytes.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(audio, 40);
  return bytes;
}
