import { useEffect, useRef, useState } from 'react';
import {
  connectHandset,
  type Handset,
  type HandsetCommand,
  type HandsetOwner,
  type HeardEvent,
  hangUpLate,
  type Simulator,
} from '../lib/handset/handset';
import { createHandsetSound, speak, stopSpeaking } from '../lib/handset/handset-sound';
import { unlockSound } from '../lib/handset/tones';

interface HandsetView {
  handset: Handset | null;
  heard: HeardEvent[];
  /** Why the simulator refused the last action. */
  refusal: string | null;
  connected: boolean;
}

const NOTHING: HandsetView = { handset: null, heard: [], refusal: null, connected: false };
/** This tab has had sound: after a reload it reconnects it without a click. */
const SOUND = 'denwaban.phone.sound';
/** Milliseconds: earlier lines are shown but not announced. */
const JUST_NOW = 3000;

/** Each call has its own transcript; an event may arrive twice, live and in the history. */
function withEvent(heard: HeardEvent[], event: HeardEvent): HeardEvent[] {
  const [first] = heard;
  if (event.n === 1 && event.at !== first?.at) return [event];
  if (heard.some(({ n }) => n === event.n)) return heard;
  return [...heard, event].sort((one, other) => one.n - other.n);
}

/**
 * Connects to a simulated phone: its state, its transcript, and its actions.
 * @param owner of the phone; the same object as long as it is the same phone
 */
export function useHandset({ url, token }: Simulator, owner: HandsetOwner) {
  const [view, setView] = useState(NOTHING);
  const connection = useRef<{ send: (command: HandsetCommand) => void; listenIn: () => void }>(undefined);

  useEffect(() => {
    const simulator = { url, token };
    const change = (news: Partial<HandsetView>) => setView((before) => ({ ...before, ...news }));
    const sound = createHandsetSound((sdp) => opened.send({ type: 'offer', sdp }));
    /** A click has requested sound; a new socket must request it again. */
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
    /** No one waits for a caller who leaves; someone already talking may return. */
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
    /** Call it in a click handler: from then on sound works in both directions. */
    listenIn: () => connection.current?.listenIn(),
  };
}
