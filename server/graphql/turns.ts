import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.js';

/** Operations of one person that run at once, and that wait for their turn; a page has a handful. */
const AT_ONCE = 8;
const WAITING = 200;
/** Milliseconds: a turn that leaves the event loop to others soon enough, and what is paused at most after a longer one. */
const SHORT = 5;
const LONGEST_PAUSE = 250;

/**
 * Lets operations begin one after the other, each in a turn of the event loop of its own, and only so many of one person
 * at once. A heavy one is followed by a pause: half of the time belongs to everything else, webhooks above all.
 */
export function createTurns() {
  const of = new Map<string, { running: number; waiting: (() => void)[] }>();
  let last: Promise<unknown> = Promise.resolve();

  /** Resolves when an operation may begin. The one after it waits until its turn is over, and once more as long. */
  function nextTurn(): Promise<void> {
    const begins = last.then(() => immediate());
    last = begins.then(async () => {
      const begun = performance.now();
      await immediate();
      const took = performance.now() - begun;
      if (took > SHORT) await sleep(Math.min(took, LONGEST_PAUSE), undefined, { ref: false });
    });
    return begins;
  }

  async function enter(key: string): Promise<void> {
    const own = of.get(key) ?? { running: 0, waiting: [] };
    of.set(key, own);
    if (own.running >= AT_ONCE) {
      if (own.waiting.length >= WAITING) {
        throw fail('LIMIT', 'Too many requests at once. Please wait a second.', { rule: 'atOnce', retryAfter: 1 });
      }
      // Whoever leaves hands over the place.
      await new Promise<void>((resolve) => own.waiting.push(resolve));
    } else own.running += 1;
  }

  function leave(key: string): void {
    const own = of.get(key)!;
    const next = own.waiting.shift();
    if (next) next();
    else own.running -= 1;
    if (own.running === 0) of.delete(key);
  }

  /** @param key whose operation it is @throws LIMIT, and what `work` throws */
  return async function inTurn<T>(key: string, work: () => Promise<T> | T): Promise<T> {
    await enter(key);
    try {
      await nextTurn();
      return await work();
    } finally {
      leave(key);
    }
  };
}

export type InTurn = ReturnType<typeof createTurns>;
