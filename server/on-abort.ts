/** Calls back once when a signal aborts, at once when it has already: `addEventListener` alone would never call then. */
export function onAbort(signal: AbortSignal, callback: () => void): void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
}
