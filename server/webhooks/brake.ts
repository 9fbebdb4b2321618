import { createRateLimit } from '../rate-limit.js';

/** Nobody presses keys this often; a call flow that fails and restarts does it within a second. */
const ASKS = { points: 40, seconds: 60 };

/**
 * Stops a call that asks for an NCCO again and again, whatever the reason. Counted in this process alone.
 * @returns a function that counts one request and says whether it is one too many, and whether it is the first such
 */
export function createBrake() {
  const asks = createRateLimit(ASKS);

  return async (who: string | null): Promise<{ tooOften: boolean; isFirst: boolean }> => {
    if (who === null || (await asks.take(who)) === null) return { tooOften: false, isFirst: false };
    return { tooOften: true, isFirst: (await asks.used(who)) === ASKS.points + 1 };
  };
}
