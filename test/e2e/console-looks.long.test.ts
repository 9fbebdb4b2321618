import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import enCommon from '../../web/locales/en/common.json' with { type: 'json' };
import enConsole from '../../web/locales/en/console.json' with { type: 'json' };
import jaCommon from '../../web/locales/ja/common.json' with { type: 'json' };
import jaConsole from '../../web/locales/ja/console.json' with { type: 'json' };
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { openEaredTab } from '../helpers/desk.js';
import { type Handset, openHandset } from '../helpers/handset.js';
import { faults, LOOKS, type Look, pictureName } from '../helpers/looks.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

/** A folder for pictures of each moment, in every way of looking; none are taken without it. */
const PICTURES = process.env.SCREENSHOTS;
/** A window of 1280 × 720 whose page is enlarged to 200 %. */
const ENLARGED = {
  name: 'English, light, enlarged to 200 %',
  locale: 'en',
  colorScheme: 'light',
  width: 640,
  height: 360,
} as const;
const NARROW = [
  ENLARGED,
  { name: 'Japanese, dark, on a tablet', locale: 'ja', colorScheme: 'dark', width: 820, height: 1180 },
] as const;
const EVERY_LOOK = (['en', 'ja'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    [1440, 360].map((width) => ({ name: `${locale}, ${colorScheme}, ${width} px`, locale, colorScheme, width })),
  ),
);
/** Pixels from which the calls of the day are beside the call, and the caller, too. */
const WITH_CALLS = 768;
const WITH_CALLER = 1200;

let app: TestApp;
let browser: TestBrowser | undefined;
let number: string;
let caller: Handset;
let joe: Handset;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  number = (await application.rentNumber()).msisdn;
  for (const name of ['Jane', 'Joe']) await application.addUser(name);
  caller = await openHandset(app.control, { number: '447700900001' });
  joe = await openHandset(app.control, { user: 'Joe', application_id: application.vonageId });
});
afterEach(async (context) => {
  await browser?.keepScreenshots(context);
  await browser?.close();
});
afterAll(() => app?.close());

test.each<Look>([...(PICTURES ? EVERY_LOOK : LOOKS), ...NARROW])(
  'every moment of a call can be read and used: $name',
  { timeout: 300_000 },
  async (how) => {
    const { locale, colorScheme, width, height = 900 } = how;
    const [words, common] = locale === 'ja' ? [jaConsole, jaCommon] : [enConsole, enCommon];
    browser = await openBrowser(app.link, { locale, colorScheme, viewport: { width, height } });
    const page: Page = await openEaredTab(browser, '/u/a/sign-in');
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const found: string[] = [];
    /** In a narrow window the panes are behind buttons. */
    async function open(view: 'call' | 'calls' | 'caller'): Promise<void> {
      if (width >= (view === 'calls' ? WITH_CALLS : WITH_CALLER)) return;
      const tab = page.locator(`.dw-desk-tabs [data-tab="${view}"]`);
      if (await tab.isVisible()) await tab.click();
    }
    async function look(moment: string, text: string | RegExp): Promise<void> {
      await sees(page, text);
      found.push(...(await faults(page)).map((fault) => `${moment}: ${fault}`));
      if (PICTURES) {
        await page.screenshot({ path: join(PICTURES, pictureName(`console-${moment}`, how)), fullPage: true });
      }
    }

    await press(locale === 'ja' ? 'シミュレーターで始める' : 'Start with the simulator');
    await page.waitForURL('**/u/a/');
    await page.goto(`/u/a/console?user=Jane`);
    await look('microphone', words.microphoneFirst);
    await press(words.useMicrophone);
    await look('ready', words.ready);
    await page.keyboard.press('?');
    await look('shortcuts', words.dialPad);
    await page.keyboard.press('Escape');
    await open('calls');
    await press(words.dialPad);
    await look('dial-pad', words.country);
    await press(words.devices);
    await look('devices', words.tryBell);
    await page.keyboard.press('Escape');

    await page.getByLabel(words.callNumber).fill('+44 7700 900001');
    await page.keyboard.press('Enter');
    await look('calling', words.farRings);
    await caller.reject();
    await look('rejected', words.ready);
    await press(common.close);

    await caller.dial(number);
    await look('ringing', words.rings);
    await page.keyboard.press('Control+Shift+A');
    await look('talking', words.talkingWith);
    await open('caller');
    await look('caller', words.addName);
    await open('call');
    await press(words.mute);
    await look('muted', words.mutedHint);
    await page.keyboard.press('Control+Shift+H');
    await look('held', words.onHoldHint);
    await page.keyboard.press('Control+Shift+X');
    await look('transfer', words.transferTo);
    await page.getByLabel(words.transferTo, { exact: true }).fill('Joe');
    await press(words.consultFirst);
    await look('asking', words.consult.CALLING.replace('{{who}}', 'Joe'));
    await joe.is('ringing');
    await joe.answer();
    await look('consulting', words.consult.TALKING.replace('{{who}}', 'Joe'));
    await joe.hangUp();
    await look('joe-gone', words.consult.GONE.replace('{{who}}', 'Joe'));
    await press(words.returnToCaller);
    await press(words.keys);
    await look('keys', 'PQRS');
    await press(words.keys);
    const another = await openHandset(app.control, { number: '447700900002' });
    await another.dial(number);
    await look('second-caller', /\+44 7700 900002/);
    await another.remove();
    await page.evaluate('window.pullOutMicrophone()');
    await look('no-microphone', words.microphone.noDevice);
    await page.evaluate('window.plugMicrophoneIn()');
    await caller.hangUp();
    await look('ended', words.endReason.hungUp);
    await press(common.close);
    await open('calls');
    await look('calls', words.day.mine);

    const second = await openEaredTab(browser, '/u/a/console?user=Jane');
    await second.getByRole('button', { name: words.useMicrophone }).click();
    await sees(second, words.elsewhere);
    found.push(...(await faults(second)));
    await second.close();
    expect(found).toEqual([]);
    expect(browser.complaints.filter((one) => !one.endsWith('status of 404 (Not Found)'))).toEqual([]);
  },
);

test.each([
  ['refused', 'NotAllowedError', 'Microphone access is blocked', 'allow the microphone'],
  ['not there', 'NotFoundError', 'No microphone found', 'Connect a headset'],
  ['in use', 'NotReadableError', 'Another app is using your microphone', 'Close the other app'],
])('a microphone that is %s is named, with its cure, and can be tried again', async (_, error, title, cure) => {
  browser = await openBrowser(app.link);
  const page = await openEaredTab(browser, '/u/a/sign-in');
  await page.getByRole('button', { name: 'Start with the simulator' }).click();
  await page.waitForURL('**/u/a/');
  await page.addInitScript(`
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    let first = true;
    navigator.mediaDevices.getUserMedia = (wanted) => {
      if (!first) return real(wanted);
      first = false;
      return Promise.reject(new DOMException('no', '${error}'));
    };
  `);
  await page.goto('/u/a/console?user=Jane');
  await page.getByRole('button', { name: 'Turn on microphone' }).click();
  await sees(page, title);
  await sees(page, new RegExp(cure));
  await page.getByRole('button', { name: 'Try again' }).click();
  await sees(page, 'Available for calls');
});
