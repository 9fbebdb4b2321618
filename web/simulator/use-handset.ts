import { useEffect, useRef, useState } from 'react';
import { connectHandset, type Handset, type HandsetCommand, type HeardEvent, transcriptOf } from '../lib/handset';

interface HandsetView {
  handset: Handset | null;
  heard: HeardEvent[];
  /** Why the simulator would not do the last thing. */
  refusal: string | null;
  connected: boolean;
}

const NOTHING: HandsetView = { handset: null, heard: [], refusal: null, connected: false };

function withEvent(heard: HeardEvent[], event: HeardEvent): HeardEvent[] {
  if (event.n === 1) return [event];
  return heard.some(({ n }) => n === event.n) ? heard : [...heard, event];
}

/** Picks up a telephone of the simulator: its state, what is heard at it, and what one can do with it. */
export function useHandset(simulator: string, id: string) {
  const [view, setView] = useState(NOTHING);
  const connection = useRef<ReturnType<typeof connectHandset>>(undefined);

  useEffect(() => {
    const change = (news: Partial<HandsetView>) => setView((before) => ({ ...before, ...news }));
    const opened = connectHandset(simulator, id, {
      onHandset: (handset) => change({ handset, refusal: null }),
      onHeard: (event) => setView((before) => ({ ...before, heard: withEvent(before.heard, event) })),
      onRefused: (refusal) => change({ refusal }),
      onConnected: (connected) => {
        change({ connected });
        // A page that was reloaded in the middle of a call shows what was said before.
        if (connected)
          transcriptOf(simulator, id).then(
            (heard) => change({ heard }),
            () => {},
          );
      },
    });
    connection.current = opened;
    return () => {
      opened.close();
      setView(NOTHING);
    };
  }, [simulator, id]);

  return { ...view, send: (command: HandsetCommand) => connection.current?.send(command) };
}
