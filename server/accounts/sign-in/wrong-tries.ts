import { createRateLimit, refuseFor } from '../../rate-limit.js';

interface Limit {
  /** Number of wrong attempts. */
  points: number;
  seconds: number;
  /** Rule and sentence of the error. */
  rule: string;
  sentence: string;
}

/** Attempts whose result is not known yet. */
interface Open {
  tries: Map<unknown, number>;
  waiting: (() => void)[];
}

/**
 * Counts wrong attempts. A pending attempt counts as wrong, so that parallel attempts do not bypass the limit; one that
 * exceeds the limit only because of pending ones waits for their results, so that many correct attempts in parallel are
 * not refused.
 */
export function createWrongTries({ points, seconds, rule, sentence }: Limit) {
  const wrong = createRateLimit({ points, seconds });
  const open = new Map<string, Open>();

  async function enter(whose: string, what: unknown): Promise<void> {
    for (;;) {
      refuseFor(await wrong.left(whose), rule, sentence);
      const now: Open = open.get(whose) ?? { tries: new Map(), waiting: [] };
      open.set(whose, now);
      now.tries.set(what, (now.tries.get(what) ?? 0) + 1);
      // Read both in the same turn: an attempt is counted as wrong before it stops being pending.
      const ahead = now.tries.size;
      if ((await wrong.used(whose)) + ahead <= points) return;
      remove(whose, what);
      if (now.tries.size === 0) open.delete(whose);
      else await new Promise<void>((resolve) => now.waiting.push(resolve));
    }
  }

  function remove(whose: string, what: unknown): Open {
    const now = open.get(whose)!;
    const left = now.tries.get(what)! - 1;
    if (left > 0) now.tries.set(what, left);
    else now.tries.delete(what);
    return now;
  }

  function leave(whose: string, what: unknown): void {
    const { tries, waiting } = remove(whose, what);
    for (const look of waiting.splice(0)) look();
    if (tries.size === 0) open.delete(whose);
  }

  return {
    /**
     * Makes one attempt.
     * @param whose key of the limit
     * @param what the same value tried twice in parallel is one attempt
     * @param isWrong decides by what `verify` returned or threw
     * @throws LIMIT with the seconds to wait, and what `verify` throws
     */
    async run<T>(
      { whose, what }: { whose: string; what: unknown },
      verify: () => Promise<T>,
      isWrong: (outcome: { found: T } | { error: unknown }) => boolean | Promise<boolean>,
    ): Promise<T> {
      await enter(whose, what);
      try {
        const found = await verify();
        if (await isWrong({ found })) await wrong.take(whose);
        return found;
      } catch (error) {
        if (await isWrong({ error })) await wrong.take(whose);
        throw error;
      } finally {
        leave(whose, what);
      }
    },

    /** Seconds to wait if no attempts are left, otherwise null. */
    left: wrong.left,

    /** Clears the wrong attempts. */
    forget: wrong.forget,
  };
}
