import { useEffect, useRef, useState } from 'react';
import { connectHandset, type Handset, type HandsetCommand, type HeardEvent } from '../lib/handset';

interface HandsetView {
  handset: Handset | null;
  heard: HeardEvent[];
  /** Why the simulator would not do the last thing. */
  refusal: string | null;
  connected: boolean;
}

const NOTHING: HandsetView = { handset: null, heard: [], refusal: null, connected: false };

/** Each call begins a transcript of its own; an event may come twice, live and with what was said before. */
function withEvent(heard: HeardEvent[], event: HeardEvent): HeardEvent[] {
  const [first] = heard;
  if (event.n === 1 && event.at !== first?.at) return [event];
  if (heard.some(({ n }) => n === event.n)) return heard;
  return [...heard, event].sort((one, other) => one.n - other.n);
}

/** Picks up a telephone of the simulator: its state, what is heard at it, and what one can do with it. */
export function useHandset(simulator: string, number: string) {
  const [view, setView] = useState(NOTHING);
  const connection = useRef<ReturnType<typeof connectHandset>>(undefined);

  useEffect(() => {
    const change = (news: Partial<HandsetView>) => setView((before) => ({ ...before, ...news }));
    const opened = connectHandset(
      simulator,
      { number },
      {
        onHandset: (handset) => change({ handset, refusal: null }),
        onHeard: (event) => setView((before) => ({ ...before, heard: withEvent(before.heard, event) })),
        onRefused: (refusal) => change({ refusal }),
        onConnected: (connected) => change({ connected }),
      },
    );
    connection.current = opened;
    return () => {
      opened.close();
      setView(NOTHING);
    };
  }, [simulator, number]);

  return { ...view, send: (command: HandsetCommand) => connection.current?.send(command) };
}
