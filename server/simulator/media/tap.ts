import type { Leg, Room } from '../network/leg.js';
import { clip, FRAME } from './g711.js';

/** What is recorded: what a leg says and hears, or what is said in a room. */
export interface Tapped {
  of: { leg: Leg } | { room: Room };
  /** 1: everything mixed; more: the leg and the others, or the room's legs, separately. */
  channels: number;
  /** @param frame 20 ms, one array per channel */
  write: (frame: Int16Array[]) => void;
}

/** @param mixFor fills the frame with what a leg may hear of the others */
export function createTap({ of, channels, write }: Tapped) {
  const scratch = new Int32Array(FRAME);

  function ofLeg(leg: Leg, mixFor: (leg: Leg, mix: Int32Array) => void): Int16Array[] {
    const own = leg.line.speaks && !leg.muted ? leg.line.voice : null;
    if (!leg.line.peer) mixFor(leg, scratch);
    const heard = leg.line.peer ? leg.line.heard : scratch;
    return channels === 1 ? [sum([own, heard])] : spread([sum([own]), sum([heard])]);
  }

  function ofRoom(room: Room): Int16Array[] {
    const voices = [...room.legs].map((leg) => (leg.joined && leg.line.speaks && !leg.muted ? leg.line.voice : null));
    return channels === 1 ? [sum(voices)] : spread(voices.map((voice) => sum([voice])));
  }

  function spread(frames: Int16Array[]): Int16Array[] {
    return Array.from({ length: channels }, (_, channel) => frames[channel] ?? new Int16Array(FRAME));
  }

  return {
    take(mixFor: (leg: Leg, mix: Int32Array) => void): void {
      write('leg' in of ? ofLeg(of.leg, mixFor) : ofRoom(of.room));
    },
  };
}

export type Tap = ReturnType<typeof createTap>;

function sum(parts: (Int16Array | Int32Array | null)[]): Int16Array {
  const result = new Int16Array(FRAME);
  for (const part of parts) {
    if (part) for (let index = 0; index < FRAME; index++) result[index] = clip(result[index]! + part[index]!);
  }
  return result;
}
