import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../../errors.js';

/** Operations of one person that run in parallel, and that may wait; a page has a handful. */
const AT_ONCE = 8;
const WAITING = 300;
/** Of all strangers together: they may come from as many places as they like. Every fourth turn is theirs. */
const STRANGERS_WAITING = 100;
const STRANGERS_SHARE = 4;
/** Milliseconds: a turn short enough to follow immediately, and the longest pause after a longer one. */
const SHORT = 5;
const LONGEST_PAUSE = 250;

/** Whose operation it is. */
export interface Asker {
  /** The person, the API key, or the place of a stranger. */
  key: string;
  isKnown: boolean;
}

/**
 * Starts operations one after the other, each in its own turn of the event loop, with a limit per person. A heavy one
 * is followed by a pause, so that half of the time is left for everything else, above all webhooks. Unauthenticated
 * clients have a separate queue.
 */
export function createTurns() {
  const of = new Map<string, { running: number; waiting: (() => void)[] }>();
  const known: (() => void)[] = [];
  const strangers: (() => void)[] = [];
  let busy = false;

  async function takeTurns(): Promise<void> {
    busy = true;
    for (let turn = 1; ; turn += 1) {
      const [first, second] = turn % STRANGERS_SHARE === 0 ? [strangers, known] : [known, strangers];
      const begin = first.shift() ?? second.shift();
      if (!begin) break;
      await immediate();
      const begun = performance.now();
      begin();
      await immediate();
      const took = performance.now() - begun;
      if (took > SHORT) await sleep(Math.min(took, LONGEST_PAUSE), undefined, { ref: false });
    }
    busy = false;
  }

  function nextTurn(isKnown: boolean): Promise<void> {
    if (!isKnown && strangers.length >= STRANGERS_WAITING) throw tooMany();
    return new Promise((resolve) => {
      (isKnown ? known : strangers).push(resolve);
      if (!busy) void takeTurns();
    });
  }

  async function enter(key: string): Promise<void> {
    const own = of.get(key) ?? { running: 0, waiting: [] };
    of.set(key, own);
    if (own.running < AT_ONCE) own.running += 1;
    else if (own.waiting.length >= WAITING) throw tooMany();
    // Whoever leaves hands over the place.
    else await new Promise<void>((resolve) => own.waiting.push(resolve));
  }

  function leave(key: string): void {
    const own = of.get(key)!;
    const next = own.waiting.shift();
    if (next) next();
    else own.running -= 1;
    if (own.running === 0) of.delete(key);
  }

  /** @throws LIMIT, and what `work` throws */
  return async function inTurn<T>({ key, isKnown }: Asker, work: () => Promise<T> | T): Promise<T> {
    await enter(key);
    try {
      await nextTurn(isKnown);
      return await work();
    } finally {
      leave(key);
    }
  };
}

const tooMany = () =>
  fail('LIMIT', 'Too many requests at once. Please wait a second.', { rule: 'atOnce', retryAfter: 1 });

export type InTurn = ReturnType<typeof createTurns>;
