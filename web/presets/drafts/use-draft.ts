import { useMemo, useState } from 'react';
import type { MenuChoiceInput } from '../../generated/graphql';
import { type DraftOf, type KeptDraft, keepDraft, readDraft } from './kept-draft';

/** A preset's text while editing. */
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

/** The text in the editor: the saved one until it is changed, then a draft that survives leaving the page. */
export function useDraft(of: DraftOf, saved: Saved) {
  const [draft, setDraft] = useState<KeptDraft | null>(() => readDraft(of));
  /** Read from storage, not typed since the page was opened. */
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
    /** When the restored draft was typed: ISO 8601. */
    foundAt: found && draft ? draft.at : null,
    /** The version that it is based on. */
    basedOn: draft?.basedOn ?? saved.version,

    change(part: Partial<EditedText>): void {
      const next = { text, menu, ...part };
      const same = next.text === begun.text && asText(next.menu) === asText(begun.menu);
      const basedOn = draft?.basedOn ?? saved.version;
      write(same && basedOn === saved.version ? null : { ...next, basedOn, at: new Date().toISOString() });
    },
    /** Bases the draft on the latest version. */
    rebase: () => draft && write({ ...draft, basedOn: saved.version }),
    forget(): void {
      write(null);
      setFound(false);
    },
    /** The notice about the restored draft has been seen. */
    seen: () => setFound(false),
  };
}

export type Draft = ReturnType<typeof useDraft>;
