import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { go, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { faults } from '../helpers/looks.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
let browser: TestBrowser;
let page: Page;
let application: SeededApplication;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  await made.rentNumber();
  await made.addUser('Jane');
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

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** What a program with this key is answered. */
async function askWith(key: string) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ applications { nodes { name } } }' }),
  });
  return { status: response.status, text: await response.text() };
}

test('a key is created, works with the API, and stops working when revoked', async () => {
  await go(page, '/u/a/people/keys');
  await sees(page, 'No API keys yet');
  expect(await faults(page)).toEqual([]);
  await button('Create API key').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create API key' }).click();
  await sees(page, 'Enter a name.');
  await sees(page, 'Select at least one permission.');
  await dialog.getByLabel('Name').fill('Customer list');
  await dialog.getByRole('radiogroup', { name: 'Applications' }).getByText('Read').click();
  await dialog.getByRole('button', { name: 'Create API key' }).click();
  await sees(page, 'API key “Customer list” created');
  expect(await faults(page)).toEqual([]);
  const key = await dialog.locator('code').innerText();
  expect(await askWith(key)).toEqual({ status: 200, text: expect.stringContaining('Demo') });
  await button('Close').last().click();
  await sees(page, 'Applications: Read');
  expect(await page.content()).not.toContain(key);

  await button('Revoke Customer list').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await sees(page, '“Customer list” revoked.');
  expect(await askWith(key)).toEqual({ status: 401, text: expect.stringContaining('UNAUTHENTICATED') });
  await sees(page, 'No API keys yet');
  expect(browser.complaints).toEqual([]);
});

test('a country is allowed, an invalid limit is refused next to its field, and a blocked call is shown', async () => {
  const sender = createSender({ url: app.url, ...app.simulator.credentials, vonageId: application.vonageId });
  const dials = async (uuid: string) => {
    const body = { from_user: 'Jane', endpoint_type: 'app', to: '81312345678', uuid, conversation_uuid: `CON-${uuid}` };
    return (await sender.post(`/webhooks/${application.id}/answer`, body)).text;
  };
  expect(await dials('one')).toContain('Calls to Japan are not allowed here.');
  await go(page, '/u/a/people/dialling');
  await sees(page, 'Country not allowed: Japan');
  expect(await faults(page)).toEqual([]);

  await page.getByLabel('Only countries where you have numbers').uncheck();
  await page.getByLabel('Countries', { exact: true }).first().fill('japa');
  await page.getByRole('option', { name: /Japan/ }).click();
  await page.getByLabel('Calls per user per hour').fill('many');
  await button('Save').click();
  await sees(page, 'Enter a whole number from 0 to 1000.');
  await page.getByLabel('Calls per user per hour').fill('30');
  await button('Save').click();
  await sees(page, 'Saved. The rules apply from the next call.');
  expect(await dials('two')).toContain('"number":"81312345678"');
  expect(browser.complaints).toEqual([]);
});

test('the API page shows a response only beside the query that was asked, and copies the query as curl', async () => {
  await go(page, '/u/a/api');
  await button('Run').click();
  const response = page.getByRole('region', { name: 'Response', exact: true });
  await response.getByText('"apiKey"').waitFor();
  await page.getByLabel('Example').selectOption('applications');
  await sees(page, 'Choose an example or write a query');
  expect(await page.getByText('"apiKey"').count()).toBe(0);

  await button('Run').click();
  await response.getByText('"vonageId"').waitFor();
  await page.getByLabel('Variables (JSON)').fill('{"n": 1}');
  await sees(page, 'The query has changed. Run it to see its response.');
  expect(await page.getByText('"vonageId"').isVisible()).toBe(false);
  await page.getByText('Response to the previous query').click();
  await page.getByText('"vonageId"').waitFor();
  expect(await faults(page)).toEqual([]);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button('Copy as curl').click();
  await sees(page, 'Copied');
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied).toContain('"variables":{"n":1}');
  expect(copied).toContain('/graphql');

  await page.getByText('Documentation', { exact: true }).click();
  await page.getByLabel('Find a query, mutation, or subscription').fill('invite');
  await page.getByText('inviteMember(input: InviteMemberInput!)').waitFor();
  expect(await faults(page)).toEqual([]);
});

test('a new mobile key keeps the old one valid for a while, and shows who still uses it', async () => {
  await go(page, '/u/a/sdk');
  await button('Rotate key').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('7 days').click();
  await dialog.getByRole('button', { name: 'Rotate key' }).click();
  await sees(page, 'Not used since the key was rotated.');
  const body = JSON.stringify({ mobile_api_key: application.mobileApiKey, user_name: 'Jane' });
  const token = await fetch(`${app.url}/api/jwt`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(token.status).toBe(200);
  await page.reload();
  await sees(page, /Last used .*, for Jane\./);

  await page.getByLabel('Create unknown users automatically').uncheck();
  await sees(page, 'Only users that you created get a token.');
  expect(await faults(page)).toEqual([]);
  expect(browser.complaints).toEqual([]);
});
