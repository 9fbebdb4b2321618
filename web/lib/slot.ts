import { useParams } from 'react-router';

/** The slot of a tab without one; see `/u/:slot` in router.tsx. */
export const FIRST_SLOT = 'a';
export const SLOT = /^[a-z0-9]{1,12}$/;

/** The tab's slot: each slot has its own session cookie, so three tabs can be signed in as three people. */
export function useSlot(): string {
  const { slot } = useParams();
  return slot && SLOT.test(slot) ? slot : FIRST_SLOT;
}

/** @returns a function from a path inside the app (`calls/7`) to the path in this tab's slot (`/u/a/calls/7`). */
export function useSlotPath(): (path: string) => string {
  const slot = useSlot();
  return (path) => `/u/${slot}/${path}`;
}

/**
 * A different slot for signing in as someone else in a new tab: a, b, … z, aa, ab, … Repeated calls never return a slot
 * in use, however many there are.
 */
export function anotherSlot(slot: string): string {
  const [, kept = '', turn = ''] = /^(.*?)([^a-y]*)$/.exec(slot) ?? [];
  const next = kept ? kept.slice(0, -1) + letterAfter(kept.at(-1)) : 'a';
  const another = next + 'a'.repeat(turn.length);
  return SLOT.test(another) ? another : FIRST_SLOT;
}

const letterAfter = (letter = '') => String.fromCharCode(letter.charCodeAt(0) + 1);
