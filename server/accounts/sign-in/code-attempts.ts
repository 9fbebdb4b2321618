import { createRateLimit, networkOf, refuseFor } from '../../rate-limit.js';

/** Wrong codes for one person: from one address in five minutes, and in total in an hour. */
const FROM_PLACE = { points: 10, seconds: 300 };
const FROM_ANYWHERE = { points: 50, seconds: 3600 };

/**
 * Limits guessing of codes. Guessers already know the password, so unlike for passwords there is also a limit across
 * all addresses: a million codes, three of them valid, are quickly guessed from a thousand addresses.
 */
export function createCodeAttempts() {
  const ofPlace = createRateLimit(FROM_PLACE);
  const anywhere = createRateLimit(FROM_ANYWHERE);
  const refuse = (wait: number | null) => refuseFor(wait, 'secondFactor', 'Too many wrong codes.');

  return {
    /**
     * Makes one attempt.
     * @param verify returns false for a wrong code
     * @throws LIMIT with the seconds to wait, and what `verify` throws
     */
    async run(memberId: string, address: string, verify: () => Promise<boolean>): Promise<boolean> {
      const place = `${memberId} ${networkOf(address)}`;
      // Counted before the result is known, so that parallel attempts do not bypass the limit.
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
