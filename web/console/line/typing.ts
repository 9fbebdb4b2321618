import { useEffect, useRef, useState } from 'react';
import { isWritten } from './attention';

/** Milliseconds after a key in which someone still works with the keyboard. */
const STILL = 1000;

/**
 * Whether someone was typing when a call began to ring: then it must take no focus, and the next key must not answer.
 * @param ringing id of the call that rings; null while none does
 */
export function useRingsWhileTyping(ringing: string | null): boolean {
  const lastKey = useRef(-STILL);
  const [seen, setSeen] = useState<{ ringing: string; typing: boolean } | null>(null);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // Keys of the desk, such as the one that ended the last call, write nothing.
      if (!event.ctrlKey && !event.altKey && !event.metaKey) lastKey.current = event.timeStamp;
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);

  if (ringing === null || ringing === seen?.ringing) return ringing !== null && seen?.typing === true;
  const typing = isWritten(document.activeElement) || performance.now() - lastKey.current < STILL;
  setSeen({ ringing, typing });
  return typing;
}
