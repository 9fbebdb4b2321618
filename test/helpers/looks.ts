import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** The words of badges and buttons that do not show to their end, and of buttons that stick out of their card. */
const CUT_OFF = `[...document.querySelectorAll('.mantine-Badge-label, .mantine-Button-label')]
  .filter((label) => label.checkVisibility())
  .filter((label) => {
    const card = label.closest('.dw-card, .dw-desk-call');
    const button = label.closest('button');
    const bar = button?.closest('.dw-bar');
    // A bar at the lower edge of the window is as wide as the window.
    const inCard = card && !(bar && getComputedStyle(bar).position === 'fixed');
    const sticksOut = inCard && button && button.getBoundingClientRect().right > card.getBoundingClientRect().right;
    return sticksOut || label.scrollWidth > label.clientWidth;
  })
  .map((label) => label.textContent)`;

/** No exceptions, and one rule more than usual: the words on a button are part of its spoken name. */
const RULES = {
  resultTypes: ['violations'],
  rules: { 'label-content-name-mismatch': { enabled: true } },
} satisfies RunOptions;

/** What sticks out at the right: the innermost of the elements that do. */
const STICKS_OUT = `[...document.body.querySelectorAll('*')]
  .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 && element.checkVisibility())
  .at(-1)?.outerHTML.slice(0, 300)`;

/** Waits for animations to finish, except endless ones such as spinners. */
const IS_STILL = `Promise.all(document.getAnimations()
  .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
  .map((one) => one.finished.catch(() => {})))
  .then(() => {})`;

/** What cannot be read or used on a page as it is now, and whether it is wider than its window. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(IS_STILL);
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(RULES)})`)) as AxeResults;
  const tooWide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  const cutOff = (await page.evaluate(CUT_OFF)) as string[];
  return [
    ...cutOff.map((words) => `${page.url()}: cut off: ${words}`),
    ...violations.map(({ id, nodes }) => `${page.url()}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(Number(tooWide) > 0 ? [`${page.url()}: ${tooWide} px too wide: ${await page.evaluate(STICKS_OUT)}`] : []),
  ];
}

/** The two ways of looking that differ most. */
export const LOOKS = [
  { name: 'English, light, on a desk', locale: 'en', colorScheme: 'light', width: 1440 },
  { name: 'Japanese, dark, on a telephone', locale: 'ja', colorScheme: 'dark', width: 360 },
] as const;

/** A way of looking. */
export interface Look {
  name: string;
  locale: 'en' | 'ja';
  colorScheme: 'light' | 'dark';
  width: number;
  height?: number;
}

interface Pictured {
  locale: string;
  colorScheme: string;
  width: number;
}

/** What a picture is called, here and in docs/screenshots. */
export const pictureName = (name: string, { locale, colorScheme, width }: Pictured): string =>
  `${name}-${locale}-${colorScheme}-${width}.png`;
