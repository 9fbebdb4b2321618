import { createRateLimit, refuseFor } from '../../rate-limit.js';

interface Limit {
  /** How many wrong ones. */
  points: number;
  seconds: number;
  /** What the refusal is called, and says. */
  rule: string;
  sentence: string;
}

/** The tries whose outcome is not known yet. */
interface Open {
  tries: Map<unknown, number>;
  waiting: (() => void)[];
}

/**
 * Counts wrong tries. A try whose outcome is not known yet counts as a wrong one, so that a thousand at once are no way
 * around the limit; whoever would be one too many by that waits for the outcome, so that many right ones at once are no
 * offence.
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
      // Both are looked at in the same moment: what is counted as wrong meanwhile leaves the open ones only afterwards.
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
     * Tries once.
     * @param whose who has so many tries
     * @param what the same thing tried twice at once is one try
     * @param isWrong what `verify` gave, or threw
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

    /** Seconds to wait when none is left, else null. */
    left: wrong.left,

    /** Forgets the wrong ones. */
    forget: wrong.forget,
  };
}
