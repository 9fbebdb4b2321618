import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, PATIENCE, sees, type TestBrowser } from '../helpers/browser.js';
import { faults, pictureName } from '../helpers/looks.js';
import { openOffice, pagesOf, signIn } from '../helpers/pages.js';
import { waitFor } from '../helpers/wait-for.js';

/** Where the pictures go: `SCREENSHOTS=folder npm run check:long`. */
const folder = process.env.SCREENSHOTS ?? 'test-results/screenshots';
let office: Awaited<ReturnType<typeof openOffice>>;
let browser: TestBrowser | undefined;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  office = await openOffice();
});
afterEach(async (context) => {
  await browser?.keepScreenshots(context);
  await browser?.close();
});
afterAll(() => office?.app.close());

const ALL_LOOKS = (['en', 'ja'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).flatMap((colorScheme) => [1440, 360].map((width) => ({ locale, colorScheme, width }))),
);

test.each(ALL_LOOKS)(
  'every page can be read and used, and has its picture taken: $locale, $colorScheme, $width px',
  async (how) => {
    const { locale, colorScheme, width } = how;
    browser = await openBrowser(office.app.link, {
      locale,
      colorScheme,
      viewport: { width, height: width < 500 ? 780 : 900 },
    });
    const page = await browser.tab('/u/a/sign-in');
    const found: string[] = [];
    const look = async (name: string) => {
      found.push(...(await faults(page)));
      await page.screenshot({ path: join(folder, pictureName(name, how)), fullPage: width < 500 });
    };
    await page.getByRole('button').first().waitFor();
    await look('sign-in');
    await signIn(page, locale);
    for (const place of pagesOf(office)) {
      await page.goto(`/u/a/${place.path}`);
      await sees(page, place[locale]);
      await page.waitForLoadState('networkidle');
      await waitFor(async () => (await page.locator('.mantine-Skeleton-root').count()) === 0, PATIENCE);
      const name = place.path.replace(office.callId, 'one').replace(office.applicationId, 'one');
      await look(name.replace(/\W+/g, '-') || 'home');
    }
    expect(found).toEqual([]);
    expect(browser.complaints).toEqual([]);
  },
);
