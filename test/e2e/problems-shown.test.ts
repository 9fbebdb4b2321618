import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { go, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { openHandset } from '../helpers/handset.js';
import { faults } from '../helpers/looks.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let browser: TestBrowser;
let page: Page;
let application: SeededApplication;
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

test('Home says that a webhook was refused, why, and what to do; and when one was verified', async () => {
  const { apiKey, signatureSecret } = app.simulator.credentials;
  const vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
  const send = (secret: string) => {
    const body = { uuid: randomUUID(), type: 'transfer', conversation_uuid_to: 'CON-any' };
    const { pathname } = new URL(application.eventUrl);
    return vonage.post(pathname, body, vonage.token(JSON.stringify(body), { secret }));
  };
  const home = async (sentence: string) => {
    await waitFor(async () => {
      await page.goto('/u/a/');
      await sees(page, 'Setup');
      return (await page.getByText(sentence).count()) > 0;
    }, 20_000);
    expect(await faults(page)).toEqual([]);
  };
  await send(signatureSecret);
  await home('Last webhook verified');
  await send('another secret, long enough');
  await home('it was signed with a different secret');
  await sees(page, 'Webhooks are signed with a different secret');
  await page.getByLabel('Signature secret').fill(signatureSecret);
  await page.getByRole('button', { name: 'Verify signatures' }).click();
  await home('not tested yet');
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
  for (const path of ['calls', '', `calls/${call.id}`]) {
    await go(page, `/u/a/${path}`);
    await sees(page, 'Withheld number');
    expect(await page.getByText('Unknown').count()).toBe(0);
  }
  await go(page, '/u/a/events');
  await sees(page, `Withheld number → ${number.replace(/^44(\d{4})/, '+44 $1 ')}`);
  expect((await page.locator('.dw-event-words').allInnerTexts()).join()).not.toContain('Unknown');
  await caller.hangUp();
});
