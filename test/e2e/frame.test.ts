import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { EXAMPLES } from '../../web/api/examples.js';
import { appears, go, openBrowser, press, sees, type TestBrowser } from '../helpers/browser.js';
import { openOffice, signIn } from '../helpers/pages.js';
import { waitFor } from '../helpers/wait-for.js';

const SDK = join(import.meta.dirname, '../../node_modules/@vonage/client-sdk/dist/vonageClientSDK.mjs');

let office: Awaited<ReturnType<typeof openOffice>>;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  office = await openOffice();
  browser = await openBrowser(office.app.link);
  page = await browser.tab('/u/a/sign-in');
  await signIn(page, 'en');
});
afterEach((context) => browser.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await office?.app.close();
});

const goTo = (path: string) => go(page, `/u/a/${path}`);
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
/** Server-side: the session that the tab has is ended. */
const endSession = () => page.context().clearCookies();

/** Bytes of JavaScript, packed with gzip, that a new browser fetches until a page is ready and has nothing more to fetch. */
async function firstLoad(path: string, ready: string, cookies: Awaited<ReturnType<TestBrowser['cookies']>> = []) {
  const fresh = await openBrowser(office.app.link);
  await fresh.setCookies(cookies);
  const tab = await fresh.tab('about:blank');
  // What is loaded after three seconds (web/lib/settled.ts) does not belong to it, however slow the machine is.
  await tab.addInitScript({
    content:
      'const soon = setTimeout; window.setTimeout = (run, ms, ...rest) => (ms < 3000 || !ms ? soon(run, ms, ...rest) : 0)',
  });
  const sizes: Promise<number>[] = [];
  tab.on('response', (response) => {
    if (!response.url().endsWith('.js')) return;
    sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  // As the owner opens it, whose form is the larger one.
  await tab.goto(fresh.at(path));
  await sees(tab, ready);
  await tab.waitForLoadState('networkidle');
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await fresh.close();
  return bytes / 1024;
}

test('the first load is at most 230 KiB of JavaScript, for the sign-in page and for Home', async () => {
  const signInPage = await firstLoad('/u/a/sign-in', 'Start with the simulator');
  const home = await firstLoad('/u/a/', 'Calls by hour', await browser.cookies());
  console.log(
    `First load: ${signInPage.toFixed(1)} KiB until one can sign in, ${home.toFixed(1)} KiB until Home is there.`,
  );
  expect(signInPage).toBeGreaterThan(100);
  expect(signInPage).toBeLessThanOrEqual(230);
  expect(home).toBeLessThanOrEqual(230);
});

test('Home shows the state of the setup, and says what to do when webhooks stop arriving', async () => {
  await goTo('');
  const checklist = page.getByRole('region', { name: /^Setup/ });
  await press(checklist.getByText('8 of 8 done'));
  await appears(checklist.getByText('From this computer only, which is all the simulator needs.'));

  const { config } = office.app.servers[0]!;
  const before = config.publicUrl;
  config.publicUrl = 'http://no-such-host.invalid';
  office.app.clock.advance(6_000);
  await page.reload();
  await sees(page, 'Incoming calls can’t reach you');
  await sees(page, /Can’t find the host in http:\/\/no-such-host.invalid/);
  config.publicUrl = before;
  office.app.clock.advance(6_000);
  await button('Check again').click();
  await appears(checklist.getByText('8 of 8 done'));
});

test('Ctrl+K finds pages, numbers, users and calls, without a mouse', async () => {
  await goTo('events');
  await appears(button('Search'));
  await page.keyboard.press('Control+k');
  const field = page.getByPlaceholder('Find a page, number, user, or call');
  const panel = page.getByRole('dialog');
  await field.fill('joe');
  await appears(panel.getByRole('button', { name: 'Joe' }));
  await field.fill('900001');
  await appears(panel.getByRole('button', { name: /\+44 7700 900001/ }));
  await field.fill('900100');
  await appears(page.getByRole('button', { name: /\+44 7700 900100/ }).first());
  await field.fill('zzzz');
  await sees(page, 'No results for “zzzz”');
  await field.fill('sdk');
  await appears(panel.getByRole('button', { name: 'SDK Integration' }));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/u/a/sdk');
  await waitFor(async () => (await page.title()) === 'SDK Integration · Denwaban');
});

test('Ctrl+K finds calls by the name of a contact in letters of any width, and Enter opens no hit of an earlier text', async () => {
  await office.app.ask(
    'mutation ($id: ID!, $number: String!, $name: String!) { nameContact(applicationId: $id, number: $number, name: $name) { id } }',
    { id: office.applicationId, number: '447700900001', name: 'Hanako Yamada' },
  );
  await goTo('events');
  await appears(button('Search'));
  await page.keyboard.press('Control+k');
  const field = page.getByPlaceholder('Find a page, number, user, or call');
  const panel = page.getByRole('dialog');
  for (const name of ['yama', 'ｙａｍａ']) {
    await field.fill(name);
    await appears(panel.getByRole('button', { name: /Hanako Yamada.*\+44 7700 900001/ }).first());
    await field.fill('joe');
    await appears(panel.getByRole('button', { name: 'Joe' }));
  }
  // The hit for "joe" is still there when Enter is pressed.
  await field.fill('900001');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/u/a/calls/*');
});

test('the menu and the skip link lead by keyboard to what is written on the page', async () => {
  await page.goto('/u/a/calls');
  await appears(button('Search'));
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.className')).toBe('dw-skip');
  await page.getByRole('link', { name: 'Events' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/events');
  await waitFor(async () => (await page.evaluate('document.activeElement.id')) === 'page');
  await page.goBack();
  await page.waitForURL('**/calls');
});

test('an application is created, gets a new key pair, and is deleted only by its typed name', async () => {
  await goTo('applications');
  await button('New application').click();
  await page.getByLabel('Application name').fill('Shop');
  await page.getByLabel('Region').selectOption('eu-west');
  await button('Create application').click();
  await appears(page.getByRole('heading', { name: 'Shop' }));
  await sees(page, 'Europe (west)');

  await button('Generate new key pair').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Generate new key pair' }).click();
  await sees(page, 'New key pair generated and sent to Vonage.');
  await button('Private key').click();
  const download = page.waitForEvent('download');
  await button('Download private.key').click();
  expect((await download).suggestedFilename()).toBe('private.key');

  await button('Delete application').click();
  const dialog = page.getByRole('dialog');
  const remove = dialog.getByRole('button', { name: 'Delete application' });
  await dialog.getByLabel(/^Type “Shop”/).fill('Shopp');
  expect(await remove.isDisabled()).toBe(true);
  await dialog.getByLabel(/^Type “Shop”/).fill('shop');
  await dialog.getByLabel('Delete the application itself.').check();
  await remove.click();
  await sees(page, 'Shop deleted.');
  await page.waitForURL('**/u/a/applications');
});

test('session ends in the middle of a form: signing in again in place loses nothing typed', async () => {
  await goTo('applications');
  await button('New application').click();
  await page.getByLabel('Application name').fill('Half typed 電話');
  await endSession();
  await button('Create application').click();
  await sees(page, 'You’ve been signed out');
  await button('Start with the simulator').click();
  await page.getByText('You’ve been signed out').waitFor({ state: 'detached' });
  expect(await page.getByLabel('Application name').inputValue()).toBe('Half typed 電話');
  await button('Create application').click();
  await appears(page.getByRole('heading', { name: 'Half typed 電話' }));
});

test('the explorer runs what is written, by keyboard, and shows what is wrong with it', async () => {
  await goTo('api');
  const editor = page.getByRole('textbox', { name: 'GraphQL query' });
  await editor.click();
  await page.keyboard.press('Control+Enter');
  await sees(page, /^200 in \d+ ms$/);
  await sees(page, '"SIMULATOR"');
  await editor.fill('{ nothing }');
  await button('Run').click();
  await sees(page, /Cannot query field/);
});

/** URL, headers and body of the request that a snippet sends, read from its text. */
function requestIn(code: string) {
  const url = /(?:curl |fetch\('|URL\(string: "|\.url\(")(http[^\s'"]+)/.exec(code)?.[1] ?? '';
  const type = /application\/json/.exec(code)?.[0] ?? '';
  const [, key] = /mobile_api_key['"]?: ?['"]([^'"]+)['"]/.exec(code) ?? [];
  const [, user] = /user_name['"]?: ?['"]([^'"]+)['"]/.exec(code) ?? [];
  return { url, headers: { 'content-type': type }, body: JSON.stringify({ mobile_api_key: key, user_name: user }) };
}

/** A separate site with its own origin. @param files type and text by path */
async function openSite(files: Record<string, [type: string, text: string]>) {
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(200, { 'content-type': type }).end(text);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** Calls of the Client SDKs for telephones that Vonage's documents name; everything else is the platform's own. */
const NAMED = { iOS: ['createSession'], Android: ['createSession'] };

test('each snippet, as it stands on the page, gets a token; the one for the web logs in', async () => {
  await goTo('sdk');
  await sees(page, 'Show the key to include it in the samples.');
  expect(await page.locator('pre').first().innerText()).toContain('YOUR_MOBILE_API_KEY');
  await button('Show key').click();
  await sees(page, 'Paste them as they are');
  const codes: Record<string, string> = {};
  for (const name of ['curl', 'Web', 'iOS', 'Android']) {
    await page.getByRole('tab', { name }).click();
    codes[name] = await page.getByRole('region', { name }).innerText();
    const { url, ...request } = requestIn(codes[name]);
    const reply = await fetch(url, { method: 'POST', ...request });
    expect(await reply.json()).toMatchObject({ user_name: 'Jane', jwt: expect.stringMatching(/^eyJ/) });
  }
  for (const [name, calls] of Object.entries(NAMED)) {
    const used = [...codes[name]!.matchAll(/\bclient\.(\w+)/g)].map(([, call]) => call);
    expect(used).toEqual(calls);
  }

  const site = await openSite({
    '/': [
      'text/html',
      '<!doctype html><link rel="icon" href="data:,"><script type="importmap">{"imports":{"@vonage/client-sdk":"/sdk.js"}}</script><script type="module" src="/app.js"></script>',
    ],
    '/sdk.js': ['text/javascript', await readFile(SDK, 'utf8')],
    '/app.js': ['text/javascript', `${codes.Web}\nwindow.sessionId = sessionId;`],
  });
  const pasted = await browser.tab(site.url);
  await waitFor(async () => String(await pasted.evaluate('window.sessionId')).startsWith('SES-'), 15_000);
  await pasted.close();
  site.close();

  await page.getByLabel('User', { exact: true }).fill('');
  await button('Try it').click();
  await sees(page, '"BAD_INPUT"');
});

test('a push credential is sent to Vonage, and an invalid one is refused next to its field', async () => {
  const ios = page.locator('form', { hasText: 'VoIP certificate' });
  await ios
    .locator('input[type=file]')
    .setInputFiles({ name: 'photo.p12', mimeType: 'image/png', buffer: Buffer.from('no') });
  await ios.getByRole('button', { name: 'Upload to Vonage' }).click();
  await sees(page, /This isn’t a .p12 certificate/);
  const android = page.locator('form', { hasText: 'service account' });
  const account = { type: 'service_account', project_id: 'demo-phones', private_key: 'PEM', client_email: 'a@b.c' };
  const buffer = Buffer.from(JSON.stringify(account));
  await android.locator('input[type=file]').setInputFiles({ name: 'key.json', mimeType: 'application/json', buffer });
  await android.getByRole('button', { name: 'Upload to Vonage' }).click();
  await sees(page, 'Vonage can now send push notifications to Android apps.');
});

test('every example of the API page runs as it stands', async () => {
  for (const { query, variables } of EXAMPLES) {
    const given = JSON.parse(JSON.stringify(variables ?? {}).replace('APPLICATION_ID', office.applicationId));
    expect(await office.app.graphql(query, given)).toMatchObject({ status: 200, errors: [] });
  }
});

test('the language changes immediately and is remembered; reset requires its word and leads back to the first page', async () => {
  await goTo('account');
  await page.getByText('日本語', { exact: true }).click();
  await sees(page, 'すべてリセット');
  await page.reload();
  await page.getByText('English', { exact: true }).click();
  await button('Reset…').click();
  const dialog = page.getByRole('dialog');
  const reset = dialog.getByRole('button', { name: 'Reset now' });
  expect(await reset.isDisabled()).toBe(true);
  await dialog.getByLabel(/^Type “reset”/).fill('reset');
  await reset.click();
  // The message goes after five seconds, on a slow machine before the page behind it is there.
  await Promise.all([
    sees(page, /^Everything here was deleted. Still at Vonage/),
    sees(page, 'Five steps to your first call'),
  ]);
});

test('no page logged an error', () => {
  expect(browser.complaints.filter((said) => !/Failed to load resource/.test(said))).toEqual([]);
});
