import type { Page } from 'playwright-core';
import { appears, PATIENCE, sees } from './browser.js';
import { waitFor } from './wait-for.js';

/** What has the focus, by its label. */
const FOCUSED = `(() => {
  const at = document.activeElement;
  return at?.getAttribute('aria-label') || at?.labels?.[0]?.textContent || at?.textContent || '';
})()`;

/** A person who has no mouse. */
export function keyboardOf(page: Page) {
  const { keyboard } = page;
  const focused = () => page.evaluate<string>(FOCUSED);

  return {
    page,
    /** One after the other. */
    async press(...keys: string[]): Promise<void> {
      for (const key of keys) await keyboard.press(key);
    },
    type: (text: string) => keyboard.type(text),
    sees: (text: string | RegExp) => sees(page, text),
    focused,

    /** Presses Tab, or another key, until what has the focus bears this name. */
    async tabTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
      const seen: string[] = [];
      for (let step = 0; step < 120; step += 1) {
        const now = (await focused()).replace(/\s+/g, ' ').trim();
        if (typeof name === 'string' ? now === name : name.test(now)) return;
        seen.push(now.slice(0, 40));
        await keyboard.press(key);
      }
      throw new Error(`${key} never came to ${name}, only to ${seen.join(' | ')}`);
    },

    /** Waits until a button can be pressed. */
    async canPress(name: string): Promise<void> {
      const button = page.getByRole('button', { name, exact: true });
      await appears(button);
      await waitFor(() => button.isEnabled(), PATIENCE);
    },
  };
}

export type Keyboard = ReturnType<typeof keyboardOf>;
