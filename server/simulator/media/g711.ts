/** Samples per second of all sound in calls, 16 bit, one channel. */
export const SAMPLE_RATE = 8000;
/** Milliseconds and samples of one packet. */
export const FRAME_MS = 20;
export const FRAME = (SAMPLE_RATE * FRAME_MS) / 1000;

const BIAS = 132;
const LOUDEST = 32635;

/** Encodes one 16-bit sample as G.711 µ-law. */
function compress(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(LOUDEST, Math.abs(sample)) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 255;
}

function expand(byte: number): number {
  const bits = ~byte & 255;
  const magnitude = ((((bits & 15) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

const EXPANDED = Int16Array.from({ length: 256 }, (_, byte) => expand(byte));
const COMPRESSED = Uint8Array.from({ length: 65_536 }, (_, index) => compress(index - 32_768));

/** Decodes a µ-law byte to a 16-bit sample. */
export function fromMulaw(byte: number): number {
  return EXPANDED[byte]!;
}

/** @param samples mixed sound, clipped to 16 bits */
export function toMulaw(samples: Int32Array | Int16Array): Buffer {
  const bytes = Buffer.allocUnsafe(samples.length);
  for (let i = 0; i < samples.length; i++) bytes[i] = COMPRESSED[clip(samples[i]!) + 32_768]!;
  return bytes;
}

/** Keeps a mixed sample within 16 bits. */
export function clip(sample: number): number {
  return sample > 32_767 ? 32_767 : sample < -32_768 ? -32_768 : sample;
}

/** Decodes a G.711 A-law byte to a 16-bit sample. */
export function fromAlaw(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 15) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}
