import type { MenuChoiceInput } from '../../generated/graphql';

/** A raw, possibly incomplete NCCO action. */
export interface Action {
  action?: string;
  text?: string;
  endpoint?: Endpoint[];
  streamUrl?: string[];
  eventUrl?: string[];
  name?: string;
  timeout?: number;
  loop?: number;
}

interface Endpoint {
  type?: string;
  user?: string;
  number?: string;
  uri?: string;
  extension?: string;
}

/** One step of a call flow. */
export interface Block {
  /** Position: `$[0]` in the text, `menu[0].$[1]` after a key. */
  id: string;
  action: Action;
  /** Branches per key, at the input that our dtmf webhook answers. */
  branches?: Branch[];
  /** An earlier step never ends, or leads elsewhere. */
  unreached: boolean;
}

export interface Branch {
  /** Index of the menu choice. */
  index: number;
  digits: string;
  user: string;
  blocks: Block[];
}

export interface Flow {
  blocks: Block[];
}

const isObject = (value: unknown): value is Action =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a caller hears after the key, as returned by the dtmf webhook. */
const afterKey = (user: string): Action[] => [
  { action: 'talk', text: `Please wait while we connect you to ${user}` },
  { action: 'connect', endpoint: [{ type: 'app', user }] },
];

/** Whether the server's own dtmf webhook answers this input. */
export const asksOurMenu = ({ action, eventUrl }: Action): boolean =>
  action === 'input' && Array.isArray(eventUrl) && eventUrl.includes('DTMF_URL');

/** Whether no later action is ever run. */
function isLast(action: Action): boolean {
  return asksOurMenu(action) || action.loop === 0 || action.action === 'conversation' || action.action === 'transfer';
}

/** Reads an NCCO as a flow: its steps, and a branch per key after the menu. */
export function readFlow(ncco: unknown, menu: MenuChoiceInput[]): Flow {
  const actions = Array.isArray(ncco) ? ncco.map((one) => (isObject(one) ? one : {})) : [];
  let ended = false;
  const blocks = actions.map((action, index): Block => {
    const block: Block = { id: `$[${index}]`, action, unreached: ended };
    if (asksOurMenu(action)) {
      block.branches = menu.map(({ digits, user }, at) => ({
        index: at,
        digits,
        user,
        blocks: afterKey(user).map((one, step) => ({ id: `menu[${at}].$[${step}]`, action: one, unreached: false })),
      }));
    }
    ended ||= isLast(action);
    return block;
  });
  return { blocks };
}
