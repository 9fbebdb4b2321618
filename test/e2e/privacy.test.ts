import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, go, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const CALLER = '447700900555';

let app: TestApp;
let browser: TestBrowser;
let page: Page;
let applicationId: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication('Front desk');
  applicationId = application.id;
  const { msisdn } = await application.rentNumber();
  const { apiKey, signatureSecret } = app.simulator.credentials;
  const vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
  const facts = { from: CALLER, to: msisdn, uuid: 'leg', conversation_uuid: 'CON-leg', direction: 'inbound' };
  for (const status of ['started', 'answered', 'completed']) {
    const timestamp = new Date().toISOString();
    await vonage.post(`/webhooks/${application.id}/event`, { ...facts, status, timestamp });
  }
  await app.services.calls.apply(application.id);
  await app.ask(`mutation { updateApplication(id: "${application.id}", input: { name: "Reception" }) { id } }`);
  browser = await openBrowser(app.link);
  page = await browser.tab('/u/a/sign-in');
  await page.getByRole('button', { name: 'Start with the simulator' }).click();
  await page.waitForURL('**/u/a/');
});
afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

test('an admin reads who changed what, before and after, and finds it again by its URL', async () => {
  await go(page, '/u/a/people');
  await page.getByRole('tab', { name: 'Audit log' }).click();
  const renamed = page.getByRole('row', { name: /Owner changed the application Reception\./ });
  await appears(renamed.getByText('Front desk'));
  await sees(page, /Owner got the number \+44 7700 900/);
  expect(await renamed.locator('time').getAttribute('title')).toMatch(/\d{4}.*\d\d:\d\d:\d\d/);

  await page.getByLabel('Category').selectOption('Numbers');
  await renamed.waitFor({ state: 'detached' });
  expect(page.url()).toMatch(/people\/audit\?area=number$/);
  await page.reload();
  await sees(page, /Owner got the number \+44 7700 900/);
  await page.getByLabel('Category').selectOption('Erased callers');
  await sees(page, 'No matching changes');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await appears(renamed);
});

test('an admin shortens retention after confirmation, and erases a caller after a typed confirmation', async () => {
  await go(page, '/u/a/people/retention');
  await page.getByLabel('Events', { exact: true }).fill('30');
  await page.getByRole('checkbox', { name: 'Calls: forever' }).check();
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Change', exact: true }).click();
  await sees(page, 'Retention settings saved.');
  const { retention } = await app.ask<{ retention: object }>('{ retention { eventDays callDays } }');
  expect(retention).toEqual({ eventDays: 30, callDays: null });

  await page.getByLabel('Number').fill('hello');
  await page.getByRole('button', { name: 'Erase…' }).click();
  await sees(page, /Enter a phone number with its country code/);
  await page.getByLabel('Number').fill('+44 7700 900555');
  await page.getByRole('button', { name: 'Erase…' }).click();
  const now = page.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true });
  expect(await now.isDisabled()).toBe(true);
  await page.getByLabel(/Type/).fill('erase');
  await now.click();
  await sees(page, /Number erased\. 1 call now shows erased:[a-z]{10}\./);
  const calls = `{ calls(applicationId: "${applicationId}") { nodes { from } } }`;
  expect(JSON.stringify(await app.ask(calls))).not.toContain(CALLER);
  await go(page, '/u/a/people/audit');
  await sees(page, /Owner erased a caller’s number, now shown as erased:[a-z]{10}\./);
});
