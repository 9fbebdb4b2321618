import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { earOf, openEaredTab } from '../helpers/desk.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let browser: TestBrowser;
let home: Page;
let jane: Page;
let events: Page;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  browser = await openBrowser(app.link);
});

afterEach((context) => browser.keepScreenshots(context));

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const passwordOf = (name: string) =>
  home
    .locator('.dw-facts > div', { hasText: `as ${name}` })
    .locator('code')
    .innerText();

test('a fresh server is set up by pressing Enter five times', async () => {
  home = await openEaredTab(browser, '/');
  for (const step of [
    'Start with the simulator',
    'Create application',
    'Get +44 7700 900100 for €1.25 a month',
    'Add agents',
    'Use Inbound Call',
  ]) {
    await appears(button(home, step));
    await home.keyboard.press('Enter');
  }
  await sees(home, 'Your contact center is ready');
  await sees(home, 'Call +44 7700 900100 from this phone');
});

test('after a reload the passwords are gone: a new link lets Joe choose one, until the first sign-in', async () => {
  const again = await browser.tab('/u/a/');
  await sees(again, 'Jane hasn’t signed in yet');
  await button(again, 'New link for Joe').click();
  await sees(again, 'Invitation link for Joe');
  const link = await again.locator('.dw-copy-value', { hasText: '/join#' }).innerText();
  const joe = await browser.tab(link.replace('/u/a/', '/u/e/'));
  await joe.getByLabel('New password', { exact: true }).fill('long enough for Joe');
  await joe.keyboard.press('Enter');
  await joe.waitForURL('**/u/e/console');
  await again.reload();
  await sees(again, 'Jane hasn’t signed in yet');
  expect(await again.getByText('Joe hasn’t signed in yet').count()).toBe(0);
  expect(await again.getByText('Save these passwords now').count()).toBe(0);
  await Promise.all([again.close(), joe.close()]);
});

test('Jane signs in with the shown password in her own tab, and cannot open the settings', async () => {
  jane = await openEaredTab(browser, '/u/b/sign-in');
  await jane.getByRole('tab', { name: 'Username and password' }).click();
  await jane.getByLabel('Username', { exact: true }).fill('jane');
  await jane.getByLabel('Password', { exact: true }).fill(await passwordOf('jane'));
  await jane.keyboard.press('Enter');
  await button(jane, 'Turn on microphone').click();
  await sees(jane, 'Available for calls');
  expect(new URL(jane.url()).pathname).toBe('/u/b/console');
});

test("a call from the phone rings at Jane's desk, she answers, both talk, she hangs up, and the events tell it live", async () => {
  events = await browser.tab('/u/a/events');
  await sees(events, 'No events yet');

  await button(home, 'Call').click();
  await sees(home, 'Thank you for calling Jane');
  await sees(home, 'Ringing Jane…');

  await sees(jane, 'Incoming call');
  await sees(jane, '+44 7700 900001');
  await waitFor(async () => (await jane.title()) === '☎ Incoming call: +44 7700 900001');
  await jane.keyboard.press('Enter');
  await sees(jane, 'On a call with');
  await sees(home, 'Jane joined');

  await Promise.all([earOf(jane).hearsSomebody(), earOf(home).hearsSomebody()]);
  await home.getByLabel('Say something…').fill('Hello Jane!');
  await home.keyboard.press('Enter');
  await sees(home, 'You said: Hello Jane!');
  await sees(events, 'answered');

  await button(jane, 'Hang up').click();
  await sees(jane, 'Available for calls');
  await sees(home, /^Call ended/);
  await sees(events, 'Ended');
  await events.getByRole('button', { name: /Ended/ }).last().click();
  await sees(events, '"conversation_uuid"');
});

test('Jane calls a number, and the phone there answers', async () => {
  const phones = await browser.tab('/phone');
  await button(phones, 'Add phone').click();
  const other = phones.getByRole('region', { name: 'Phone +44 7700 900002' });
  await appears(other.getByText('Ready', { exact: true }));

  await jane.getByLabel('Phone number').fill('+44 7700 900002');
  await jane.keyboard.press('Enter');
  await appears(other.getByText('Ringing', { exact: true }));
  await other.getByRole('button', { name: 'Answer' }).click();
  await appears(other.getByText('Jane joined'));
  await sees(jane, 'On a call with');

  await other.getByRole('button', { name: 'Hang up' }).click();
  await sees(jane, 'Available for calls');
});

test('Jane rejects a caller: the call ends, and the list of calls shows it', async () => {
  await button(home, 'Call').click();
  await sees(jane, 'Incoming call');
  await button(jane, 'Decline').click();
  await sees(jane, 'Available for calls');
  await appears(home.getByText('Ready', { exact: true }));
  const calls = await browser.tab('/u/a/calls');
  await appears(calls.getByRole('row', { name: /Declined/ }));
});

test('with IVR, key 2 rings at Joe’s desk and not at Jane’s', async () => {
  const settings = await browser.tab('/u/a/settings?calls=FROM_OUTSIDE&preset=IVR');
  await button(settings, 'Publish').click();
  await sees(settings, 'Inbound calls now use IVR.');
  const joe = await browser.tab('/u/a/console');
  await button(joe, 'Log in as Joe').click();
  await button(joe, 'Turn on microphone').click();
  await sees(joe, 'Available for calls');

  await button(home, 'Call').click();
  await sees(home, 'To talk to Jane, please press 1, or, to talk to Joe, press 2.');
  await home.getByRole('button', { name: /^2/ }).click();
  await sees(home, 'You pressed 2');
  await sees(joe, 'Incoming call');
  await sees(jane, 'Available for calls');
  await button(joe, 'Answer').click();
  await sees(joe, 'On a call with');
  await sees(home, 'Joe joined');
  await button(home, 'Hang up').click();
  await sees(joe, 'Available for calls');
});

test('after a reload each tab keeps its person, and logging out applies to every tab of that person', async () => {
  await Promise.all([home.reload(), jane.reload()]);
  await sees(home, 'Calls by hour');
  await sees(jane, 'Available for calls');
  // No page has logged an error. From here on a tab may ask once more before it hears that its person has signed out.
  expect(browser.complaints).toEqual([]);
  await home.getByRole('button', { name: /account menu/ }).click();
  await home.getByRole('menuitem', { name: 'Log out' }).click();
  await appears(button(home, 'Start with the simulator'));
  await appears(button(events, 'Start with the simulator'));
  await jane.reload();
  await sees(jane, 'Available for calls');
});
