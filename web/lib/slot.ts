import { useParams } from 'react-router';

/** The slot of a tab that has none yet; see `/u/:slot` in router.tsx. */
export const FIRST_SLOT = 'a';
export const SLOT = /^[a-z0-9]{1,12}$/;

/** Who a tab is: each slot has its own session cookie, so three tabs can be three people. */
export function useSlot(): string {
  const { slot } = useParams();
  return slot && SLOT.test(slot) ? slot : FIRST_SLOT;
}

/** @returns a function from a path inside the app (`calls/7`) to the path in this tab's slot (`/u/a/calls/7`). */
export function useSlotPath(): (path: string) => string {
  const slot = useSlot();
  return (path) => `/u/${slot}/${path}`;
}

/** @returns another slot than this tab's, for signing in as somebody else in a new tab. */
export function anotherSlot(slot: string): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return letters[(letters.indexOf(slot) + 1) % letters.length] ?? FIRST_SLOT;
}
