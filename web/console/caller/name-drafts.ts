import { useCallback, useEffect, useState } from 'react';

/** A name that is being typed, and the one that the number has so far. */
export interface NameDraft {
  typed: string;
  before: string;
}

/**
 * Names that are being typed, by number (E.164 without `+`). They wait here, whichever contact is shown, until they are saved
 * or given up; this tab remembers them over a reload.
 * @param line name of the line, the same in each tab
 */
export function useNameDrafts(line: string) {
  const key = `denwaban.names.${line}`;
  const [drafts, setDrafts] = useState<Record<string, NameDraft>>(() =>
    JSON.parse(sessionStorage.getItem(key) ?? '{}'),
  );
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(drafts)), [key, drafts]);
  /** The number whose name has the focus. */
  const [at, setAt] = useState<string | null>(null);

  return {
    drafts,
    at,
    /** @param draft null once it is saved or given up */
    write: useCallback((number: string, draft: NameDraft | null) => {
      setDrafts(({ [number]: _, ...others }) => (draft === null ? others : { ...others, [number]: draft }));
    }, []),
    /** @param on whether the focus is in the name of this number */
    focus: useCallback((number: string, on: boolean) => {
      setAt((now) => (on ? number : now === number ? null : now));
    }, []),
  };
}

export type NameDrafts = ReturnType<typeof useNameDrafts>;
