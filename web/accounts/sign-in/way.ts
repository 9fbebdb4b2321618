import type { ViewerQuery } from '../../generated/graphql';

/** With the Vonage account’s key and secret, or with a username and password. */
export type Way = 'vonage' | 'member';

const STORED = 'denwaban.signInWith';

/** Remembers how this browser was signed in last. */
export const keepWay = (way: Way): void => localStorage.setItem(STORED, way);

/**
 * The way that a sign-in page shows first: the one of this browser’s last sign-in; else the password for the console, and
 * once someone has one, unless the page was opened with the setup code, which only the owner has.
 * @param next path that is opened after signing in
 */
export function firstWay(options: ViewerQuery['signInOptions'], next: string | null): Way {
  const stored = localStorage.getItem(STORED);
  if (stored === 'vonage' || stored === 'member') return stored;
  if (next?.includes('/console') && options.accountConnected) return 'member';
  if (options.simulator?.apiSecret) return 'vonage';
  return options.passwords ? 'member' : 'vonage';
}
