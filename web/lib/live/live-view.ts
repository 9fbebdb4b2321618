import { pauseAfter } from './pauses';

/** `waiting` until the server listens for the first time; `lost` while the page may be out of date. */
type ViewState = 'waiting' | 'live' | 'lost';

/** State of all the page's subscriptions together: `quiet` if there are none, and while the first ones start. */
export type LiveState = 'quiet' | 'live' | 'lost';

/** Milliseconds until a subscription that has not started counts as lost. */
const LATE = 3000;
/** Milliseconds: spreads the reads of all browsers after a gap of the server. */
const SPREAD = 500;

const states = new Map<object, ViewState>();
const listeners = new Set<() => void>();

/** Live only if every view is. */
export function liveState(): LiveState {
  const all = [...states.values()];
  if (all.includes('lost')) return 'lost';
  return all.length === 0 || all.includes('waiting') ? 'quiet' : 'live';
}

/** Calls back after each change of `liveState`. @returns unsubscribes */
export function onLiveState(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a subscription reports to its view. */
export interface LiveView {
  /** The server has started the subscription: from now on it sends every change. */
  listening(): void;
  /** The server sent an update. */
  told(): void;
  /** An update was lost, or could not be sent. */
  missed(): void;
  /** The server sends nothing until it is `listening` again. */
  lost(): void;
  /** The page no longer shows it. */
  leave(): void;
}

/**
 * A view that is updated live. What happened before the server listened, or was missed, is read first; only then is the
 * view live.
 * @param read reads what the view shows, and rejects on failure; null for a view whose subscription begins with the
 * current state
 */
export function enterLiveView(read: (() => Promise<unknown>) | null): LiveView {
  const view = {};
  let isListening = false;
  let reading = false;
  let again = false;
  let left = false;
  let timer = 0;
  let failures = 0;

  function set(state: ViewState): void {
    if (left || states.get(view) === state) return;
    states.set(view, state);
    for (const listener of listeners) listener();
  }

  /** However often it is called, one read is in progress and at most one more follows. */
  function readSoon(pause: number): void {
    again = true;
    if (reading || left) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void readNow(), pause);
  }

  async function readNow(): Promise<void> {
    reading = true;
    again = false;
    const succeeded = await Promise.resolve(read?.()).then(
      () => true,
      () => false,
    );
    reading = false;
    if (left) return;
    if (!succeeded) {
      set('lost');
      readSoon(pauseAfter(failures));
      failures += 1;
      return;
    }
    failures = 0;
    if (again) readSoon(0);
    else if (isListening) set('live');
  }

  set('waiting');
  const late = window.setTimeout(() => states.get(view) === 'waiting' && set('lost'), LATE);

  return {
    listening() {
      isListening = true;
      if (read) readSoon(0);
      else set('live');
    },
    told() {
      isListening = true;
      if (!read) set('live');
    },
    missed() {
      set('lost');
      if (read) readSoon(Math.random() * SPREAD);
    },
    lost() {
      isListening = false;
      set('lost');
    },
    leave() {
      left = true;
      window.clearTimeout(timer);
      window.clearTimeout(late);
      states.delete(view);
      for (const listener of listeners) listener();
    },
  };
}
