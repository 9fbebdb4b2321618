import type { MenuChoiceInput, PresetKind } from '../generated/graphql';

/** What somebody has typed and not yet saved. */
export interface KeptDraft {
  text: string;
  menu: MenuChoiceInput[];
  /** The version that it began with. */
  basedOn: number;
  /** ISO 8601. */
  at: string;
}

/** Whose draft of what: another person at the same browser does not get it. */
export interface DraftOf {
  viewerId: string;
  applicationId: string;
  kind: PresetKind;
}

const keyOf = ({ viewerId, applicationId, kind }: DraftOf) => `denwaban.draft.${viewerId}.${applicationId}.${kind}`;

/** It outlives a reload, a session that ends and a closed tab. @param draft null forgets it */
export function keepDraft(of: DraftOf, draft: KeptDraft | null): void {
  try {
    if (draft) localStorage.setItem(keyOf(of), JSON.stringify(draft));
    else localStorage.removeItem(keyOf(of));
  } catch {
    // A full or forbidden storage: the text is still in the page, and leaving it asks.
  }
}

/** @returns null where nothing was kept, or nothing that can be read */
export function readDraft(of: DraftOf): KeptDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(of)) ?? 'null') as Partial<KeptDraft> | null;
    const { text, menu, basedOn, at } = kept ?? {};
    if (typeof text !== 'string' || !Array.isArray(menu) || typeof basedOn !== 'number') return null;
    return { text, menu, basedOn, at: at ?? '' };
  } catch {
    return null;
  }
}
