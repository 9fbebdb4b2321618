import type { MenuChoiceInput } from '../generated/graphql';

/** The text of a test call; it need not be saved. */
export interface DraftText {
  ncco: unknown;
  menu: MenuChoiceInput[];
}
