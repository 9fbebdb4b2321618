import { createRateLimit } from '../rate-limit.js';

/** No one presses keys this often; a call flow that fails and restarts does so within a second. */
const ASKS = { points: 40, seconds: 60 };

/**
 * Stops a call that keeps requesting an NCCO, whatever the reason. Counted per process.
 * @returns a function that counts one request and says whether it is one too many, and whether it is the first such
 */
export function createBrake() {
  const asks = createRateLimit(ASKS);

  return async (who: string | null): Promise<{ tooOften: boolean; isFirst: boolean }> => {
    if (who === null || (await asks.take(who)) === null) return { tooOften: false, isFirst: false };
    return { tooOften: true, isFirst: (await asks.used(who)) === ASKS.points + 1 };
  };
}
