import type { MenuChoiceInput } from '../../generated/graphql';

/** Text for a test call; it need not be saved. */
export interface DraftText {
  ncco: unknown;
  menu: MenuChoiceInput[];
}
