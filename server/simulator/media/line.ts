import type { Sound } from '../network/sound.js';
import { FRAME } from './g711.js';
import type { Peer } from './peer.js';
import type { SoundFiles } from './sound-files.js';
import { beep, busy, holdMusic, keyTone, ringback, type Source, silence } from './tones.js';

const FOR_EVER = 0;
const BUSY_MS = 3000;

/** A leg's end of the sound. Without a browser it only remembers what would play. */
export function createLine(files: SoundFiles) {
  let playing: Source | null = null;
  /** Whether what plays ends when another party can be heard. */
  let untilJoined = false;
  const queue: Source[] = [];

  function play(source: Source | null, waits = false): void {
    playing = source;
    untilJoined = waits;
  }

  return {
    /** The browser at its end. */
    peer: null as Peer | null,
    /** What that browser said in the present 20 ms, where `speaks`. */
    voice: new Int16Array(FRAME),
    speaks: false,
    /** What it was sent in the present 20 ms. */
    heard: new Int32Array(FRAME),

    /** What the transcript tells, as sound. Words stay words. */
    hear(sound: Sound): void {
      switch (sound.type) {
        case 'ringback':
          play(sound.url ? files.play(sound.url, FOR_EVER, ringback) : ringback(), true);
          return;
        case 'music':
          play(files.play(sound.url, FOR_EVER, holdMusic), true);
          return;
        case 'beep':
          queue.push(beep());
          return;
        case 'keys':
          if (sound.by === 'far') for (const key of sound.digits) queue.push(keyTone(key));
          return;
        case 'joined':
          if (untilJoined) play(null);
          return;
        case 'said':
        case 'silence':
          play(null);
      }
    },

    /** A file to its leg alone, over the voices. @param times how often; 0 = for ever, as music on hold does */
    playFile(url: string, times: number): void {
      play(files.play(url, times, times === FOR_EVER ? holdMusic : () => silence(0)));
    },

    stopFile: () => play(null),

    /** The call could not be had: the far end is busy. */
    playBusy(): void {
      play(busy(BUSY_MS));
    },

    /** @returns how long a file plays here, in seconds; null when nobody listens or it cannot be played */
    async secondsOf(url: string): Promise<number | null> {
      return this.peer && files.seconds(url);
    },

    /** Adds what plays to the frame. @returns false when nothing does any more */
    mixPlayed(frame: Int32Array): boolean {
      if (!playing && queue.length === 0) return false;
      for (let index = 0; index < FRAME; index++) {
        const sample = playing?.() ?? null;
        if (sample === null) playing = null;
        frame[index] = frame[index]! + (sample ?? 0) + nextOfQueue();
      }
      return playing !== null || queue.length > 0;
    },
  };

  function nextOfQueue(): number {
    for (;;) {
      const source = queue[0];
      if (!source) return 0;
      const sample = source();
      if (sample !== null) return sample;
      queue.shift();
    }
  }
}

export type Line = ReturnType<typeof createLine>;
