import { useState } from 'react';
import { useSlot } from './slot';

/**
 * Typed text, stored in this tab until it is used, so that the end of the session, a reload or a closed dialog loses
 * nothing.
 * @param name of the field, the same whenever it is shown
 * @returns the text, what changes it, and what forgets it
 */
export function useDraft(name: string) {
  const key = `denwaban.draft.${useSlot()}.${name}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  const set = (next: string) => {
    setText(next);
    try {
      if (next) sessionStorage.setItem(key, next);
      else sessionStorage.removeItem(key);
    } catch {
      // Too long for the browser's store: it stays on the page only.
    }
  };
  return { text, set, clear: () => set('') };
}
