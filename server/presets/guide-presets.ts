import type { PresetKind } from '../../shared/preset-kinds.js';
import type { MenuChoice } from './presets.table.js';

/** A call flow as it is kept: an NCCO in which some values are placeholders, and what a key press at its menu leads to. */
export interface PresetText {
  ncco: unknown[];
  /** Empty for a preset without a menu of its own. */
  menu: MenuChoice[];
}

const connectToUser = (user: string) => ({ action: 'connect', endpoint: [{ type: 'app', user }] });

/** The four presets as the guide "Build your own contact center" prints them; Custom begins empty. */
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

/** What the guide's DTMF_URL answers to a choice. */
export function menuReply(user: string): unknown[] {
  return [{ action: 'talk', text: `Please wait while we connect you to ${user}` }, connectToUser(user)];
}
