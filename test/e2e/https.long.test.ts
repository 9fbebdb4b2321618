import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { appears, openBrowser, press, sees, type TestBrowser } from '../helpers/browser.js';
import { openDesk, openEaredTab, openTelephone } from '../helpers/desk.js';
import { openHttpsProxy } from '../helpers/https-proxy.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

/** Before the server, and before what is Vonage to it and to its pages. */
let front: Awaited<ReturnType<typeof openHttpsProxy>>;
let cloud: typeof front;
let app: TestApp;
let browser: TestBrowser;
let admin: Page;
let jane: { name: string; password: string };
let number: string;

beforeAll(async () => {
  // Server and simulator also reach each other through the proxies, whose certificates are self-signed.
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  [front, cloud] = await Promise.all([openHttpsProxy(), openHttpsProxy()]);
  app = await createTestApp({ web: true, env: { TRUST_PROXY: '1', PUBLIC_URL: front.url } });
  front.leadTo(app.url);
  cloud.leadTo(app.simulator.url);
  await announce(cloud.url);
  const application = await (await app.connectAccount()).createApplication();
  number = (await application.rentNumber()).msisdn;
  await application.addUser('Jane');
  jane = await application.signInAgent('Jane', 'j');
  browser = await openBrowser(front.url, { ignoreHTTPSErrors: true });
});

/** Vonage is at another address than the simulator says. */
async function announce(url: string): Promise<void> {
  const path = join(app.dataDir, 'simulator.json');
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), url }));
}

afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await Promise.all([front?.close(), cloud?.close()]);
  vi.unstubAllEnvs();
});

test('the owner signs in, with a cookie that only https and no script can read', async () => {
  const { apiKey, apiSecret } = app.simulator.credentials;
  admin = await browser.tab('/u/a/sign-in');
  await press(admin.getByRole('tab', { name: 'Vonage account' }));
  await admin.getByLabel('API key', { exact: true }).fill(apiKey);
  await admin.getByLabel('API secret', { exact: true }).fill(apiSecret);
  await admin.keyboard.press('Enter');
  await admin.waitForURL('**/u/a/');
  expect(await browser.cookies()).toEqual([
    expect.objectContaining({ name: '__Host-dw_a', secure: true, httpOnly: true, sameSite: 'Lax', path: '/' }),
  ]);
  expect(await admin.evaluate('document.cookie')).toBe('');
  const page = await admin.reload();
  expect(page?.headers()['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  await sees(admin, 'Your contact center is ready');
});

test('the editors work', async () => {
  await admin.goto('/u/a/presets/custom?view=json');
  await admin.getByRole('textbox', { name: /^NCCO of/ }).click();
  for (const key of ['Control+Home', 'ArrowRight', 'Control+Space']) await admin.keyboard.press(key);
  await appears(admin.getByRole('option', { name: 'talk' }));
  await admin.goto('/u/a/api');
  await admin.getByRole('textbox', { name: 'GraphQL query' }).click();
  await admin.keyboard.press('Control+Enter');
  await sees(admin, /^200 in \d+ ms$/);
});

test('a caller and Jane talk, and events are live, all over encrypted sockets', async () => {
  const sockets: string[] = [];
  const note = (page: Page) => page.on('websocket', (socket) => sockets.push(socket.url()));
  note(admin);
  await admin.goto('/u/a/events');
  const tab = await openEaredTab(browser, 'about:blank');
  note(tab);
  const desk = await openDesk(browser, 'b', jane, tab);
  const caller = await openTelephone(browser, '+44 7700 900001');

  await caller.dial(`+${number}`);
  await desk.answer();
  await Promise.all([desk.hearsSomebody(), caller.hearsSomebody()]);
  await sees(admin, 'answered');
  await desk.press('Hang up');
  await desk.sees('Available for calls');
  await sees(admin, 'Ended');

  const hosts = [...new Set(sockets.map((url) => new URL(url).origin))].sort();
  expect(hosts).toEqual([front, cloud].map(({ url }) => url.replace('https', 'wss')).sort());
});

test('no page logged an error', () => {
  expect(browser.complaints).toEqual([]);
});
