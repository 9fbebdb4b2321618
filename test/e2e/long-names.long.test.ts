import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { openHandset } from '../helpers/handset.js';
import { faults, LOOKS, pictureName } from '../helpers/looks.js';
import { signIn } from '../helpers/pages.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

/** A folder for pictures of each page; none are taken without it. */
const PICTURES = process.env.SCREENSHOTS;
/** As long as a name may be, and without a place to break. */
const LONG = 'Aaronsdóttir-'.repeat(8).slice(0, 100);
const JAPANESE = '長宗我部 権左衛門太郎（夜間受付・第二営業所）';

let app: TestApp;
let browser: TestBrowser | undefined;
let callId: string;
let applicationId: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  applicationId = application.id;
  await application.rentNumber();
  for (const name of [LONG, JAPANESE]) await application.addUser(name);
  const agent = await openHandset(app.control, { user: LONG, application_id: application.vonageId });
  await agent.dial('447700900001');
  type Calls = { calls: { nodes: { id: string; live: boolean }[] } };
  const query = 'query ($id: ID!) { calls(applicationId: $id, first: 1) { nodes { id live } } }';
  const calls = async () => (await app.ask<Calls>(query, { id: application.id })).calls.nodes;
  // The number does not exist, so the call ends by itself.
  callId = await waitFor(async () => (await calls()).find(({ live }) => !live)?.id);
});
afterEach(async (context) => {
  await browser?.keepScreenshots(context);
  await browser?.close();
});
afterAll(() => app?.close());

test.each(LOOKS)('names of a hundred characters have room on every page: $name', async (look) => {
  const { locale, colorScheme, width } = look;
  browser = await openBrowser(app.link, { locale, colorScheme, viewport: { width, height: 900 } });
  const page = await browser.tab('/u/a/sign-in');
  await signIn(page, locale);
  const found: string[] = [];
  const places = {
    home: '',
    users: 'users',
    calls: 'calls',
    call: `calls/${callId}`,
    events: 'events',
    application: `applications/${applicationId}`,
    settings: 'settings',
    sdk: 'sdk',
    console: 'console',
    desk: `console?user=${encodeURIComponent(LONG)}`,
  };
  for (const [name, path] of Object.entries(places)) {
    await page.goto(`/u/a/${path}`);
    if (!['application', 'settings', 'sdk'].includes(name)) await sees(page, new RegExp(`${LONG}|\\+44 7700 900001`));
    await page.waitForLoadState('networkidle');
    found.push(...(await faults(page)));
    if (PICTURES)
      await page.screenshot({ path: join(PICTURES, pictureName(`long-names-${name}`, look)), fullPage: true });
  }
  expect(found).toEqual([]);
});
