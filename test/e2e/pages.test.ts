import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { faults, LOOKS } from '../helpers/looks.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
let browser: TestBrowser | undefined;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  await application.rentNumber();
  for (const name of ['Jane', 'Joe']) await application.addUser(name);
});

afterEach(async (context) => {
  await browser?.keepScreenshots(context);
  await browser?.close();
});
afterAll(() => app?.close());

/** Path, and a text that stands there in English and in Japanese. */
const PAGES: [path: string, english: string, japanese: string][] = [
  ['', 'Your contact center answers', '電話を受ける準備ができました'],
  ['calls', 'Nobody has called yet', '通話はまだありません'],
  ['settings', 'App Settings', 'アプリ設定'],
  ['settings?calls=FROM_OUTSIDE&preset=IVR', 'Key 1: Jane', 'キー1: Jane'],
  ['presets', 'Call flows: what callers hear', '通話の流れ（かけてきた人に'],
  ['presets/ivr', 'Nothing is wrong with it.', '問題はありません。'],
  ['numbers', 'The phone numbers that people can call.', '電話がかかってくる番号です。'],
  ['users', 'New User', '新規ユーザー'],
  ['events', 'No events yet', 'イベントはまだありません'],
  ['sdk', 'SDK Integration', 'SDK Integration'],
  ['phone', 'Simulated telephones', '模擬の電話機です'],
  ['console', 'Log in as Joe', 'Joe としてログイン'],
  ['console?user=Jane', 'First, your microphone', 'まずマイクの準備をします'],
];

test.each(LOOKS)(
  'every page can be read and used: $name',
  async ({ locale, colorScheme, width }) => {
    browser = await openBrowser(app.url, { locale, colorScheme, viewport: { width, height: 800 } });
    const page = await browser.tab('/u/a/sign-in');
    const start = page.getByRole('button', {
      name: locale === 'ja' ? 'シミュレーターで始める' : 'Start with the simulator',
    });
    await start.waitFor();
    const found = await faults(page);
    await start.click();
    await page.waitForURL('**/u/a/');

    for (const [path, english, japanese] of PAGES) {
      await page.goto(`/u/a/${path}`);
      await sees(page, locale === 'ja' ? japanese : english);
      found.push(...(await faults(page)));
    }
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  },
  120_000,
);

test('an address that leads nowhere says so, and shows the way home', async () => {
  browser = await openBrowser(app.url);
  const page = await browser.tab('/nowhere');
  await sees(page, 'There is no such page');
  await page.getByRole('link', { name: 'Go home' }).click();
  await page.waitForURL('**/u/a/sign-in**');
});

test('a wrong secret is refused with the reason, in the language of the page', async () => {
  browser = await openBrowser(app.url, { locale: 'ja' });
  const page = await browser.tab('/u/a/sign-in');
  await page.getByLabel('APIシークレット', { exact: true }).fill('wrong');
  await page.keyboard.press('Enter');
  await sees(page, 'VonageがこのAPIキーとシークレットを受け付けません');
});

test('a preset is made live by its button, and the button says so', async () => {
  browser = await openBrowser(app.url);
  const page = await browser.tab('/u/a/sign-in');
  await page.getByRole('button', { name: 'Start with the simulator' }).click();
  await page.waitForURL('**/u/a/');
  await page.goto('/u/a/settings');
  const outside = page.getByRole('region', { name: 'Calls from outside' });
  await outside.getByRole('button', { name: /^IVR/ }).click();
  await sees(page, '“To talk to Jane, please press 1, or, to talk to Joe, press 2.”');
  await page.getByRole('button', { name: 'Make live' }).click();
  await sees(page, 'Calls from outside are now answered with IVR.');
  await outside.getByRole('button', { name: /^IVR Live/ }).waitFor();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.waitForURL('**/presets/ivr');
  expect(browser.complaints).toEqual([]);
});
