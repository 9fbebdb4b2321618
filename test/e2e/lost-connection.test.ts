import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { callOnce, openOffice, signIn } from '../helpers/pages.js';
import { openProxy } from '../helpers/proxy.js';
import { waitFor } from '../helpers/wait-for.js';

let office: Awaited<ReturnType<typeof openOffice>>;
let line: Awaited<ReturnType<typeof openProxy>>;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  office = await openOffice({ lines: 'one' });
  line = await openProxy(office.app.url);
  // The same page, by way of a line that can be cut.
  browser = await openBrowser(office.app.link.replace(office.app.url, line.url));
  page = await browser.tab('/u/a/sign-in');
  await signIn(page, 'en');
});
afterEach((context) => browser.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await office?.app.close();
});

/** What the top of the page says of the connection. */
const connection = (state: 'Live' | 'Reconnecting') => page.getByRole('status', { name: state });
const calls = (from: string) => callOnce(office.app, office.applicationId, { from, to: office.msisdn });

test('calls: a server outage is noticed, and a missed call is shown when the server is back', async () => {
  await page.goto('/u/a/calls');
  await sees(page, '+44 7700 900001');
  await appears(connection('Live'));
  line.block();
  await appears(connection('Reconnecting'));
  await calls('447700900002');
  expect(await page.getByText('+44 7700 900002').count()).toBe(0);
  line.unblock();
  await sees(page, '+44 7700 900002');
  await appears(connection('Live'));
});

test('events: a network loss is shown immediately, and missed events are read when the network is back', async () => {
  await page.goto('/u/a/events');
  await sees(page, /\+44 7700 900002/);
  await appears(connection('Live'));
  await page.context().setOffline(true);
  await appears(connection('Reconnecting'));
  await calls('447700900003');
  expect(await page.getByText(/\+44 7700 900003/).count()).toBe(0);
  await page.context().setOffline(false);
  await sees(page, /\+44 7700 900003/);
  await appears(connection('Live'));
});

test('calls: a database outage is shown, and the page is live and up to date within five seconds of its end', async () => {
  await page.goto('/u/a/calls');
  await appears(connection('Live'));
  await office.app.line.cut();
  await appears(connection('Reconnecting'));
  await office.app.line.mend();
  const back = performance.now();
  await appears(connection('Live'));
  expect(performance.now() - back).toBeLessThan(5000);
  await calls('447700900004');
  await sees(page, '+44 7700 900004');
});

test('calls: what happens before the page’s first socket is open is shown when it is', async () => {
  const early = await browser.tab('about:blank');
  let open = () => {};
  const mayOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  let asked = false;
  await early.routeWebSocket('**/graphql', async (route) => {
    asked = true;
    await mayOpen;
    route.connectToServer();
  });
  await early.goto(`${line.url}/u/a/calls`);
  await sees(early, '+44 7700 900001');
  await waitFor(() => asked);
  await calls('447700900005');
  expect(await early.getByText('+44 7700 900005').count()).toBe(0);
  expect(await early.getByRole('status', { name: 'Live' }).count()).toBe(0);
  open();
  await sees(early, '+44 7700 900005');
  await appears(early.getByRole('status', { name: 'Live' }));
  await early.close();
});

test('a part of the page that cannot be loaded for a moment does not replace the page, and comes later', async () => {
  const refused = await browser.tab('about:blank');
  let asked = 0;
  const part = /\/assets\/running-tasks-[^/]*\.js$/;
  await refused.route(part, (route) => {
    asked += 1;
    return route.abort();
  });
  await refused.goto(`${line.url}/u/a/calls`);
  await sees(refused, '+44 7700 900001');
  await waitFor(() => asked >= 2, 15_000);
  await appears(refused.getByRole('status', { name: 'Live' }));
  await sees(refused, '+44 7700 900001');
  const loaded = refused.waitForResponse(part);
  await refused.unroute(part);
  await loaded;
  await refused.close();
});
