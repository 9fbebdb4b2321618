import { fromAlaw, fromMulaw, SAMPLE_RATE } from './g711.js';

interface Format {
  code: number;
  channels: number;
  rate: number;
  bits: number;
}

/** Lowest sample rate: a file that declares less would become a thousand times as long. */
const SLOWEST = 4000;
const FASTEST = 384_000;
const PCM = 1;
const ALAW = 6;
const MULAW = 7;
const EXTENSIBLE = 0xfffe;

/**
 * Decodes a WAV file (PCM with 8, 16 or 24 bits, A-law, µ-law; any rate, any number of channels) to the calls' sample
 * rate.
 * @returns null if it is not such a file
 */
export function readWav(file: Buffer): Int16Array | null {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    return null;
  }
  let format: Format | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ' && body.length >= 16) format = readFormat(body);
    if (name === 'data') return format && decode(body, format);
    at += 8 + size + (size % 2);
  }
  return null;
}

function readFormat(body: Buffer): Format {
  const code = body.readUInt16LE(0);
  return {
    code: code === EXTENSIBLE && body.length >= 26 ? body.readUInt16LE(24) : code,
    channels: body.readUInt16LE(2),
    rate: body.readUInt32LE(4),
    bits: body.readUInt16LE(14),
  };
}

/** @returns a function from a byte offset to the sample there, or null */
function readerOf(data: Buffer, { code, bits }: Format): ((at: number) => number) | null {
  if (code === MULAW) return (at) => fromMulaw(data[at]!);
  if (code === ALAW) return (at) => fromAlaw(data[at]!);
  if (code !== PCM) return null;
  if (bits === 8) return (at) => (data[at]! - 128) << 8;
  if (bits === 16) return (at) => data.readInt16LE(at);
  if (bits === 24) return (at) => data.readInt16LE(at + 1);
  return null;
}

function decode(data: Buffer, format: Format): Int16Array | null {
  const read = readerOf(data, format);
  const { channels, rate } = format;
  const step = Math.ceil(format.bits / 8);
  if (!read || channels === 0 || step === 0 || rate < SLOWEST || rate > FASTEST) return null;
  const length = Math.floor(data.length / (step * channels));

  const mixed = (index: number): number => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read((index * channels + channel) * step);
    return sum / channels;
  };
  const ratio = rate / SAMPLE_RATE;
  return Int16Array.from({ length: Math.floor(length / ratio) }, (_, index) => {
    const from = Math.floor(index * ratio);
    const to = Math.max(from + 1, Math.floor((index + 1) * ratio));
    let sum = 0;
    for (let at = from; at < to; at++) sum += mixed(Math.min(at, length - 1));
    return sum / (to - from);
  });
}
