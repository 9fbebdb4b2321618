import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, go, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { faults } from '../helpers/looks.js';
import { openOffice, pagesOf, signIn } from '../helpers/pages.js';
import type { TestApp } from '../helpers/test-app.js';

let office: Awaited<ReturnType<typeof openOffice>>;
let app: TestApp;
let browser: TestBrowser | undefined;

beforeAll(async () => {
  office = await openOffice();
  ({ app } = office);
});

afterEach(async (context) => {
  await browser?.keepScreenshots(context);
  await browser?.close();
});
afterAll(() => app?.close());

test('every page can be read and used in Japanese, in the dark, on a telephone', async () => {
  browser = await openBrowser(app.link, { locale: 'ja', colorScheme: 'dark', viewport: { width: 360, height: 800 } });
  const page = await browser.tab('/u/a/sign-in');
  await appears(page.getByRole('button').first());
  const found = await faults(page);
  await signIn(page, 'ja');
  for (const { path, ja } of pagesOf(office)) {
    await go(page, `/u/a/${path}`);
    await sees(page, ja);
    found.push(...(await faults(page)));
  }
  expect(found).toEqual([]);
  expect(browser.complaints).toEqual([]);
}, 240_000);

test('an address that leads nowhere says so, and shows the way home', async () => {
  browser = await openBrowser(app.link);
  const page = await browser.tab('/nowhere');
  await sees(page, 'Page not found');
  await page.getByRole('link', { name: 'Go to Home' }).click();
  await page.waitForURL('**/u/a/sign-in**');
});

test('a wrong secret is refused with the reason, in the language of the page', async () => {
  browser = await openBrowser(app.link, { locale: 'ja' });
  const page = await browser.tab('/u/a/sign-in');
  await page.getByLabel('APIシークレット', { exact: true }).fill('wrong');
  await page.keyboard.press('Enter');
  await sees(page, 'VonageがこのAPIキーとシークレットを拒否しました');
});

test('a preset is made live by its button, and the button says so', async () => {
  browser = await openBrowser(app.link);
  const page = await browser.tab('/u/a/sign-in');
  await page.getByRole('button', { name: 'Start with the simulator' }).click();
  await page.waitForURL('**/u/a/');
  await go(page, '/u/a/settings');
  const outside = page.getByRole('region', { name: 'Inbound calls' });
  await outside.getByRole('button', { name: /^IVR/ }).click();
  await sees(page, '“To talk to Jane, please press 1, or, to talk to Joe, press 2.”');
  await sees(page, 'If you publish IVR, inbound calls will use it instead of Inbound Call:');
  await sees(page, 'Callers will be asked for a key.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await sees(page, 'Inbound calls now use IVR.');
  expect(await page.getByText('If you publish').count()).toBe(0);
  await appears(outside.getByRole('button', { name: /^IVR Live/ }));
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.waitForURL('**/presets/ivr');
  expect(browser.complaints).toEqual([]);
});
