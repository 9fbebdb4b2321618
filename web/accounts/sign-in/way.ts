import type { ViewerQuery } from '../../generated/graphql';
import { useSlot } from '../../lib/slot';

/** With the Vonage account’s key and secret, or with a username and password. */
export type Way = 'vonage' | 'member';

const STORED = 'denwaban.signInWith';

/** @returns a function that remembers how this browser was signed in, and how in this slot of it. */
export function useKeepWay(): (way: Way) => void {
  const slot = useSlot();
  return (way) => {
    for (const key of [STORED, `${STORED}.${slot}`]) localStorage.setItem(key, way);
  };
}

/**
 * The way that a sign-in page shows first: that of the last sign-in, in this slot or else in this browser. Before the
 * first one it is the password for the console, and once someone has one, unless the page was opened with the setup code,
 * which only the owner has.
 * @param next path that is opened after signing in
 */
export function firstWay(options: ViewerQuery['signInOptions'], slot: string, next: string | null): Way {
  const stored = localStorage.getItem(`${STORED}.${slot}`) ?? localStorage.getItem(STORED);
  if (stored === 'vonage' || stored === 'member') return stored;
  if (next?.includes('/console') && options.accountConnected) return 'member';
  if (options.simulator?.apiSecret) return 'vonage';
  return options.passwords ? 'member' : 'vonage';
}
