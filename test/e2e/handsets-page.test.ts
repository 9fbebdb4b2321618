import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { faults } from '../helpers/looks.js';
import { NUMBER, startTelephony, type Telephony } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

let telephony: Telephony;
let browser: TestBrowser;

beforeAll(async () => {
  telephony = await startTelephony({ webRoot: join(import.meta.dirname, '../../dist/web') });
});
afterEach(async (context) => {
  await browser.keepScreenshots(context);
  expect(browser.complaints.splice(0)).toEqual([]);
  await browser.close();
});
afterAll(() => telephony?.close());

const open = async (hash: string): Promise<Page> => {
  browser = await openBrowser(`${telephony.simulator.url}/${hash}`);
  return browser.tab('/');
};
const handsetToken = () => telephony.simulator.credentials.handsetToken;

test('the simulator serves a page of phones: one calls an application, and rings', async () => {
  telephony.office.on('/answer', [
    { action: 'talk', text: 'Welcome to the office' },
    { action: 'wait', timeout: 60 },
  ]);
  const page = await open(`#${handsetToken()}`);
  await page.locator('input.dw-display-number').fill(`+${NUMBER}`);
  expect(new URL(page.url()).hash).toBe('');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await sees(page, 'Welcome to the office');
  await page.getByRole('button', { name: 'Hang up' }).click();
  const phone = page.locator('.dw-telephone');
  await waitFor(async () => (await phone.getAttribute('data-state')) === 'idle');

  await telephony.sdk.voice.createOutboundCall({
    to: [{ type: 'phone', number: '447700900001' }],
    from: { type: 'phone', number: NUMBER },
    ncco: [{ action: 'talk', text: 'Your order is ready' }],
  } as never);
  await waitFor(async () => (await phone.getAttribute('data-state')) === 'ringing');
  await page.getByRole('button', { name: 'Answer' }).click();
  await sees(page, 'Your order is ready');
  expect(await faults(page)).toEqual([]);

  // The token stays with the tab.
  await page.reload();
  await page.locator('input.dw-display-number').waitFor();
});

test('without the token the page says where it is', async () => {
  const page = await open('');
  await sees(page, 'This page needs a token');
  expect(await faults(page)).toEqual([]);
});
