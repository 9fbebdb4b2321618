import type { HeardEvent } from '../../lib/handset/handset';
import type { Block, Flow } from '../flow/flow';

const PLACEHOLDER = /PARAMS_TO|YOUR_NEXMO_NUMBER|DTMF_URL/;

/** Speech tags and line breaks are not spoken (the simulator removes them too). */
const spoken = (text: string) =>
  text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Whether a spoken text can be this one with its placeholders filled in. */
function says({ action }: Block, heard: string): boolean {
  if (action.action !== 'talk' || typeof action.text !== 'string') return false;
  let rest = heard;
  for (const [index, part] of spoken(action.text).split(PLACEHOLDER).entries()) {
    const at = rest.indexOf(part);
    if (at < 0 || (index === 0 && at > 0)) return false;
    rest = rest.slice(at + part.length);
  }
  return rest === '' || PLACEHOLDER.test(action.text);
}

/** Which actions cause a line of the transcript. */
const MAKES: Record<string, string[]> = {
  silence: ['input', 'conversation'],
  playing: ['stream'],
  music: ['conversation'],
  beep: ['record'],
  ringback: ['connect'],
};

/**
 * The current step of a call, according to what its caller has heard.
 * @returns the step's id; null before the first one, and after the call
 */
export function follow({ blocks }: Flow, heard: HeardEvent[]): string | null {
  const branches = blocks.flatMap((block) => block.branches ?? []);
  let list = blocks;
  let at = -1;
  let answered = false;

  /** The nearest later step that matches; otherwise an earlier one that is repeated, like a menu. */
  function go(does: (block: Block) => boolean): void {
    const next = list.findIndex((block, index) => index >= at && does(block));
    const found = next >= 0 ? next : list.findIndex(does);
    if (found >= 0) at = found;
  }

  for (const event of heard) {
    if (event.type === 'ended') return null;
    if (event.type === 'answered') answered = true;
    if (!answered) continue;
    if (event.type === 'said') {
      const text = event.text ?? '';
      const branch = list === blocks && branches.find(({ blocks: [first] }) => first && says(first, text));
      if (branch && !list.slice(at + 1).some((block) => says(block, text))) [list, at] = [branch.blocks, 0];
      else go((block) => says(block, text));
    }
    const makers = MAKES[event.type];
    if (makers) go(({ action }) => makers.includes(action.action ?? ''));
  }
  return list[at]?.id ?? null;
}
