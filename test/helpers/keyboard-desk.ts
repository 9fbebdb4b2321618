import enAccounts from '../../web/locales/en/accounts.json' with { type: 'json' };
import enConsole from '../../web/locales/en/console.json' with { type: 'json' };
import jaAccounts from '../../web/locales/ja/accounts.json' with { type: 'json' };
import jaConsole from '../../web/locales/ja/console.json' with { type: 'json' };
import { appears, type TestBrowser } from './browser.js';
import { openEaredTab } from './desk.js';
import { keyboardOf } from './keyboard.js';
import type { AgentSignIn } from './switchboard.js';
import { waitFor } from './wait-for.js';

export type Locale = 'en' | 'ja';

export const wordsOf = (locale: Locale) => (locale === 'ja' ? jaConsole : enConsole);

/** Fills the gaps of a sentence. */
export const filled = (text: string, values: Record<string, string>) =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');

/** The console of an agent who has no mouse: they sign in, and turn the microphone on. */
export async function openKeyboardDesk(
  browser: TestBrowser,
  locale: Locale,
  { slot, name, password }: AgentSignIn & { slot: string },
) {
  const words = wordsOf(locale);
  const accounts = locale === 'ja' ? jaAccounts : enAccounts;
  const page = await openEaredTab(browser, `/u/${slot}/console`);
  const person = keyboardOf(page);
  const { press, type, sees, tabTo, focused, canPress } = person;
  await sees(accounts.password);
  await tabTo(accounts.name);
  await type(name);
  await tabTo(accounts.password);
  await type(password);
  await press('Enter');
  await sees(words.useMicrophone);
  await tabTo(words.useMicrophone);
  await press('Enter');
  await sees(words.ready);

  // Words alone would not do for states: colleagues are shown with the same ones.
  const talks = () => canPress(words.mute);
  return {
    ...person,
    rings: () => appears(page.getByRole('alertdialog')),
    /** Someone has answered, and is not on hold. */
    talks,
    async answers(): Promise<void> {
      await press('Control+Shift+A');
      await talks();
    },
    /** No call goes on. */
    async free(): Promise<void> {
      const hangUp = page.getByRole('button', { name: words.hangUp, exact: true });
      await waitFor(async () => (await hangUp.count()) === 0);
      await sees(words.ready);
    },
    async dials(text: string): Promise<void> {
      await press('Control+Shift+K');
      await waitFor(async () => (await focused()) === words.callNumber);
      await type(text);
      await press('Enter');
    },
    /** @param key Enter: at once; with Ctrl: after a consultation */
    async transfers(to: string, key: 'Enter' | 'Control+Enter'): Promise<void> {
      await canPress(words.transfer);
      await press('Control+Shift+X');
      await type(to);
      await press(key);
    },
  };
}

export type KeyboardDesk = Awaited<ReturnType<typeof openKeyboardDesk>>;
