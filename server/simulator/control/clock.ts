/** A running timer in simulated time. */
export interface Timer {
  /** Milliseconds of simulated time since 1970. */
  due: number;
  fire: () => void;
  real: NodeJS.Timeout | null;
}

interface ClockOptions {
  pace?: number;
  onError?: (error: unknown) => void;
}

function rethrow(error: unknown): never {
  throw error;
}

/**
 * Simulated time: real time plus what a test has skipped. It moves timers and event timestamps; tokens, sockets and
 * webhook timeouts use real time.
 * @param pace simulated milliseconds per real one; a slow clock gives a test all the time it needs
 * @param onError receives what a timer throws, which must end neither the process nor other timers
 */
export function createSimClock({ pace = 1, onError = rethrow }: ClockOptions = {}) {
  let offset = 0;
  const begun = Date.now();
  const timers = new Set<Timer>();
  const now = () => begun + (Date.now() - begun) * pace + offset;

  function arm(timer: Timer): void {
    if (timer.real) clearTimeout(timer.real);
    // Node's timers are limited to 2^31 - 1 ms; a longer one is checked again then.
    timer.real = setTimeout(() => expire(timer), Math.min(Math.max(timer.due - now(), 0) / pace, 2 ** 31 - 1));
  }

  function expire(timer: Timer): void {
    if (timer.due > now()) {
      arm(timer);
      return;
    }
    timers.delete(timer);
    fire(timer);
  }

  function fire(timer: Timer): void {
    try {
      timer.fire();
    } catch (error) {
      onError(error);
    }
  }

  function clear(timer: Timer | null | undefined): void {
    if (!timer) return;
    if (timer.real) clearTimeout(timer.real);
    timers.delete(timer);
  }

  function earliest(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) if (timer.due <= until && (!first || timer.due < first.due)) first = timer;
    return first;
  }

  return {
    now: () => new Date(now()),

    /** @param ms milliseconds of simulated time */
    setTimeout(fire: () => void, ms: number): Timer {
      const timer: Timer = { due: now() + Math.max(ms, 0), fire, real: null };
      timers.add(timer);
      arm(timer);
      return timer;
    },

    clear,

    /**
     * Advances time. Due timers fire in order, each at its own time, with a turn of the event loop after each so that
     * its effects can set further timers.
     * @param ms milliseconds
     */
    async advance(ms: number): Promise<void> {
      const target = now() + ms;
      for (let timer = earliest(target); timer; timer = earliest(target)) {
        offset += Math.max(timer.due - now(), 0);
        clear(timer);
        fire(timer);
        await new Promise((resolve) => setImmediate(resolve));
      }
      offset += Math.max(target - now(), 0);
      for (const timer of timers) arm(timer);
    },

    /** Cancels every timer. */
    stop(): void {
      for (const timer of timers) clear(timer);
    },
  };
}

export type SimClock = ReturnType<typeof createSimClock>;
