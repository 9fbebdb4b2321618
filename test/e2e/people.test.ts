import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, go, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
let browser: TestBrowser;
/** The admin's tab. */
let admin: Page;
const agents: Record<string, { name: string; password: string }> = {};

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  for (const name of ['Jane', 'Joe']) {
    await application.addUser(name);
    agents[name] = await application.signInAgent(name, name.toLowerCase());
  }
  browser = await openBrowser(app.link);
  admin = await browser.tab('/u/a/sign-in');
  await admin.getByRole('button', { name: 'Start with the simulator' }).click();
  await admin.waitForURL('**/u/a/');
});
afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByRole('tab', { name: 'Username and password' }).click();
  await page.getByLabel('Username', { exact: true }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

/** Who the tab's menu says is signed in. */
const isSignedIn = (page: Page, name: string) =>
  page.getByRole('button', { name: `${name}: account menu` }).waitFor({ state: 'visible' });

test('an invited person opens the link, sets a password and is signed in; the link works once', {
  timeout: 90_000,
}, async () => {
  await go(admin, '/u/a/people');
  await admin.getByRole('button', { name: 'Invite' }).click();
  await admin.getByLabel('Username').fill('sam');
  await admin.getByRole('button', { name: 'Create link' }).click();
  await sees(admin, 'Enter a display name.');
  await admin.getByLabel('Display name').fill('Sam Reed');
  await admin.getByRole('combobox', { name: 'Role' }).click();
  await admin.getByRole('option', { name: 'Supervisor' }).click();
  await admin.getByRole('button', { name: 'Create link' }).click();
  await sees(admin, 'Invitation link for Sam Reed');
  const link = await admin.locator('.dw-copy-value').innerText();
  await admin.getByRole('button', { name: 'Close' }).last().click();
  await appears(admin.getByRole('row', { name: /Sam Reed.*Invited/ }));

  // The admin stays signed in in slot a of this browser: the link uses another slot.
  const sam = await browser.tab(link);
  await sees(sam, 'Welcome, Sam Reed.');
  expect(new URL(sam.url()).pathname).toBe('/u/b/join');
  await sam.getByLabel('New password', { exact: true }).fill('short');
  await sam.getByRole('button', { name: 'Set password' }).click();
  await sees(sam, 'Enter at least 8 characters.');
  await sam.getByLabel('New password', { exact: true }).fill('long enough for Sam');
  await sam.keyboard.press('Enter');
  await sam.waitForURL('**/u/b/');
  await isSignedIn(sam, 'Sam Reed');
  await sam.goto('/u/b/people');
  await sees(sam, 'This page is for admins');

  const again = await browser.tab(link.replace('/u/a/', '/u/z/'));
  await sees(again, 'This link has already been used.');
  await admin.reload();
  await isSignedIn(admin, 'Owner');

  await admin.getByRole('tab', { name: 'Sessions' }).click();
  await admin.getByRole('button', { name: /^Sign out Sam Reed: Chrome/ }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await sees(admin, 'Sam Reed signed out.');
  await sees(sam, 'You’ve been signed out');
  for (const page of [sam, again]) await page.close();
});

test('the sign-in page opens with the password for who has one, and then as this browser was used last', async () => {
  const morning = await openBrowser(app.url);
  const page = await morning.tab('/u/a/');
  const chosen = (name: string) => appears(page.getByRole('tab', { name, selected: true }));
  await chosen('Username and password');
  await page.getByRole('tab', { name: 'Vonage account' }).click();
  const { apiKey, apiSecret } = app.simulator.credentials;
  await page.getByLabel('API key', { exact: true }).fill(apiKey);
  await page.getByLabel('API secret', { exact: true }).fill(apiSecret);
  await page.keyboard.press('Enter');
  await isSignedIn(page, 'Owner');
  await page.getByRole('button', { name: 'Owner: account menu' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await chosen('Vonage account');

  await signIn(page, agents.Jane!.name, agents.Jane!.password);
  await page.waitForURL('**/u/a/console');
  await page.getByRole('button', { name: 'Jane: account menu' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await chosen('Username and password');
  await page.goto('/u/b/');
  await chosen('Username and password');
  await morning.close();
});

test('if all one-letter slots are in use, a link gets a slot of two letters', async () => {
  const crowded = await openBrowser(app.link);
  const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
  // Two people: one is not signed in in more than twenty places.
  const input = { name: 'crowd', password: 'in many places' };
  await app.ask('mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }', {
    input: { ...input, displayName: 'Crowd', role: 'SUPERVISOR' },
  });
  for (const [place, slot] of letters.entries()) {
    if (app.cookie(slot)) continue;
    if (place % 2) await app.connectAccount({ slot });
    else await app.ask('mutation ($input: SignInInput!) { signIn(input: $input) { id } }', { input }, { slot });
  }
  const cookies = letters.map((slot) => ({
    name: `dw_${slot}`,
    value: app.cookie(slot)!.split('=')[1]!,
    url: app.url,
  }));
  await crowded.setCookies(cookies);
  const { inviteMember } = await app.ask<{ inviteMember: { link: string } }>(
    'mutation { inviteMember(input: { name: "tim", displayName: "Tim Hall", role: SUPERVISOR }) { link } }',
  );
  const tim = await crowded.tab(inviteMember.link);
  await sees(tim, 'Welcome, Tim Hall.');
  expect(new URL(tim.url()).pathname).toBe('/u/aa/join');
  await crowded.close();
});

test('admin, Jane and Joe are signed in at once in three tabs; one signs out, the others are untouched', {
  timeout: 90_000,
}, async () => {
  const tabs: Record<string, Page> = {};
  for (const [name, slot] of [
    ['Jane', 'c'],
    ['Joe', 'd'],
  ] as const) {
    const page = await browser.tab(`/u/${slot}/sign-in`);
    await signIn(page, agents[name]!.name, agents[name]!.password);
    await page.waitForURL(`**/u/${slot}/console`);
    tabs[name] = page;
  }
  const { Jane: jane, Joe: joe } = tabs as { Jane: Page; Joe: Page };
  for (const page of [admin, jane, joe]) await page.reload();
  await isSignedIn(admin, 'Owner');
  await isSignedIn(jane, 'Jane');
  await isSignedIn(joe, 'Joe');

  await jane.getByRole('button', { name: 'Jane: account menu' }).click();
  await jane.getByRole('menuitem', { name: 'Log out' }).click();
  await jane.waitForURL('**/u/c/sign-in');
  await jane.goBack();
  await jane.waitForURL('**/u/c/sign-in**');

  for (const page of [admin, joe]) await page.reload();
  await isSignedIn(admin, 'Owner');
  await isSignedIn(joe, 'Joe');
  expect(browser.complaints).toEqual([]);
});
