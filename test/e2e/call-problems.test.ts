import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { go, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { openHandset } from '../helpers/handset.js';
import { faults } from '../helpers/looks.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let browser: TestBrowser;
let page: Page;
let application: { id: string; vonageId: string };
let number: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  for (const name of ['Jane', 'Joe']) await made.addUser(name);
  browser = await openBrowser(app.link);
  page = await browser.tab('/u/a/sign-in');
  await page.getByRole('button', { name: 'Start with the simulator' }).click();
  await page.waitForURL('**/u/a/');
});
afterEach(async (context) => {
  await app.control('PATCH', '/account', { calls_per_second: 10_000 });
  await browser.keepScreenshots(context);
  expect(await faults(page)).toEqual([]);
  expect(browser.complaints.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const LAST = `query ($id: ID!) {
  calls(applicationId: $id, first: 1) { nodes { id from live events { kind body } } }
}`;
interface LastCall {
  id: string;
  from: string | null;
  live: boolean;
  events: { kind: string; body: { reason?: string } }[];
}
const lastCall = async () =>
  (await app.ask<{ calls: { nodes: LastCall[] } }>(LAST, { id: application.id })).calls.nodes[0];

test('a call: that Vonage did not place a leg, because of its limit, is a sentence with what to do', async () => {
  await app.control('PATCH', '/account', { calls_per_second: 0 });
  const caller = await openHandset(app.control, { number: '447700900011' });
  await caller.dial(number);
  await caller.hears('ended');
  const call = await waitFor(async () => {
    const last = await lastCall();
    return last && !last.live && last.events.some(({ kind }) => kind === 'error') ? last : null;
  });
  await go(page, `/u/a/calls/${call.id}`);
  await sees(page, 'Vonage reported a problem');
  await sees(page, 'Vonage allows 3 new calls per second');
  await sees(page, 'the rate limit of new outbound calls was exceeded');
});

test('a caller who withholds the number is called so on every page', async () => {
  const jane = await openHandset(app.control, { user: 'Jane', application_id: application.vonageId });
  const caller = await openHandset(app.control, { number: '447700900012' });
  await caller.dial(number, 'Unknown');
  await jane.is('ringing');
  const call = await waitFor(async () => {
    const last = await lastCall();
    return last?.live && last.from === null ? last : null;
  });
  for (const path of ['calls', '', `calls/${call.id}`, 'events']) {
    await go(page, `/u/a/${path}`);
    await sees(page, 'Withheld number');
    expect(await page.getByText('Unknown', { exact: false }).count()).toBe(0);
  }
  await caller.hangUp();
});
