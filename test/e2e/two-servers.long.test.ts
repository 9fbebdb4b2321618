import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { callOnce, openOffice, signIn } from '../helpers/pages.js';

/** Milliseconds from the end of the gap until every open page shows how it is. */
const UP_TO_DATE = 5000;

let office: Awaited<ReturnType<typeof openOffice>>;
let browser: TestBrowser;

beforeAll(async () => {
  office = await openOffice({ servers: 2, lines: 'each' });
  // The browser is with the second server; calls arrive at the first one.
  browser = await openBrowser(office.app.link.replace(office.app.url, office.app.servers[1]!.url));
});
afterEach((context) => browser.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await office?.app.close();
});

test('a server that hears nothing of the others says so on its pages, which read again when it does', async () => {
  const first = await browser.tab('/u/a/sign-in');
  await signIn(first, 'en');
  const pages = [
    { page: first, path: 'calls', before: '+44 7700 900001', missed: '+44 7700 900002', later: '+44 7700 900003' },
    {
      page: await browser.tab('about:blank'),
      path: 'events',
      ...{ before: /\+44 7700 900001/, missed: /\+44 7700 900002/, later: /\+44 7700 900003/ },
    },
  ];
  const lamps = (state: 'Live' | 'Reconnecting') =>
    Promise.all(pages.map(({ page }) => appears(page.getByRole('status', { name: state }))));
  const call = (from: string) => callOnce(office.app, office.applicationId, { from, to: office.msisdn });
  const [, second] = office.app.servers;
  for (const { page, path, before } of pages) {
    await page.goto(`${second!.url}/u/a/${path}`);
    await sees(page, before);
  }
  await lamps('Live');

  await office.app.otherLine.cut();
  await lamps('Reconnecting');
  await call('447700900002');
  for (const { page, missed } of pages) expect(await page.getByText(missed).count()).toBe(0);
  expect(await first.getByRole('status', { name: 'Live' }).count()).toBe(0);

  await office.app.otherLine.mend();
  const back = performance.now();
  for (const { page, missed } of pages) await sees(page, missed);
  await lamps('Live');
  expect(performance.now() - back).toBeLessThan(UP_TO_DATE);

  await call('447700900003');
  for (const { page, later } of pages) await sees(page, later);
});
