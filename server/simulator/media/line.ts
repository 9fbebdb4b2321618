import type { Sound } from '../network/sound.js';
import { FRAME } from './g711.js';
import type { Peer } from './peer.js';
import type { SoundFiles } from './sound-files.js';
import { beep, busy, holdMusic, keyTone, ringback, type Source, silence } from './tones.js';

const ENDLESS = 0;
const BUSY_MS = 3000;

/** Sound of one leg. Without a browser it only remembers what would play. */
export function createLine(files: SoundFiles) {
  let playing: Source | null = null;
  /** Whether playback stops when another party can be heard. */
  let untilJoined = false;
  const queue: Source[] = [];

  function play(source: Source | null, waits = false): void {
    playing = source;
    untilJoined = waits;
  }

  return {
    /** The browser on this leg. */
    peer: null as Peer | null,
    /** Samples from the browser in the current 20 ms, if `speaks`. */
    voice: new Int16Array(FRAME),
    speaks: false,
    /** Samples sent to the browser in the current 20 ms. */
    heard: new Int32Array(FRAME),

    /** Plays what the transcript reports. Words remain text. */
    hear(sound: Sound): void {
      switch (sound.type) {
        case 'ringback':
          play(sound.url ? files.play(sound.url, ENDLESS, ringback) : ringback(), true);
          return;
        case 'music':
          play(files.play(sound.url, ENDLESS, holdMusic), true);
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

    /** Plays a file to this leg only, over the voices. @param times repetitions; 0 = endless, as for music on hold */
    playFile(url: string, times: number): void {
      play(files.play(url, times, times === ENDLESS ? holdMusic : () => silence(0)));
    },

    stopFile: () => play(null),

    /** Plays the busy tone after a failed call. */
    playBusy(): void {
      play(busy(BUSY_MS));
    },

    /** @returns duration of the file in seconds; null if no one listens or it cannot be played */
    async secondsOf(url: string): Promise<number | null> {
      return this.peer && files.seconds(url);
    },

    /** Adds playback to the frame. @returns false if nothing is playing */
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
