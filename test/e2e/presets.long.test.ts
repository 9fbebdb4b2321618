import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { faults } from '../helpers/looks.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
let browser: TestBrowser;
let applicationId: string;
let number: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const office = await app.connectAccount();
  const application = await office.createApplication();
  applicationId = application.id;
  number = (await application.rentNumber()).msisdn;
  for (const name of ['Jane', 'Joe']) await application.addUser(name);
});
beforeEach(async () => {
  browser = await openBrowser(app.link);
});
afterEach(async (context) => {
  await browser.keepScreenshots(context);
  await browser.close();
});
afterAll(() => app?.close());

async function signIn(words = 'Start with the simulator'): Promise<Page> {
  const page = await browser.tab('/u/a/sign-in');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: words }).click();
  await page.waitForURL('**/u/a/');
  return page;
}

/** Replaces the text. */
async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('tab', { name: 'JSON' }).click();
  const editor = page.getByRole('textbox', { name: /NCCO/ });
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

const SAVE = `mutation ($id: ID!, $kind: PresetKind!, $input: SavePresetInput!) {
  savePreset(applicationId: $id, kind: $kind, input: $input) { version } }`;
const talk = (text: string) => [{ action: 'talk', text }];
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('on a telephone, in Japanese and in the dark: what is wrong, where, and the cure', async () => {
  await browser.close();
  browser = await openBrowser(app.link, { locale: 'ja', colorScheme: 'dark', viewport: { width: 360, height: 800 } });
  const page = await signIn('シミュレーターで始める');
  await page.goto('/u/a/presets/ivr');
  await write(page, '[{"action":"connect","endpoint":[{"type":"phone","number":"+44"}]}]');
  await sees(page, '国番号から始まる7～15桁の電話番号');
  await page.getByRole('button', { name: '$[0].endpoint[0].number' }).click();
  await page.locator('.cm-lintRange-error').waitFor();

  await write(page, '[{"action":"input","type":["dtmf"],"eventUrl":["DTMF_URL"]}]');
  await button(page, 'キーを追加').click();
  await page.getByLabel('キー', { exact: true }).last().fill('x');
  await page.getByLabel('呼び出すユーザー').last().fill('Joe');
  await button(page, 'バージョン1として保存').click();
  await sees(page, 'ダイヤルパッドのキー（0～9、*、#）を1～20個');
  await page.getByLabel('キー', { exact: true }).last().fill('7');
  expect(await faults(page)).toEqual([]);
  await button(page, 'バージョン1として保存').click();
  await sees(page, 'IVR をバージョン1として保存しました。');
  expect(await page.locator('.dw-flow-key kbd').allInnerTexts()).toEqual(['1', '2', '7', '…']);
  expect(browser.complaints).toEqual([]);
});

test('versions are compared, and an old one comes back as a new one that is not live', async () => {
  for (const [basedOn, text] of [
    [0, 'Good morning'],
    [1, 'Good evening'],
  ] as const) {
    await app.ask(SAVE, { id: applicationId, kind: 'INBOUND', input: { ncco: talk(text), basedOn } });
  }
  const page = await signIn();
  await page.goto('/u/a/presets/inbound');
  const versions = page.getByRole('region', { name: 'Versions' });
  await versions.getByRole('listitem').filter({ hasText: 'version 2' }).getByText('Live').waitFor();
  await button(page, 'Compare with version 1').click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('.cm-deletedChunk', { hasText: 'Good morning' }).waitFor();
  expect(await faults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Restore as version 3' }).click();
  await sees(page, 'Inbound Call saved as version 3.');
  await sees(page, 'version 3 is saved but not live. Calls still use version 2.');

  await button(page, 'Publish').click();
  await dialog.getByText('version 3 will replace version 2:').waitFor();
  await dialog.getByText('Inbound calls').waitFor();
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await sees(page, 'Inbound Call published: version 3.');
  expect(app.services.routing.answer(applicationId, { to: number })).toMatchObject({ version: 3 });
  expect(browser.complaints).toEqual([]);
});

test('someone who saves after another person is told, sees the difference, and decides', async () => {
  const page = await signIn();
  await page.goto('/u/a/presets/outbound');
  await write(page, JSON.stringify(talk('Mine')));
  await app.ask(SAVE, { id: applicationId, kind: 'OUTBOUND', input: { ncco: talk('Theirs'), basedOn: 0 } });
  await button(page, 'Save as version 1').click();
  await sees(page, 'Version 1 was saved in the meantime');
  await button(page, 'Save mine as version 2').click();
  await button(page, 'Save as version 2').click();
  await sees(page, 'Outbound Call saved as version 2.');
  expect(browser.complaints).toEqual([]);
});

test('an agent’s call is tried with a customer’s phone that rings', async () => {
  const page = await signIn();
  await page.goto('/u/a/presets/outbound');
  await write(
    page,
    '[{"action":"talk","text":"Calling PARAMS_TO"},{"action":"connect","from":"YOUR_NEXMO_NUMBER","endpoint":[{"type":"phone","number":"PARAMS_TO"}]}]',
  );
  const phone = await browser.tab('/phone');
  await phone.getByRole('button', { name: 'Call', exact: true }).waitFor();
  await button(page, 'Test call').click();
  await button(page, 'Start test call').click();
  await phone.getByRole('button', { name: 'Answer', exact: true }).click();
  const heard = page.getByRole('log', { name: 'Transcript' });
  await heard.getByText('Calling 447700900001').waitFor();
  await page.locator('.dw-flow-step[data-active][data-kind="connect"]').waitFor();
  await button(page, 'Hang up').click();
  await sees(page, 'The call has ended');
  expect(browser.complaints).toEqual([]);
});

test('without handsets there is a preview, and it says so', async () => {
  const cloud = await createTestApp({ web: true, env: { PUBLIC_URL: 'https://calls.example' } });
  await (await cloud.connectAccount({}, 'CLOUD')).createApplication();
  await browser.close();
  browser = await openBrowser(cloud.url);
  const page = await browser.tab('/u/a/sign-in?next=/u/a/presets/custom');
  await page.getByText('My Vonage account').click();
  await page.getByLabel('API key', { exact: true }).fill(cloud.simulator.credentials.apiKey);
  await page.getByLabel('API secret', { exact: true }).fill(cloud.simulator.credentials.apiSecret);
  await page.keyboard.press('Enter');
  await write(
    page,
    '[{"action":"talk","text":"Press a key."},{"action":"input","type":["dtmf"],"eventUrl":["DTMF_URL"]}]',
  );
  await sees(page, 'No problems found.');
  await button(page, 'Test call').click();
  await sees(page, 'Preview, not a call');
  await button(page, 'Show response').click();
  const log = page.getByRole('log');
  await log.getByText('“Press a key.”').waitFor();
  await page.getByRole('region', { name: 'Test call' }).getByRole('button', { name: '2', exact: true }).click();
  await log.getByText('“Please wait while we connect you to Joe”').waitFor();
  expect(await faults(page)).toEqual([]);
  expect(browser.complaints).toEqual([]);
  await cloud.close();
});
