import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { TestContext } from 'vitest';
import { connectChromium } from './chromium.js';
import { waitFor } from './wait-for.js';

/** Milliseconds, on a busy machine. */
export const PATIENCE = 20_000;

type Cookies = Parameters<BrowserContext['addCookies']>[0];

/**
 * A person's browser: its tabs share cookies, as usual. Console errors of its pages are recorded.
 * @param url the URL for paths, with the setup code, as printed on this machine
 */
export async function openBrowser(url: string, options: BrowserContextOptions = {}) {
  const { origin, hash } = new URL(url);
  const browser: Browser = await connectChromium();
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'en',
    viewport: { width: 1440, height: 900 },
    permissions: ['microphone'],
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  /** As the address that the server printed is opened. */
  const at = (path: string) => (path.startsWith('/') ? path + hash : path);
  const complaints: string[] = [];
  /** An empty page that opens the others. */
  const door = await context.newPage();
  let opened: Promise<unknown> = Promise.resolve();

  /** In a window of its own: a tab behind another one is painted once a second, and every click waits for that. */
  function openWindow(): Promise<Page> {
    // One after another, so that none is taken for another one.
    const opening = opened.then(async () => {
      const [page] = await Promise.all([
        context.waitForEvent('page'),
        door.evaluate("void window.open('about:blank', '_blank', 'popup,noopener')"),
      ]);
      return page;
    });
    opened = opening.catch(() => {});
    return opening;
  }

  return {
    complaints,
    at,

    async tab(path: string): Promise<Page> {
      const page = await openWindow();
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') {
          complaints.push(`${page.url()}: ${message.location().url}: ${message.text()}`);
        }
      });
      await page.goto(at(path));
      return page;
    },

    /** For `afterEach`: keeps what every tab showed when a test failed, in test-results/. */
    async keepScreenshots({ task }: TestContext): Promise<void> {
      if (task.result?.state !== 'fail') return;
      const name = task.name.replace(/\W+/g, '-').slice(0, 60);
      for (const [at, page] of context
        .pages()
        .filter((one) => one !== door)
        .entries()) {
        await page.screenshot({ path: `test-results/${name}-${at + 1}.png` });
      }
    },

    /** Who is signed in here can be taken to another browser. */
    cookies: () => context.cookies(),
    setCookies: (cookies: Cookies) => context.addCookies(cookies),
    /** Whoever has this session is signed in here, too. @param cookie as a header: `name=value` */
    takeSession(cookie: string): Promise<void> {
      const [name = '', value = ''] = cookie.split('=');
      return context.addCookies([{ name, value, url }]);
    },

    close: () => browser.close(),
  };
}

export type TestBrowser = Awaited<ReturnType<typeof openBrowser>>;

/** Navigates as a link does, without reloading the app. @param path with the slot: `/u/a/calls` */
export async function go(page: Page, path: string): Promise<void> {
  const to = JSON.stringify(path);
  await page.evaluate(`history.pushState(null, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`);
}

/** Waits until something can be seen. Playwright's own waiting soon looks only twice a second. */
export async function appears(thing: Locator): Promise<void> {
  await waitFor(() => thing.isVisible(), PATIENCE);
}

/** Waits until a text can be seen. */
export const sees = (page: Page, text: string | RegExp): Promise<void> =>
  appears(page.getByText(text).filter({ visible: true }).first());

/** Waits until something can be seen, and clicks it. */
export async function press(thing: Locator): Promise<void> {
  await appears(thing);
  await thing.click();
}
