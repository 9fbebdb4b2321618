import { useState } from 'react';
import { useSlot } from './slot';

/**
 * Typed text, stored in this tab until it is used, so that it survives the end of the session, a reload or a closed
 * dialog.
 * @param name of the field, the same whenever it is shown
 * @returns the text, a function that changes it, and one that deletes it
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
      // Too long for the browser's storage: it stays only on the page.
    }
  };
  return { text, set, clear: () => set('') };
}
