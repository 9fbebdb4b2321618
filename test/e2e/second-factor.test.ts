import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, openBrowser, press, sees, type TestBrowser } from '../helpers/browser.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const MINUTE = 60_000;

let app: TestApp;
let browser: TestBrowser;
let page: Page;
let applicationId: string;
let secret: string;
let recoveryCode: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  applicationId = (await (await app.connectAccount()).createApplication()).id;
  browser = await openBrowser(app.link);
  page = await browser.tab('/u/a/sign-in');
  await button('Start with the simulator').click();
  await page.waitForURL('**/u/a/');
});
afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const code = () => new TOTP({ secret }).generate({ timestamp: app.clock.now().getTime() });
const codeField = () => page.getByLabel('Code', { exact: true });

async function signIn(): Promise<void> {
  await page.goto(browser.at('/u/a/sign-in'));
  await press(button('Start with the simulator'));
  await sees(page, 'Enter the code from your authenticator app');
}

test('the owner turns it on with an authenticator app, and is shown ten recovery codes', async () => {
  await page.goto('/u/a/account');
  await press(button('Turn on'));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('API secret', { exact: true }).fill(app.simulator.credentials.apiSecret);
  await page.keyboard.press('Enter');
  await appears(dialog.getByRole('img', { name: 'QR code for the authenticator app' }));
  secret = (await dialog.locator('.dw-copy-value').innerText()).replaceAll(' ', '');
  await dialog.getByLabel('Code from the app').fill('000000');
  await page.keyboard.press('Enter');
  await sees(page, 'This code is wrong');
  await dialog.getByLabel('Code from the app').fill(code());
  await page.keyboard.press('Enter');
  await appears(dialog.getByRole('list', { name: 'Recovery codes' }));
  const codes = await dialog.getByRole('listitem').allInnerTexts();
  expect(codes).toHaveLength(10);
  recoveryCode = codes[0]!;
  await press(button('I’ve saved them'));
  await sees(page, '10 recovery codes left');
});

test('signing in asks for a code after key and secret; a wrong one is refused', async () => {
  app.clock.advance(MINUTE);
  await page.getByRole('button', { name: /account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.waitForURL('**/sign-in');
  await signIn();
  await codeField().fill('000000');
  await page.keyboard.press('Enter');
  await sees(page, 'This code is wrong');
  await codeField().fill(code());
  await page.keyboard.press('Enter');
  await page.waitForURL('**/u/a/');
});

test('a private key is downloaded only after a fresh code, and then at once', async () => {
  app.clock.advance(11 * MINUTE);
  await page.goto(`/u/a/applications/${applicationId}`);
  await press(button('Private key'));
  const download = page.waitForEvent('download');
  await press(button('Download private.key'));
  await sees(page, 'Confirm it’s you');
  await codeField().fill(code());
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('private.key');
});

test('the list of people shows who has it', async () => {
  await page.goto('/u/a/people');
  await appears(page.getByRole('row', { name: /Owner.*Two-step/ }));
});

test('a recovery code signs in, once', async () => {
  await page.context().clearCookies();
  await signIn();
  await codeField().fill(recoveryCode.toUpperCase());
  await page.keyboard.press('Enter');
  await page.waitForURL('**/u/a/');
  await page.goto('/u/a/account');
  await sees(page, '9 recovery codes left');
});

test('no page logged an error', () => {
  expect(browser.complaints).toEqual([]);
});
