import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { type Desk, openEaredTab, type Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';

/** The next connection for sound finds no way through, as behind a firewall that drops its first packets. */
const BLOCK_ONE = `
  window.blocked = false;
  const Open = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Open {
    constructor(options) {
      super(window.blocked ? { ...options, iceServers: [], iceTransportPolicy: 'relay' } : options);
      window.blocked = false;
    }
  };
`;

let office: Switchboard;
let jane: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  const tab = await openEaredTab(office.browser, 'about:blank');
  await tab.addInitScript(BLOCK_ONE);
  jane = await office.desk('Jane', office.browser, tab);
  caller = await office.telephone();
}, 120_000);
afterEach((context) => office.browser.keepScreenshots(context));
afterAll(() => office?.close());

test('an answered call whose sound finds no way gets a new connection by itself, and both talk', async () => {
  await jane.page.evaluate('window.blocked = true');
  await caller.dial(office.number);
  await jane.answer();
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
  await jane.press('Hang up');
  await jane.sees('Available for calls');
});
