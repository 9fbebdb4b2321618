/**
 * Whether an end of a leg is written as only an app's user is: neither a number nor an address (Vonage: webhooks §3). It
 * says nothing of who is there: a caller from outside may write any name as their own.
 */
export const isName = (party: string | undefined): boolean =>
  party !== undefined && !/^\+?[\d*#\s]+$|^(sips?|wss?|https?|tel|erased):/i.test(party);
