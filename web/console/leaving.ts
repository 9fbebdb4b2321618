import { useEffect } from 'react';

let free = false;

/** The page is about to reload by itself: the browser does not ask. */
export function letLeave(): void {
  free = true;
}

/** While in a call, the browser asks before the page is left. */
export function useAskBeforeLeaving(inCall: boolean): void {
  useEffect(() => {
    if (!inCall) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (!free) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [inCall]);
}
