import { useEffect, useRef, useState } from 'react';
import {
  connectHandset,
  type Handset,
  type HandsetCommand,
  type HandsetOwner,
  type HeardEvent,
  hangUpLate,
  type Simulator,
} from '../lib/handset';
import { createHandsetSound, speak, stopSpeaking } from '../lib/handset-sound';
import { unlockSound } from '../lib/tones';

interface HandsetView {
  handset: Handset | null;
  heard: HeardEvent[];
  /** Why the simulator would not do the last thing. */
  refusal: string | null;
  connected: boolean;
}

const NOTHING: HandsetView = { handset: null, heard: [], refusal: null, connected: false };
/** This tab has had sound: after a reload it takes it again without a click. */
const SOUND = 'denwaban.phone.sound';
/** Milliseconds: what was said earlier is only read. */
const JUST_NOW = 3000;

/** Each call begins a transcript of its own; an event may come twice, live and with what was said before. */
function withEvent(heard: HeardEvent[], event: HeardEvent): HeardEvent[] {
  const [first] = heard;
  if (event.n === 1 && event.at !== first?.at) return [event];
  if (heard.some(({ n }) => n === event.n)) return heard;
  return [...heard, event].sort((one, other) => one.n - other.n);
}

/**
 * Picks up a telephone of the simulator: its state, what is heard at it, and what one can do with it.
 * @param owner whose it is; the same object as long as it is the same telephone
 */
export function useHandset({ url, token }: Simulator, owner: HandsetOwner) {
  const [view, setView] = useState(NOTHING);
  const connection = useRef<{ send: (command: HandsetCommand) => void; listenIn: () => void }>(undefined);

  useEffect(() => {
    const simulator = { url, token };
    const change = (news: Partial<HandsetView>) => setView((before) => ({ ...before, ...news }));
    const sound = createHandsetSound((sdp) => opened.send({ type: 'offer', sdp }));
    /** A click has asked for sound; a new socket needs it anew. */
    let wanted = sessionStorage.getItem(SOUND) !== null;
    let there = false;
    let now: Handset | null = null;
    let company = false;
    const spoken = new Set<string>();

    function hear(event: HeardEvent): void {
      setView((before) => ({ ...before, heard: withEvent(before.heard, event) }));
      if (event.n === 1) company = false;
      if (event.type === 'joined') company = true;
      if (event.type === 'ended') stopSpeaking();
      const fresh = Date.now() - Date.parse(event.at) < JUST_NOW && !spoken.has(event.at);
      if (event.type !== 'said' || !event.text || !wanted || !fresh) return;
      spoken.add(event.at);
      speak(event.text, event.language);
    }

    const opened = connectHandset(simulator, owner, {
      onHandset(handset) {
        now = handset;
        change({ handset, refusal: null });
      },
      onHeard: hear,
      onSound: (sdp) => void sound.answered(sdp),
      onRefused: (refusal) => change({ refusal }),
      onConnected(connected) {
        there = connected;
        change({ connected });
        if (connected && wanted) void sound.connect();
      },
    });
    connection.current = {
      send: opened.send,
      listenIn() {
        unlockSound();
        if (wanted) return;
        wanted = true;
        sessionStorage.setItem(SOUND, 'yes');
        if (there) void sound.connect();
      },
    };
    /** Nobody waits for a caller who has gone; who talks already may come back. */
    function onPageHide(): void {
      if (now?.call && now.state !== 'ringing' && !company) hangUpLate(simulator, now.id);
    }
    window.addEventListener('pagehide', onPageHide);
    return () => {
      window.removeEventListener('pagehide', onPageHide);
      opened.close();
      sound.close();
      stopSpeaking();
      setView(NOTHING);
    };
  }, [url, token, owner]);

  return {
    ...view,
    send: (command: HandsetCommand) => connection.current?.send(command),
    /** Call it in a click: from then on one hears and is heard. */
    listenIn: () => connection.current?.listenIn(),
  };
}
