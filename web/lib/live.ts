import { useSyncExternalStore } from 'react';

/** Whether news of calls and events reach this page: `quiet` until somebody listens. */
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
