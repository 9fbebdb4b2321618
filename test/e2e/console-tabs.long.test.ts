import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, sees } from '../helpers/browser.js';
import { type Desk, earOf, openEaredTab, type Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

let office: Switchboard;
let jane: Desk;
let joe: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  [jane, joe, caller] = await Promise.all([office.desk('Jane'), office.desk('Joe'), office.telephone()]);
}, 120_000);

afterAll(() => office?.close());

/** Everybody hangs up, whatever the test has left. */
afterEach(async () => {
  await caller.hangsUp();
  for (const desk of [jane, joe]) await desk.hangsUp();
  expect(office.complaints()).toEqual([]);
});

/** The caller and Jane talk. */
async function talking(): Promise<void> {
  await caller.dial(office.number);
  await jane.answer();
}

test('a second caller is shown as waiting while Jane talks, and rings after she hangs up; her notes are kept', async () => {
  await talking();
  await office.app.control('POST', '/phones', { number: '447700900002' });
  await office.app.control('POST', '/phones/447700900002/dial', { to: office.number.slice(1) });
  await jane.sees('+44 7700 900002 is waiting. The call will ring here when you’re free.');
  await jane.page.getByLabel('Call notes').fill('Wants a callback.');
  await jane.sees('Saved');
  await jane.press('Hang up');
  await jane.answer();
  await jane.sees('+44 7700 900002');
  expect(await jane.page.getByLabel('Call notes').inputValue()).toBe('');
  await jane.press('Hang up');
  await jane.sees('Available for calls');
});

test('Jane closes her tab while the called person rings: it stops ringing', async () => {
  await jane.dial('+44 7700 900001');
  await caller.is('Ringing');
  await jane.page.reload();
  await caller.is('Ready');
});

test('a closed caller’s page stops Jane’s ringing; after a reload during a call the call is restored', async () => {
  await caller.dial(office.number);
  await jane.sees('Incoming call');
  await caller.page.reload();
  await jane.sees(/caller hung up before you answered/);
  await caller.is('Ready');

  await talking();
  await caller.hearsSomebody();
  await caller.page.reload();
  await caller.is('Connected');
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
});

test('a second tab of Jane asks before it takes over her line during a call', async () => {
  await talking();
  const second = await openEaredTab(office.browser, '/u/jane/console');
  await second.getByRole('button', { name: 'Turn on microphone' }).click();
  await sees(second, 'Your line is active in another tab');
  await second.getByRole('button', { name: 'Use this tab instead' }).click();
  await sees(second, 'On a call with');
  await jane.sees('Your line is active in another tab');
  await earOf(second).hearsSomebody();
  await second.getByRole('button', { name: 'Hang up', exact: true }).click();
  await caller.is('Ready');
  await jane.press('Use this tab instead');
  await jane.sees('Available for calls');
  await second.close();
});

test('Answer is pressed twice, or just as the caller hangs up: the page shows the right state', async () => {
  await caller.dial(office.number);
  await jane.sees('Incoming call');
  await jane.page.getByRole('button', { name: 'Answer', exact: true }).dblclick();
  await jane.hearsSomebody();
  await caller.press('Hang up');
  await jane.sees('Available for calls');

  await caller.dial(office.number);
  await jane.sees('Incoming call');
  await Promise.all([caller.press('Hang up'), jane.page.keyboard.press('Control+Shift+A')]);
  await jane.sees('Available for calls');
  expect(await jane.page.getByRole('alert').count()).toBe(0);
});

test('mute: the caller hears nothing, and after unmute hears Jane again', async () => {
  await talking();
  await caller.hearsSomebody();
  await jane.press('Mute');
  await jane.sees('You’re muted');
  await caller.hearsNothing();
  await jane.page.keyboard.press('Control+Shift+M');
  await caller.hearsSomebody();
});

test('rings on a second device too, until one of them answers', async () => {
  const elsewhere = await openBrowser(office.app.link);
  const tablet = await office.desk('Jane', elsewhere);
  await caller.dial(office.number);
  await tablet.sees('Incoming call');
  await jane.answer();
  await tablet.sees(/answered on another device/);
  await elsewhere.close();
});

test('keypad: keys that Jane presses reach the other person’s menu', async () => {
  await office.saveCustom([
    { action: 'talk', text: 'Enter your number.' },
    { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 2, timeOut: 10 }, eventUrl: ['DTMF_URL'] },
  ]);
  await office.goLive('CUSTOM', 'FROM_AGENT');
  await jane.dial('+44 7700 900001');
  await jane.sees('Calling');
  await jane.press('Keypad');
  for (const key of ['7', '5']) await jane.page.locator('.dw-key', { hasText: key }).first().click();
  await waitFor(async () =>
    (await office.events()).some(({ door, body }) => door === 'dtmf' && body.dtmf?.digits === '75'),
  );
  await office.goLive('OUTBOUND', 'FROM_AGENT');
});

test('blind transfer: Jane transfers the caller to Joe and leaves the call', async () => {
  await talking();
  await jane.transfer('Joe', 'Transfer now');
  await jane.sees('Available for calls');
  await joe.answer();
  await Promise.all([joe.hearsSomebody(), caller.hearsSomebody()]);
});
