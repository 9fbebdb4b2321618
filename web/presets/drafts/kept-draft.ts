import type { MenuChoiceInput, PresetKind } from '../../generated/graphql';

/** Unsaved text. */
export interface KeptDraft {
  text: string;
  menu: MenuChoiceInput[];
  /** The version that it is based on. */
  basedOn: number;
  /** ISO 8601. */
  at: string;
}

/** Owner and preset of a draft, so that another person in the same browser does not get it. */
export interface DraftOf {
  viewerId: string;
  applicationId: string;
  kind: PresetKind;
}

const keyOf = ({ viewerId, applicationId, kind }: DraftOf) => `denwaban.draft.${viewerId}.${applicationId}.${kind}`;

/** Stored so that it survives a reload, the end of the session and closing the tab. @param draft null deletes it */
export function keepDraft(of: DraftOf, draft: KeptDraft | null): void {
  try {
    if (draft) localStorage.setItem(keyOf(of), JSON.stringify(draft));
    else localStorage.removeItem(keyOf(of));
  } catch {
    // Storage is full or forbidden: the text is still on the page, and leaving asks first.
  }
}

/** @returns null if nothing readable is stored */
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
