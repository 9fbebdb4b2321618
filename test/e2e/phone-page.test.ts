import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let browser: TestBrowser;
let page: Page;
let number: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const made = await (await app.connectAccount()).createApplication();
  number = (await made.rentNumber()).msisdn;
  await made.addUser('Jane');
  browser = await openBrowser(app.link);
  page = await browser.tab('/u/a/sign-in');
  await page.getByRole('button', { name: 'Start with the simulator', exact: true }).click();
  await page.waitForURL('**/u/a/');
});
afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const field = () => page.locator('input.dw-display-number').first();
const telephone = () => page.locator('.dw-telephone').first();
const state = () => telephone().getAttribute('data-state');

beforeEach(async () => {
  await page.goto('/u/a/phone');
  await field().waitFor();
});

test("an Enter that accepts an input method's suggestion does not dial, and the next one does", async () => {
  await field().fill('');
  await field().focus();
  const devtools = await page.context().newCDPSession(page);
  const text = '４４７７００９０';
  for (let end = 1; end <= text.length; end += 1) {
    const typed = { text: text.slice(0, end), selectionStart: end, selectionEnd: end };
    await devtools.send('Input.imeSetComposition', typed);
  }
  // 229 is what a key is called that belongs to an input method.
  const enter = { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 } as const;
  await devtools.send('Input.dispatchKeyEvent', enter);
  await devtools.send('Input.insertText', { text });
  expect(await field().inputValue()).toBe(text);
  expect(await state()).toBe('idle');
  expect(await telephone().locator('.dw-transcript p[data-type]').count()).toBe(0);

  // A number in full-width digits, with the mark that a Japanese keyboard makes for a hyphen.
  const wide = [...number].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
  await field().fill(`＋${wide.slice(0, 6)}ー${wide.slice(6)}`);
  await field().press('Enter');
  await waitFor(async () => (await state()) !== 'idle');
  await page.locator('.dw-telephone-foot button').first().click();
  await waitFor(async () => (await state()) === 'idle');
});

test('a page translated by the browser keeps working through a call, and shows new content', async () => {
  await page.evaluate(`{
    const wrap = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) {
        const text = walker.currentNode;
        const parent = text.parentElement;
        if (!text.nodeValue.trim() || /^(FONT|SCRIPT|STYLE|TEXTAREA)$/.test(parent.tagName)) continue;
        if (!parent.closest('[translate=no]')) texts.push(text);
      }
      for (const text of texts) {
        const outer = document.createElement('font');
        outer.append(Object.assign(document.createElement('font'), { textContent: text.nodeValue }));
        text.replaceWith(outer);
      }
    };
    wrap(document.body);
    const news = (all) => all.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
      if (node.nodeType === 1) wrap(node);
      else if (node.parentElement) wrap(node.parentElement);
    }));
    new MutationObserver(news).observe(document.body, { childList: true, subtree: true });
  }`);
  expect(await page.locator('font').count()).toBeGreaterThan(10);
  const words = () => page.locator('.dw-display-state').first().innerText();
  const before = await words();
  await field().fill(`+${number}`);
  await page.locator('.dw-telephone-foot button').first().click();
  await waitFor(async () => (await state()) !== 'idle');
  await waitFor(async () => (await words()) !== before);
  expect(await words()).not.toContain(before);
  await page.locator('.dw-telephone-foot button').first().click();
  await waitFor(async () => (await state()) === 'idle');
  await waitFor(async () => (await words()) === before);
  await sees(page, 'Test phone');
  expect(browser.complaints).toEqual([]);
});
