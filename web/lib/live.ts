import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Whether live updates reach this page: `quiet` without subscriptions. */
export type LiveState = 'quiet' | 'live' | 'lost';

let state: LiveState = 'quiet';
const listeners = new Set<() => void>();

export function setLive(next: LiveState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLive(): LiveState {
  return useSyncExternalStore(subscribe, () => state);
}

/** Calls `refresh` when the connection is back after it broke: what happened meanwhile was told to nobody. */
export function useOnReconnect(refresh: () => unknown): void {
  const live = useLive();
  const before = useRef(live);
  useEffect(() => {
    if (before.current === 'lost' && live === 'live') refresh();
    before.current = live;
  }, [live, refresh]);
}
