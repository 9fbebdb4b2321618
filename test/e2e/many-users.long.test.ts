import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../helpers/browser.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  await application.addUser('Jane');
  browser = await openBrowser(app.link);
  page = await browser.tab('/u/a/sign-in');
  await page.getByRole('button', { name: 'Start with the simulator', exact: true }).click();
  await page.waitForURL('**/u/a/');
});
afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

test('pasted users: the browser translates no name in the preview and among the refused lines', async () => {
  await page.goto('/u/a/users');
  await page.getByRole('button', { name: 'New User' }).click();
  await page.getByText('Many, pasted').click();
  await page.getByLabel('One user per line').fill('Jane, Jane Other\nBill, Bill Day\nBill');
  const keptAsWritten = (name: string) =>
    page.locator('.dw-refused').locator('[translate=no]', { hasText: name }).first().waitFor();

  await page.getByText('users will be created').waitFor();
  for (const name of ['Jane Other', 'Bill Day']) await keptAsWritten(name);
  await page.getByRole('button', { name: 'Create' }).click();
  await page.locator('.dw-refused', { hasText: 'Jane' }).waitFor();
  await keptAsWritten('Jane');
  expect(await page.locator('.dw-refused').getByText('Bill Day').count()).toBe(0);
});
