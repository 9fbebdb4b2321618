import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { callOnce, openOffice, signIn } from '../helpers/pages.js';
import { openProxy } from '../helpers/proxy.js';

/** Milliseconds: the page asks every ten seconds, and misses the answer after five. */
const NOTICED = 25_000;

let office: Awaited<ReturnType<typeof openOffice>>;
let line: Awaited<ReturnType<typeof openProxy>>;
let browser: TestBrowser;

beforeAll(async () => {
  office = await openOffice();
  line = await openProxy(office.app.url);
  // The same page, by way of a line that can be cut.
  browser = await openBrowser(office.app.link.replace(office.app.url, line.url));
});
afterEach((context) => browser.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await office?.app.close();
});

test('a silent connection is noticed too, and missed data is read when it recovers', async () => {
  const page = await browser.tab('/u/a/sign-in');
  await signIn(page, 'en');
  await page.goto('/u/a/calls');
  await sees(page, '+44 7700 900001');
  await page.getByRole('status', { name: 'Live' }).waitFor();
  line.hush();
  await page.getByRole('status', { name: 'Reconnecting' }).waitFor({ timeout: NOTICED });
  await callOnce(office.app, office.applicationId, { from: '447700900002', to: office.msisdn });
  expect(await page.getByText('+44 7700 900002').count()).toBe(0);
  line.unhush();
  await sees(page, '+44 7700 900002');
  await page.getByRole('status', { name: 'Live' }).waitFor();
});
