import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Desk, Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';

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

test('a caller hears ring-back, Jane answers, and both hear each other', async () => {
  await caller.dial(office.number);
  await jane.sees('Incoming call');
  await jane.sees('United Kingdom · Inbound Call');
  await caller.hearsRingback();
  await jane.answer();
  await caller.hears('Jane joined');
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
});

test('Jane hangs up', async () => {
  await talking();
  await jane.press('Hang up');
  await jane.sees(/ended: you hung up/);
  await caller.is('Ready');
});

test('the caller hangs up', async () => {
  await talking();
  await caller.press('Hang up');
  await jane.sees(/ended: they hung up/);
});

test('Jane declines', async () => {
  await caller.dial(office.number);
  await jane.sees('Incoming call');
  await jane.press('Decline');
  await jane.sees('Available for calls');
  await caller.is('Ready');
});

test('a caller who presses 1 in the menu rings at Jane and not at Joe', async () => {
  await office.goLive('IVR', 'FROM_OUTSIDE');
  await caller.dial(office.number);
  await caller.hears(/please press 1/);
  await caller.press('1');
  await jane.sees('Incoming call');
  await joe.sees('Available for calls');
  await jane.answer();
  await jane.hearsSomebody();
  await office.goLive('INBOUND', 'FROM_OUTSIDE');
});

test('Jane calls a number as it is written at home, and both hear each other', async () => {
  // The browser speaks American English; the office has a British number.
  await jane.dial('(03) 1234-5678');
  await jane.sees('Not a phone number in United Kingdom.');
  await jane.dial('07700 900001');
  await caller.is('Ringing');
  await jane.sees('Ringing…');
  await caller.press('Answer');
  await jane.sees('On a call with');
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
  await caller.press('Hang up');
  await jane.sees(/they hung up/);
});

test('the called person declines: Jane sees it', async () => {
  await jane.dial('+44 7700 900001');
  await caller.is('Ringing');
  await caller.press('Decline');
  await jane.sees(/^Call with .*: Declined/);
});

test('hold: music for the caller and silence for Jane, until she resumes', async () => {
  await talking();
  await jane.press('Hold');
  await jane.sees('They hear music and can’t hear you.');
  await Promise.all([caller.hearsMusic(), jane.hearsNothing()]);
  await jane.press('Hold');
  await jane.hearsSomebody();
  await caller.hearsSomebody();
});

test('warm transfer: Jane consults Joe while the caller hears music, sees that Joe has answered, and completes the transfer', async () => {
  await talking();
  await jane.transfer('Joe', 'Consult first');
  await joe.sees('Jane wants to consult you about a call');
  await joe.sees('+44 7700 900001');
  await jane.sees('Calling Joe…');
  await joe.press('Answer');
  await joe.sees('Consulting with Jane about');
  await jane.sees('Consulting with Joe');
  await Promise.all([jane.hearsSomebody(), joe.hearsSomebody(), caller.hearsMusic()]);
  await jane.press('Complete transfer');
  await jane.sees('Available for calls');
  await Promise.all([joe.hearsSomebody(), caller.hearsSomebody()]);
});

test('the page is reloaded during a call, and the call continues', async () => {
  await talking();
  await jane.press('Mute');
  await jane.sees('You’re muted');
  const asked = jane.page.waitForEvent('dialog');
  await jane.page.reload();
  expect((await asked).type()).toBe('beforeunload');
  await jane.sees('On a call with');
  await jane.sees('You’re muted');
  await jane.hearsSomebody();
  await caller.hearsNothing();
  await jane.press('Mute');
  await caller.hearsSomebody();
});
