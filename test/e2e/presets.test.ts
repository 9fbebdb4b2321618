import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { openHandset } from '../helpers/handset.js';
import { faults } from '../helpers/looks.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
let browser: TestBrowser;
let page: Page;
let number: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  number = (await application.rentNumber()).msisdn;
  for (const name of ['Jane', 'Joe']) await application.addUser(name);
  browser = await openBrowser(app.link);
  page = await browser.tab('/u/a/sign-in');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Start with the simulator' }).click();
  await page.waitForURL('**/u/a/');
});
afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const editor = () => page.getByRole('textbox', { name: /^NCCO of/ });

/** Presses Tab, or Shift+Tab, until what has the focus bears this name. */
async function tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let step = 0; step < 80; step += 1) {
    const focused = await page.evaluate<string>(
      `(() => { const at = document.activeElement; return at?.getAttribute('aria-label') || at?.textContent || ''; })()`,
    );
    if (name.test(focused)) return;
    seen.push(focused.replace(/\s+/g, ' ').slice(0, 40));
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never came to ${name}, only to ${seen.join(' | ')}`);
}

const field = (step: number, label: string) =>
  page.getByRole('region', { name: new RegExp(`^Step ${step}:`) }).getByLabel(label, { exact: true });

test('a greeting is changed and live within six clicks from Home, and no JSON is seen', async () => {
  await page.goto('/u/a/');
  await page.evaluate('window.clicks = 0; addEventListener("click", () => { window.clicks += 1; }, true)');
  const noJson = async () =>
    expect(await page.locator('.cm-editor, .dw-json, code').filter({ visible: true }).count()).toBe(0);
  await page.getByRole('link', { name: 'Presets', exact: true }).click();
  await page.getByRole('link', { name: /^Inbound Call/ }).click();
  await field(1, 'Text').click();
  await noJson();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('Good morning, Acme Office.');
  await appears(page.getByRole('region', { name: 'Call flow' }).getByText('“Good morning, Acme Office.”'));
  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog');
  await appears(
    dialog.getByText('Callers will hear “Good morning, Acme Office.” instead of “Thank you for calling Jane”.'),
  );
  expect(await faults(page)).toEqual([]);
  await noJson();
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await sees(page, 'Inbound Call published: version 1.');
  await noJson();
  expect(await page.evaluate('window.clicks')).toBeLessThanOrEqual(6);
  expect(await faults(page)).toEqual([]);
  const caller = await openHandset(app.control, { number: '447700900021' });
  await caller.dial(number);
  await caller.hears('said', { text: 'Good morning, Acme Office.' });
  await caller.hangUp();
  expect(browser.complaints).toEqual([]);
});

test('with the keyboard only, a preset is written, fixed, saved, tried with a call and made live', async () => {
  await page.goto('/u/a/presets');
  await sees(page, 'Design what callers hear');
  await tabTo(/^Custom/);
  await press('Enter');
  await tabTo(/^Form$/);
  await press('ArrowRight');
  await appears(editor());
  await tabTo(/^NCCO of Custom/);

  await press('ArrowRight', 'Control+Space');
  await appears(page.getByRole('option', { name: 'talk' }));
  await press('Enter');
  await page.keyboard.type('Press 1 for Jane.');
  await press('Control+End', 'ArrowLeft');
  await page.keyboard.type(', {"action": "input", "type": ["dtmf"], "dtmf": {"maxDigits": 1}, "eventUrl": ["DTMF');
  await sees(page, 'URL that begins with http');
  await appears(page.locator('.cm-lintRange-error').first());
  await page.keyboard.type('_URL');
  await sees(page, 'No problems found.');
  const picture = page.getByRole('region', { name: 'Call flow' });
  await appears(picture.getByText('“Press 1 for Jane.”'));

  await press('Escape', 'Tab');
  expect(await editor().evaluate((node) => node === node.ownerDocument.activeElement)).toBe(false);
  await tabTo(/^Add key$/);
  await press('Enter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('Jane');
  await appears(picture.getByText('Rings Jane'));
  await tabTo(/^Save as version 1$/, 'Shift+Tab');
  await press('Enter');
  await sees(page, 'Custom saved as version 1.');

  await tabTo(/^Test call$/, 'Shift+Tab');
  await press('Enter');
  await tabTo(/^Start test call$/);
  await press('Enter');
  const heard = page.getByRole('log', { name: 'Transcript' });
  await appears(heard.getByText('Press 1 for Jane.'));
  await appears(picture.locator('[data-active][data-kind="input"]'));
  await appears(page.locator('.cm-line.dw-active-line').first());
  await press('1');
  await appears(heard.getByText('Please wait while we connect you to Jane'));
  await appears(picture.locator('[data-active]').getByText('Please wait while we connect you to Jane'));
  await tabTo(/^Hang up$/);
  await press('Enter');
  await sees(page, 'The call has ended');
  expect(await faults(page)).toEqual([]);

  await tabTo(/^Publish$/, 'Shift+Tab');
  await press('Enter');
  await sees(page, 'Currently uses Inbound Call.');
  await appears(page.getByRole('dialog').locator(':focus', { hasText: 'Publish' }));
  await press('Enter');
  await sees(page, 'Custom published: version 1.');
  await appears(page.getByRole('link', { name: /^Custom Live for inbound/ }));
  expect(browser.complaints).toEqual([]);
}, 120_000);

test('nothing typed is lost: not in broken JSON, on leaving, by a reload, or when the session ends', async () => {
  await page.goto('/u/a/presets');
  await page.getByRole('link', { name: /^IVR/ }).click();
  await page.getByRole('tab', { name: 'JSON' }).click();
  await editor().click();
  await press('Control+End');
  await page.keyboard.type(' oops');
  await sees(page, 'This isn’t JSON');
  const picture = page.getByRole('region', { name: 'Call flow' });
  await appears(picture.getByText('this shows the last valid version'));
  await appears(picture.getByText('“Thank you for calling my contact center.”'));

  await page.getByRole('link', { name: 'Users' }).click();
  await sees(page, 'Unsaved changes');
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.goBack();
  await sees(page, 'Unsaved changes');
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.reload();
  await sees(page, 'Draft restored');
  await appears(editor().getByText('oops'));

  await app.ask('mutation { signOut }', {}, { cookie: await cookieOf(page) });
  await page.goto('/u/a/presets/ivr');
  await page.getByRole('button', { name: 'Start with the simulator' }).click();
  await page.waitForURL('**/presets/ivr');
  await appears(editor().getByText('oops'));
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard draft' }).click();
  await editor().getByText('oops').waitFor({ state: 'detached' });

  await page.getByLabel('Key', { exact: true }).first().fill('x');
  await page.getByRole('button', { name: 'Save as version 1' }).click();
  await sees(page, 'Enter 1 to 20 keypad keys');
  expect(await page.getByLabel('Key', { exact: true }).first().inputValue()).toBe('x');
  expect(browser.complaints).toEqual([]);
});

test('form, JSON and picture are one text: what the form does not show stays, and says so', async () => {
  await page.goto('/u/a/presets/outbound');
  const picture = page.getByRole('region', { name: 'Call flow' });
  await appears(field(2, 'Ring'));
  expect(await field(2, 'Ring').inputValue()).toBe('dialed');
  await field(2, 'For').fill('６０');
  expect(await field(2, 'For').inputValue()).toBe('60');
  await appears(picture.getByText('for 60 seconds'));
  const publish = page.getByRole('button', { name: 'Publish' });
  const save = page.getByRole('button', { name: 'Save as version 1' });
  const isRefused = () => Promise.all([publish, save].map((one) => one.getAttribute('aria-disabled')));
  expect(await isRefused()).toEqual([null, null]);
  for (const wrong of ['600', 'long']) {
    await field(2, 'For').fill(wrong);
    await sees(page, 'Enter a whole number from 1 to 120.');
    expect(await isRefused()).toEqual(['true', 'true']);
    await publish.click({ force: true });
    expect(await page.getByRole('dialog').count()).toBe(0);
  }
  await field(2, 'For').fill('60');
  expect(await isRefused()).toEqual([null, null]);
  await picture.getByRole('button', { name: /Please wait/ }).click();
  expect(await field(1, 'Text').evaluate((node) => node === node.ownerDocument.activeElement)).toBe(true);
  await field(1, 'Language').selectOption('ja-JP');
  let knows = () => {};
  const countryIsKnown = new Promise<void>((resolve) => {
    knows = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('query HomeCountry')) await countryIsKnown;
    await route.fallback();
  });
  await field(2, 'Ring').selectOption('number');
  await appears(field(2, 'Phone number'));
  const typing = field(2, 'Phone number').fill('07700 900123');
  expect(await field(2, 'Phone number').isEditable()).toBe(false);
  knows();
  await typing;
  await page.unrouteAll({ behavior: 'wait' });
  await appears(picture.getByText('Rings +44 7700 900123'));

  await page.getByRole('tab', { name: 'JSON' }).click();
  await appears(editor().getByText('"timeout": 60'));
  await appears(editor().getByText('"number": "447700900123"'));
  await appears(editor().getByText('"language": "ja-JP"'));
  await editor().click();
  await press('Control+End', 'ArrowLeft', 'ArrowLeft');
  await page.keyboard.insertText(', {"action": "record", "format": "wav"}, {"action": "talk", "text": "", "loop": 2}');
  await page.getByRole('tab', { name: 'Form' }).click();
  await sees(page, 'This step can only be edited as JSON.');
  await sees(page, 'Other settings (JSON only): loop');
  await page.getByRole('button', { name: 'Step 4', exact: true }).click();
  const empty = field(4, 'Text');
  expect(await empty.evaluate((node) => node === node.ownerDocument.activeElement)).toBe(true);
  expect(await empty.getAttribute('aria-invalid')).toBe('true');
  await empty.fill('Sorry.');
  await sees(page, 'No problems found.');
  await page.getByRole('button', { name: 'Remove step 1', exact: true }).click();
  await sees(page, 'Step removed.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('tab', { name: 'JSON' }).click();
  await appears(
    editor().getByText('{"action": "record", "format": "wav"}, {"action": "talk", "text": "Sorry.", "loop": 2}'),
  );
  await page.getByRole('button', { name: 'Save as version 1' }).click();
  await sees(page, 'Outbound Call saved as version 1.');
  expect(browser.complaints).toEqual([]);
});

async function cookieOf(tab: Page): Promise<string> {
  const cookies = await tab.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}
