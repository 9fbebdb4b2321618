import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { createSimClock } from '../../server/simulator/control/clock.js';
import { connectChromium } from './chromium.js';
import { type ClientPages, openClientPages } from './client-page.js';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from './telephony.js';

export const CALLER = '447700900999';
/** More than what a silent line rises by in a second and a half, far less than what a voice does. */
export const SILENCE = 1e-4;

/** NCCOs of the tests. */
export const toJane = (more: object = {}) => [
  { action: 'connect', from: CALLER, endpoint: [{ type: 'app', user: 'Jane' }], ...more },
];
export const toNumber = (number: string) => [{ action: 'connect', endpoint: [{ type: 'phone', number }] }];

/**
 * For a test file: a Chromium and a simulator in real time, and for each test new pages and a caller's handset. No page may
 * ask for anything outside this machine.
 */
export function setTheScene() {
  let browser: Awaited<ReturnType<typeof connectChromium>>;
  const scene = {} as { telephony: Telephony; pages: ClientPages; caller: TestPhone };

  beforeAll(async () => {
    browser = await connectChromium();
    scene.telephony = await startTelephony({ clock: createSimClock() });
  });
  beforeEach(async () => {
    await scene.telephony.reset();
    scene.pages = await openClientPages(browser, scene.telephony);
    scene.caller = await scene.telephony.phone({ number: CALLER });
  });
  afterEach(async () => {
    expect(scene.pages.strangers).toEqual([]);
    for (const context of browser.contexts()) await context.close();
    await scene.pages.close();
  });
  afterAll(async () => {
    await scene.telephony.close();
    await browser.close();
  });
  return scene;
}

/** The caller's browser and Jane's, talking. */
export async function talking({ telephony, pages, caller }: ReturnType<typeof setTheScene>) {
  telephony.office.on('/answer', toJane());
  const jane = await pages.user('Jane');
  const far = await pages.handset(caller.id);
  await caller.dial(NUMBER);
  const call = await jane.rings();
  await jane.does('answer', call);
  return { jane, far, call };
}
