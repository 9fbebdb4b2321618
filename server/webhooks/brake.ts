import { createRateLimit } from '../rate-limit.js';

/** Nobody presses keys so often; a call flow that fails and begins again does it in a second. */
const ASKS = { points: 40, seconds: 60 };

/**
 * Stops a call that asks what to do again and again, whatever makes it go round. From memory, in this process.
 * @returns what says whether this one has asked too often, and whether it is the first time that it is told so
 */
export function createBrake() {
  const asks = createRateLimit(ASKS);

  return async (who: string | null): Promise<{ tooOften: boolean; news: boolean }> => {
    if (who === null || (await asks.take(who)) === null) return { tooOften: false, news: false };
    return { tooOften: true, news: (await asks.used(who)) === ASKS.points + 1 };
  };
}
