import { useMemo, useState } from 'react';
import type { MenuChoiceInput } from '../generated/graphql';
import { type DraftOf, type KeptDraft, keepDraft, readDraft } from './kept-draft';

/** A preset's text as people edit it. */
export interface EditedText {
  text: string;
  menu: MenuChoiceInput[];
}

interface Saved {
  version: number;
  ncco: unknown;
  menu: MenuChoiceInput[];
}

export const asText = (ncco: unknown): string => JSON.stringify(ncco, null, 2);
const plain = (menu: MenuChoiceInput[]) => menu.map(({ digits, user }) => ({ digits, user }));

/** What is being written: the saved text until something is changed, then a draft that outlives the page. */
export function useDraft(of: DraftOf, saved: Saved) {
  const [draft, setDraft] = useState<KeptDraft | null>(() => readDraft(of));
  /** Read from storage, and not typed since the page was opened. */
  const [found, setFound] = useState(draft !== null);
  const begun = useMemo(() => ({ text: asText(saved.ncco), menu: plain(saved.menu) }), [saved]);
  const { text, menu } = draft ?? begun;

  function write(next: KeptDraft | null): void {
    setDraft(next);
    keepDraft(of, next);
  }

  return {
    text,
    menu,
    dirty: draft !== null,
    /** When it was typed, where it was found again: ISO 8601. */
    foundAt: found && draft ? draft.at : null,
    /** The version that it will follow. */
    basedOn: draft?.basedOn ?? saved.version,

    change(part: Partial<EditedText>): void {
      const next = { text, menu, ...part };
      const same = next.text === begun.text && asText(next.menu) === asText(begun.menu);
      const basedOn = draft?.basedOn ?? saved.version;
      write(same && basedOn === saved.version ? null : { ...next, basedOn, at: new Date().toISOString() });
    },
    /** The draft is meant to follow the newest version after all. */
    rebase: () => draft && write({ ...draft, basedOn: saved.version }),
    forget(): void {
      write(null);
      setFound(false);
    },
    /** It has been seen that something was found. */
    seen: () => setFound(false),
  };
}

export type Draft = ReturnType<typeof useDraft>;
