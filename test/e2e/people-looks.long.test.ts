import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { faults, LOOKS, pictureName } from '../helpers/looks.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

/** A folder for pictures of each moment; none are taken without it. */
const PICTURES = process.env.SCREENSHOTS;

let app: TestApp;
let browser: TestBrowser | undefined;
let link: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  await application.addUser('Jane');
  await application.signInAgent('Jane', 'jane');
  type Invited = { inviteMember: { link: string } };
  const invite = 'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { link } }';
  const input = { name: 'a.very.long.name.of.somebody@the.contact.center.example', displayName: '山田 花子' };
  link = (await app.ask<Invited>(invite, { input: { ...input, role: 'SUPERVISOR' } })).inviteMember.link;
});
afterEach(() => browser?.close());
afterAll(() => app?.close());

test.each(LOOKS)('people, their links and sessions can be read and used: $name', async (how) => {
  const { locale, colorScheme, width } = how;
  const english = locale === 'en';
  browser = await openBrowser(app.link, { locale, colorScheme, viewport: { width, height: 900 } });
  const page: Page = await browser.tab('/u/a/sign-in');
  const found: string[] = [];
  async function look(moment: string, text: string): Promise<void> {
    await sees(page, text);
    found.push(...(await faults(page)).map((fault) => `${moment}: ${fault}`));
    if (PICTURES) await page.screenshot({ path: join(PICTURES, pictureName(`people-${moment}`, how)), fullPage: true });
  }
  await page.getByRole('button', { name: english ? 'Start with the simulator' : 'シミュレーターで始める' }).click();
  await page.waitForURL('**/u/a/');

  await page.goto('/u/a/people');
  await look('members', '山田 花子');
  await page.getByRole('button', { name: english ? 'Actions for Jane' : 'Janeさんの操作' }).click();
  await page.getByRole('menuitem', { name: english ? 'Reset password' : 'パスワードをリセット' }).click();
  await look('reset', english ? 'Reset the password of Jane?' : 'Janeさんのパスワードをリセットしますか？');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: english ? 'Invite' : '招待する' }).click();
  await look('invite', english ? 'Username' : 'ログイン名');
  await page.goto('/u/a/people/invitations');
  await look('invitations', english ? 'Invitation' : '招待');
  await page.goto('/u/a/people/sessions');
  await look('sessions', english ? 'This device' : 'この端末');
  await page.goto(link.replace(/.*\/u\/a/, '/u/x'));
  await look('join', english ? 'Welcome, 山田 花子.' : '山田 花子さん、ようこそ。');
  await page.goto('/u/x/join#nothing');
  await page.reload();
  await look('join-refused', english ? 'This link isn’t valid.' : 'このリンクは無効です。');
  await page.goto('/u/a/calls');
  await page.getByRole('button', { name: english ? 'Owner: account menu' : 'Ownerさんのメニュー' }).click();
  await page.getByRole('menuitem', { name: english ? 'Your sessions' : 'ログイン中の端末' }).click();
  await look('own-sessions', english ? 'This device' : 'この端末');
  expect(found).toEqual([]);
  expect(browser.complaints).toEqual([]);
});
