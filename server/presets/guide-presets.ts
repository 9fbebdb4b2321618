import type { PresetKind } from '../../shared/preset-kinds.js';
import type { MenuChoice } from './presets.table.js';

/** A stored call flow: an NCCO with placeholders, and the targets of key presses in its menu. */
export interface PresetText {
  ncco: unknown[];
  /** Empty if the preset has no menu of its own. */
  menu: MenuChoice[];
}

const connectToUser = (user: string) => ({ action: 'connect', endpoint: [{ type: 'app', user }] });

/** The four presets as printed in the guide "Build your own contact center"; Custom is empty at first. */
export const GUIDE_PRESETS: Record<PresetKind, PresetText> = {
  inbound: {
    ncco: [{ action: 'talk', text: 'Thank you for calling Jane' }, connectToUser('Jane')],
    menu: [],
  },
  outbound: {
    ncco: [
      { action: 'talk', text: 'Please wait while we connect you.' },
      {
        action: 'connect',
        timeout: 20,
        from: 'YOUR_NEXMO_NUMBER',
        endpoint: [{ type: 'phone', number: 'PARAMS_TO' }],
      },
    ],
    menu: [],
  },
  ivr: {
    ncco: [
      { action: 'talk', text: 'Thank you for calling my contact center.' },
      { action: 'talk', text: 'To talk to Jane, please press 1, or, to talk to Joe, press 2.' },
      { action: 'input', eventUrl: ['DTMF_URL'] },
    ],
    menu: [
      { digits: '1', user: 'Jane' },
      { digits: '2', user: 'Joe' },
    ],
  },
  custom: { ncco: [], menu: [] },
};

/** What the guide's DTMF_URL returns for a choice. */
export function menuReply(user: string): unknown[] {
  return [{ action: 'talk', text: `Please wait while we connect you to ${user}` }, connectToUser(user)];
}
