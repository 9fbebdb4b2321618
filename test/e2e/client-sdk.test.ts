import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSimClock } from '../../server/simulator/clock.js';
import { launchChromium } from '../helpers/chromium.js';
import { type ClientPages, openClientPages } from '../helpers/client-page.js';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';

const CALLER = '447700900999';

let browser: Browser;
let telephony: Telephony;
let pages: ClientPages;
let caller: TestPhone;
beforeAll(async () => {
  browser = await launchChromium();
  telephony = await startTelephony({ clock: createSimClock() });
});
beforeEach(async () => {
  await telephony.reset();
  pages = await openClientPages(browser, telephony);
  caller = await telephony.phone({ number: CALLER });
});
afterEach(async () => {
  expect(pages.strangers).toEqual([]);
  for (const context of browser.contexts()) await context.close();
  await pages.close();
});
afterAll(async () => {
  await telephony.close();
  await browser.close();
});

const connect = (user: string, more: object = {}) => [
  { action: 'connect', endpoint: [{ type: 'app', user }], ...more },
];

/** The caller's browser and Jane's, talking. */
async function call() {
  telephony.office.on('/answer', connect('Jane', { from: CALLER }));
  const jane = await pages.user('Jane');
  const far = await pages.handset(caller.id);
  await caller.dial(NUMBER);
  const id = await jane.rings();
  await jane.does('answer', id);
  return { jane, far, id };
}

describe('a call to a user of the Client SDK', () => {
  it('rings, is answered, and both hear each other', async () => {
    const { jane, far, id } = await call();
    expect(await jane.told('callInvite')).toEqual([[id, CALLER, 'phone']]);
    await Promise.all([jane.hearsSomeone(id), far.hearsSomeone()]);
    expect((await jane.heard(id))!.packets).toBeGreaterThan(20);
    expect((await far.heard()).packets).toBeGreaterThan(20);
    await jane.does('hangup', id);
  });
});
