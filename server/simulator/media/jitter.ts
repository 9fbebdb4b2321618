import { FRAME, fromMulaw } from './g711.js';

/** Two packets are buffered before the first is played; beyond ten the oldest are dropped. */
const CUSHION = 2 * FRAME;
const ROOM = 10 * FRAME;

/** Smooths out early and late packets. Samples in, frames of 20 ms out. */
export function createJitterBuffer() {
  const samples = new Int16Array(ROOM);
  let start = 0;
  let count = 0;
  let flowing = false;
  let lastSequence: number | null = null;

  return {
    /** @param sequence of the packet; a late one is dropped */
    push(sequence: number, mulaw: Uint8Array): void {
      const ahead = lastSequence === null ? 1 : (sequence - lastSequence) & 0xffff;
      if (ahead === 0 || ahead > 0x8000) return;
      lastSequence = sequence;
      for (const byte of mulaw) {
        if (count === ROOM) {
          start = (start + 1) % ROOM;
          count -= 1;
        }
        samples[(start + count) % ROOM] = fromMulaw(byte);
        count += 1;
      }
      if (count >= CUSHION) flowing = true;
    },

    /** Discards the buffer. */
    empty(): void {
      count = 0;
      flowing = false;
    },

    /** Fills the frame. @returns false if there is nothing to hear */
    pull(frame: Int16Array): boolean {
      if (count < FRAME) flowing = false;
      if (!flowing) return false;
      for (let index = 0; index < FRAME; index++) frame[index] = samples[(start + index) % ROOM]!;
      start = (start + FRAME) % ROOM;
      count -= FRAME;
      return true;
    },
  };
}
