import type { SimClock, Timer } from '../control/clock.js';
import type { Leg } from '../network/leg.js';
import { hears } from '../network/rooms.js';
import { FRAME, FRAME_MS, toMulaw } from './g711.js';
import { createLine, type Line } from './line.js';
import type { Peer } from './peer.js';
import { createSoundFiles } from './sound-files.js';
import { createTap, type Tap, type Tapped } from './tap.js';

/**
 * Packets arrive every 20 ms, even from a muted microphone: after this long without one, the browser counts as gone.
 */
const QUIET_MS = 2000;
/** How long after its last packet a lost browser may return. */
const COMES_BACK_MS = 20_000;
/** Frames to catch up on after the process was delayed; more are dropped. */
const MOST_LATE_FRAMES = 10;

interface MediaDeps {
  clock: SimClock;
  /** Whether browsers on other machines cannot connect. */
  loopbackOnly: () => boolean;
  /** The leg's browser is gone and has not returned. */
  lost: (leg: Leg) => void;
}

/**
 * Sound of all calls: every 20 ms each browser is sent what its leg may hear (see rooms.ts) and what the platform plays
 * to it. Legs without a browser cost nothing.
 */
export function createMedia({ clock, loopbackOnly, lost }: MediaDeps) {
  const files = createSoundFiles();
  const onAir = new Set<Leg>();
  /** Browsers that hear a tone after their call. */
  const afterCalls = new Map<Peer, Line>();
  const gone = new Map<Leg, Timer>();
  const taps = new Set<Tap>();
  let ticker: NodeJS.Timeout | null = null;
  let next = 0;

  function start(): void {
    if (ticker) return;
    next = performance.now() + FRAME_MS;
    ticker = setTimeout(beat, FRAME_MS);
  }

  function beat(): void {
    ticker = null;
    // Process only frames that were due at the start, so that slow frames do not block everything else.
    const now = performance.now();
    if ((now - next) / FRAME_MS > MOST_LATE_FRAMES) next = now;
    try {
      while (next <= now) {
        next += FRAME_MS;
        frame();
      }
    } finally {
      // The next frame must be scheduled even if this one fails.
      if (onAir.size > 0 || afterCalls.size > 0) ticker = setTimeout(beat, Math.max(0, next - performance.now()));
    }
  }

  function frame(): void {
    for (const { line } of onAir) line.speaks = line.peer?.pull(line.voice) ?? false;
    for (const leg of onAir) {
      mixFor(leg, leg.line.heard);
      leg.line.mixPlayed(leg.line.heard);
      leg.line.peer?.send(toMulaw(leg.line.heard));
      lookAfter(leg);
    }
    for (const tap of taps) tap.take(mixFor);
    for (const [peer, line] of afterCalls) {
      line.heard.fill(0);
      if (!line.mixPlayed(line.heard)) afterCalls.delete(peer);
      peer.send(toMulaw(line.heard));
    }
  }

  function mixFor(listener: Leg, mix: Int32Array): void {
    mix.fill(0);
    for (const speaker of listener.room.legs) {
      if (!speaker.line.speaks || !hears(listener, speaker)) continue;
      for (let index = 0; index < FRAME; index++) mix[index] = mix[index]! + speaker.line.voice[index]!;
    }
  }

  function lookAfter(leg: Leg): void {
    const quiet = (leg.line.peer?.quietFor() ?? 0) > QUIET_MS;
    const waiting = gone.get(leg);
    if (quiet && !waiting) {
      const timer = clock.setTimeout(() => lost(leg), COMES_BACK_MS - QUIET_MS);
      gone.set(leg, timer);
    } else if (!quiet && waiting) {
      clock.clear(waiting);
      gone.delete(leg);
    }
  }

  return {
    newLine: (): Line => createLine(files),

    /** A connection for a browser; the caller closes it. */
    async newPeer(): Promise<Peer> {
      // Loaded with the first browser, so that the simulator starts faster.
      const { createPeer } = await import('./peer.js');
      return createPeer(loopbackOnly());
    },

    /** Connects this browser's sound to the leg. */
    attach(leg: Leg, peer: Peer): void {
      afterCalls.delete(peer);
      peer.forgetVoice();
      leg.line.peer = peer;
      onAir.add(leg);
      start();
    },

    /** Disconnects an ended leg. */
    detach(leg: Leg): void {
      onAir.delete(leg);
      clock.clear(gone.get(leg));
      gone.delete(leg);
      leg.line.peer = null;
      leg.line.speaks = false;
    },

    /** Plays the busy tone after the call. */
    playBusy(peer: Peer): void {
      const line = createLine(files);
      line.playBusy();
      afterCalls.set(peer, line);
      start();
    },

    /** Taps sound for a recording. @returns a function that ends it */
    tap(tapped: Tapped): () => void {
      const tap = createTap(tapped);
      taps.add(tap);
      return () => taps.delete(tap);
    },

    close(): void {
      if (ticker) clearTimeout(ticker);
      for (const leg of onAir) leg.line.peer?.close();
      onAir.clear();
      afterCalls.clear();
    },
  };
}

export type Media = ReturnType<typeof createMedia>;
