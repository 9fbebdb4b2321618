import { createRateLimit, networkOf, refuseFor } from '../../rate-limit.js';

/** Wrong codes for one person: from one place in five minutes, and from anywhere in an hour. */
const FROM_PLACE = { points: 10, seconds: 300 };
const FROM_ANYWHERE = { points: 50, seconds: 3600 };

/**
 * Stops whoever guesses codes. They know the password already, so unlike with passwords the lock counts from anywhere, too: a
 * million codes of which three count at a time are soon guessed from a thousand places.
 */
export function createCodeAttempts() {
  const ofPlace = createRateLimit(FROM_PLACE);
  const anywhere = createRateLimit(FROM_ANYWHERE);
  const refuse = (wait: number | null) => refuseFor(wait, 'secondFactor', 'Too many wrong codes.');

  return {
    /**
     * Tries once.
     * @param verify gives false for a wrong code
     * @throws LIMIT with the seconds to wait, and what `verify` throws
     */
    async run(memberId: string, address: string, verify: () => Promise<boolean>): Promise<boolean> {
      const place = `${memberId} ${networkOf(address)}`;
      // Taken before it is known to be wrong: a thousand at once are no way around it.
      refuse(await ofPlace.take(place));
      refuse(await anywhere.take(memberId));
      const giveBack = () => Promise.all([ofPlace.giveBack(place), anywhere.giveBack(memberId)]);
      const right = await verify().catch(async (error) => {
        await giveBack();
        throw error;
      });
      if (right) await giveBack();
      return right;
    },
  };
}
