import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { seedCalls } from '../../scripts/seed-many.js';
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { faults, LOOKS } from '../helpers/looks.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const LINES = 10_000;
const USERS = 2000;
/** Milliseconds: a pause that people notice while scrolling. */
const PAUSE = 250;

let app: TestApp;
let browser: TestBrowser | undefined;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  const { msisdn } = await application.rentNumber();
  await seedCalls(
    app.db.$client,
    { id: application.id, number: msisdn, userNames: ['Jane', '田中 花子', 'محمد'] },
    20_000,
  );
  for (let n = 0; n < USERS; n++) {
    const id = `USR-00000000-0000-4000-8000-00000000${1000 + n}`;
    app.simulator.cloud.putUser({
      id,
      applicationId: application.vonageId,
      region: 'eu-west',
      name: `User ${1000 + n}`,
    });
  }
}, 300_000);
afterEach(async (context) => {
  await browser?.keepScreenshots(context);
  await browser?.close();
});
afterAll(() => app?.close());

async function signedIn(options: Parameters<typeof openBrowser>[1] = {}): Promise<Page> {
  browser = await openBrowser(app.link, options);
  const page = await browser.tab('/u/a/sign-in');
  const name = options?.locale === 'ja' ? 'シミュレーターで始める' : 'Start with the simulator';
  await page.getByRole('button', { name }).click();
  await page.waitForURL('**/u/a/');
  return page;
}

test('10 000 pasted lines of rubbish are refused line by line, and nothing that was pasted is lost', async () => {
  const page = await signedIn({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto('/u/a/users');
  await page.getByRole('button', { name: 'New User' }).click();
  await page.getByText('Many, pasted').click();
  const rubbish = ['me', 'USR-1', '\u202eevil', '\u3164', 'x'.repeat(201)];
  const text = Array.from({ length: LINES }, (_, n) => rubbish[n % rubbish.length]).join('\n');
  const field = page.getByLabel('One user per line');
  await field.focus();
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.keyboard.press('Control+V');
  await waitFor(async () => (await field.inputValue()).length === text.length, 60_000);
  await page.getByRole('button', { name: 'Create users' }).click();
  await page.getByText(`${LINES} of ${LINES} lines: 0 created, ${LINES} failed`).waitFor({ timeout: 120_000 });
  for (const words of ['names that begin with “USR-”', 'hidden characters', 'no more than 200 characters'])
    await sees(page, words);
  expect(await field.inputValue()).toBe(text);
});

test.each(['users', 'calls', 'events'])('%s scroll on without a pause, and the page stays small', async (list) => {
  const page = await signedIn();
  await page.goto(`/u/a/${list}`);
  const rows = page.locator('.dw-table tbody tr, .dw-events > li');
  await waitFor(async () => (await rows.count()) > 10);
  await page.evaluate(`{
    window.longest = 0;
    let last = performance.now();
    const frame = (now) => { window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  }`);
  const height = async () => Number(await page.evaluate('document.documentElement.scrollHeight'));
  const before = await height();
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, 1500);
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
  await waitFor(async () => (await height()) > before * 5, 20_000);
  expect(await rows.count()).toBeLessThan(80);
  expect(Number(await page.evaluate('window.longest'))).toBeLessThan(PAUSE);
  expect(Number(await page.evaluate('document.querySelectorAll("*").length'))).toBeLessThan(3000);
});

test.each(LOOKS)('the lists and a call can be read and used: $name', async ({ locale, colorScheme, width }) => {
  const page = await signedIn({ locale, colorScheme, viewport: { width, height: 800 } });
  const found: string[] = [];
  for (const path of ['calls', 'calls?number=99999999', 'events', 'events?kind=input', 'users', 'numbers']) {
    await page.goto(`/u/a/${path}`);
    await page.locator('.dw-table, .dw-events, .dw-empty').first().waitFor();
    found.push(...(await faults(page)));
  }
  await page.goto('/u/a/calls');
  await page.locator('a.dw-row-link').first().click();
  await page.locator('.dw-mark').first().focus();
  await page.keyboard.press('End');
  await page.locator('.dw-raw').waitFor();
  found.push(...(await faults(page)));
  expect(found).toEqual([]);
  expect(browser?.complaints).toEqual([]);
});
