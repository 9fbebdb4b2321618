/**
 * Milliseconds: a little more than a second, because Vonage counts requests when they arrive, and some arrive later
 * than others sent at the same time.
 */
export const WINDOW_MS = 1040;

/** In order of urgency: requests of live calls, requests that a page waits for, everything else. */
export const PRIORITIES = ['call', 'page', 'background'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Resolves when a request of this priority may be sent. */
export type Turn = (priority: Priority) => Promise<void>;

/** Requests waiting to be sent: by urgency, then in order of arrival. */
export function createWaitingLine() {
  const waiting = PRIORITIES.map((): (() => void)[] => []);
  const rank = (priority: Priority) => PRIORITIES.indexOf(priority);

  return {
    join: (priority: Priority): Promise<void> => new Promise((resolve) => waiting[rank(priority)]!.push(resolve)),

    /** Number waiting per priority, the most urgent first. */
    counts: (): number[] => waiting.map(({ length }) => length),

    get length(): number {
      return waiting.reduce((sum, { length }) => sum + length, 0);
    },

    /** Whether nothing of this or a higher priority is waiting. */
    isFirst: (priority: Priority): boolean => waiting.slice(0, rank(priority) + 1).every(({ length }) => length === 0),

    /** Sends the first one. */
    letGo(count: number): void {
      for (let left = count; left > 0; left -= 1) {
        const next = waiting.find(({ length }) => length > 0)?.shift();
        next?.();
      }
    },
  };
}

/** The requests of the last second. */
export function createLastSecond() {
  const sent: number[] = [];

  function forget(now: number): void {
    while (sent.length > 0 && sent[0]! + WINDOW_MS <= now) sent.shift();
  }

  return {
    add(count: number): void {
      const now = performance.now();
      for (let left = count; left > 0; left -= 1) sent.push(now);
    },

    /** How many more fit within a limit. */
    free(perSecond: number): number {
      forget(performance.now());
      return Math.max(perSecond - sent.length, 0);
    },

    /** Milliseconds until one more fits; 0 = now. */
    wait(perSecond: number): number {
      const last = sent[sent.length - perSecond];
      return last === undefined ? 0 : Math.max(last + WINDOW_MS - performance.now(), 0);
    },
  };
}

/**
 * Enforces a limit within this process. A request above it waits; none is refused. It uses real time, because it paces
 * real requests.
 * @param perSecond maximum number of requests within any second
 */
export function createBudget(perSecond: number): Turn {
  const line = createWaitingLine();
  const lastSecond = createLastSecond();
  let isWaiting = false;

  function goOn(): void {
    const free = lastSecond.free(perSecond);
    const count = Math.min(free, line.length);
    lastSecond.add(count);
    line.letGo(count);
    if (line.length === 0 || isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      goOn();
    }, lastSecond.wait(perSecond));
  }

  return (priority) => {
    const turn = line.join(priority);
    goOn();
    return turn;
  };
}
