import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, press, sees, type TestBrowser } from '../helpers/browser.js';
import { faults, LOOKS, pictureName } from '../helpers/looks.js';
import { openOffice } from '../helpers/pages.js';

const PICTURES = process.env.SCREENSHOTS;

let office: Awaited<ReturnType<typeof openOffice>>;
let browser: TestBrowser;

beforeAll(async () => {
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
  office = await openOffice();
  const input = { name: 'ann', displayName: 'Ann', role: 'ADMIN' };
  await office.app.ask('mutation Add($input: CreateMemberInput!) { createMember(input: $input) { password } }', {
    input,
  });
});
afterEach(() => browser?.close());
afterAll(() => office?.app.close());

test.each(LOOKS)('warnings and the second factor can be read and used: $name', async (how) => {
  const { app, applicationId } = office;
  const { locale, colorScheme, width } = how;
  const english = locale === 'en';
  const word = (en: string, ja: string) => (english ? en : ja);
  browser = await openBrowser(app.link, { locale, colorScheme, viewport: { width, height: 900 } });
  const page: Page = await browser.tab('/u/a/sign-in');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const found: string[] = [];
  async function look(moment: string, text: string): Promise<void> {
    await sees(page, text);
    found.push(...(await faults(page)).map((fault) => `${moment}: ${fault}`));
    if (!PICTURES) return;
    await page.screenshot({ path: join(PICTURES, pictureName(`second-factor-${moment}`, how)), fullPage: true });
  }
  const start = word('Start with the simulator', 'シミュレーターで始める');
  await button(start).click();
  await page.waitForURL('**/u/a/');

  await fetch(`${app.url}/healthz`, { headers: { 'x-forwarded-for': '198.51.100.1' } });
  await page.reload();
  await look('warnings', word('This installation needs attention', 'セキュリティの設定を確認してください'));

  await page.goto('/u/a/account');
  await press(button(word('Turn on', '有効にする')));
  await look('password', word('First, confirm it’s you.', 'まず本人確認を行います。'));
  await page
    .getByRole('dialog')
    .getByLabel(word('API secret', 'APIシークレット'), { exact: true })
    .fill(app.simulator.credentials.apiSecret);
  await page.keyboard.press('Enter');
  await look('qr-code', word('Or type this key into the app:', '読み取れない場合は'));
  const secret = (await page.getByRole('dialog').locator('.dw-copy-value').innerText()).replaceAll(' ', '');
  const code = () => new TOTP({ secret }).generate({ timestamp: app.clock.now().getTime() });
  await page.getByLabel(word('Code from the app', 'アプリに表示されたコード')).fill(code());
  await page.keyboard.press('Enter');
  await look('recovery-codes', word('I’ve saved them', '保管しました'));
  await press(button(word('I’ve saved them', '保管しました')));
  await look('on', word('10 recovery codes left', '残りのリカバリーコード：10個'));

  app.clock.advance(11 * 60_000);
  await page.goto(`/u/a/applications/${applicationId}`);
  await press(button(word('Private key', '秘密鍵')));
  await press(button(word('Download private.key', 'private.key をダウンロード')));
  await look('confirm', word('Confirm it’s you', '本人確認'));
  await page.goto('/u/a/people');
  await look('members', word('Two-step', '2段階認証'));

  await page.context().clearCookies();
  await page.goto(browser.at('/u/a/sign-in'));
  await press(button(start));
  await look('code', word('Enter the code from your authenticator app', '認証アプリの確認コード、または'));
  await page.getByLabel(word('Code', '確認コード'), { exact: true }).fill(code());
  await page.keyboard.press('Enter');
  await page.waitForURL('**/u/a/');
  await page.goto('/u/a/account');
  await press(button(word('Turn off', '無効にする')));
  await press(page.getByRole('dialog').getByRole('button', { name: word('Turn off', '無効にする'), exact: true }));
  await sees(page, word('Two-step verification turned off.', '2段階認証を無効にしました。'));
  expect(found).toEqual([]);
  expect(browser.complaints).toEqual([]);
});
