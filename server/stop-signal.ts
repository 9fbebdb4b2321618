/** npm passes a Ctrl-C on to us, who have had it from the terminal already: only a later one is a second one. */
const SAME_SIGNAL_MS = 1_000;

const stop = new AbortController();
let heardAt = 0;

/**
 * Aborts on the first SIGTERM or SIGINT; a second one ends the process immediately. Import it first: a container's
 * first process does not receive signals without a handler.
 */
export const stopSignal = stop.signal;

function hear(): void {
  if (stop.signal.aborted) {
    if (performance.now() - heardAt > SAME_SIGNAL_MS) process.exit(1);
    return;
  }
  heardAt = performance.now();
  stop.abort();
}

process.on('SIGINT', hear);
process.on('SIGTERM', hear);
