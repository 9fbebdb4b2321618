import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, go, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
let browser: TestBrowser;
let page: Page;
let password: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  await application.rentNumber();
  const { createMember } = await app.ask<{ createMember: { password: string } }>(
    'mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }',
    { input: { name: 'jane', displayName: 'Jane', role: 'AGENT', applicationId: application.id, userName: 'Jane' } },
  );
  ({ password } = createMember);
  browser = await openBrowser(app.link, { locale: 'ja' });
  page = await browser.tab('/u/a/sign-in');
  await button('シミュレーターで始める').click();
  await page.waitForURL('**/u/a/');
});
afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });

test('every field for a number takes the digits of a Japanese keyboard', async () => {
  await go(page, '/u/a/people/retention');
  await page.getByLabel('イベント', { exact: true }).fill('６０');
  await page.getByRole('button', { name: '変更…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '変更', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await app.ask('{ retention { eventDays } }')).toEqual({ retention: { eventDays: 60 } });

  await go(page, '/u/a/people/dialling');
  await page.getByLabel('1人あたり1時間の発信数').fill('３０');
  await page.getByLabel('全員で1日の発信数').fill('四十');
  await sees(page, '0～100000の整数を入力してください。');
  await page.getByLabel('全員で1日の発信数').fill('４００');
  await button('保存').click();
  await sees(page, '保存しました');
  expect(await app.ask('{ diallingRules { callsPerUserPerHour callsPerDay } }')).toEqual({
    diallingRules: { callsPerUserPerHour: 30, callsPerDay: 400 },
  });

  await go(page, '/u/a/presets/ivr');
  await page.getByLabel('キー', { exact: true }).first().fill('７');
  expect(await page.getByLabel('キー', { exact: true }).first().inputValue()).toBe('7');
  await button('バージョン1として保存').click();
  await sees(page, 'IVR をバージョン1として保存しました。');
});

test('the dialog to erase a caller asks for a Japanese word, and takes only that', async () => {
  await go(page, '/u/a/people/retention');
  await page.getByLabel('番号', { exact: true }).fill('＋４４７７００９００７７７');
  await button('消去…').click();
  const dialog = page.getByRole('dialog');
  await appears(dialog.getByText('+44 7700 900777 を消去しますか？'));
  const word = dialog.getByLabel('続けるには「消去」と入力してください');
  const confirm = dialog.getByRole('button', { name: '消去', exact: true });
  await word.fill('erase');
  expect(await confirm.isDisabled()).toBe(true);
  await page.keyboard.press('Enter');
  expect(await dialog.innerText()).not.toMatch(/erase/i);
  await word.fill('消去');
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
  await sees(page, /番号を消去しました/);
});

test('a username, in the letters of a Japanese keyboard, signs in', async () => {
  const other = await browser.tab('/u/b/sign-in');
  await other.getByRole('tab', { name: 'ログイン名' }).click();
  await other.getByLabel('ログイン名', { exact: true }).fill('ｊａｎｅ');
  expect(await other.getByLabel('ログイン名', { exact: true }).inputValue()).toBe('jane');
  await other.getByLabel('パスワード', { exact: true }).fill(password);
  await other.keyboard.press('Enter');
  await other.waitForURL('**/u/b/console');
  await other.close();
});

test('the Enter that chooses a word does not submit the form; the next one does', async () => {
  await go(page, '/u/a/people/retention');
  const number = page.getByLabel('番号', { exact: true });
  await number.click();
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: 'あ', selectionStart: 1, selectionEnd: 1 });
  await page.keyboard.press('Enter');
  await keyboard.send('Input.insertText', { text: '亜' });
  const refused = page.getByText('国番号から電話番号を入力してください');
  expect(await refused.count()).toBe(0);
  await page.keyboard.press('Enter');
  await appears(refused);
});

test('the audit log has no raw names of fields or values', async () => {
  await go(page, '/u/a/people/audit');
  await sees(page, 'がJaneのログインを作成しました。');
  const changes = (await page.locator('.dw-changes').allInnerTexts()).join('\n');
  expect(changes).toContain('アプリケーション');
  expect(changes).toContain('エージェント');
  expect(changes).not.toMatch(/applicationId|\bagent\b|[0-9a-f]{8}-[0-9a-f]{4}-/);
});

test('no page logged an error', () => {
  expect(browser.complaints).toEqual([]);
});
