import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { seedCalls } from '../../scripts/seed-many.js';
import { appears, go, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { openHandset } from '../helpers/handset.js';
import { faults } from '../helpers/looks.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

/** Milliseconds, on a busy machine. */
const PATIENCE = 20_000;

let app: TestApp;
let browser: TestBrowser;
let page: Page;
let number: string;
let applicationId: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  const application = await (await app.connectAccount()).createApplication();
  const { msisdn } = await application.rentNumber();
  number = msisdn;
  applicationId = application.id;
  for (const name of ['Jane', 'Joe']) await application.addUser(name);
  await seedCalls(app.db.$client, { id: application.id, number: msisdn, userNames: ['Jane', 'Joe'] }, 300);
  browser = await openBrowser(app.link);
  page = await browser.tab('/u/a/sign-in');
  await page.getByRole('button', { name: 'Start with the simulator' }).click();
  await page.waitForURL('**/u/a/');
});
beforeEach(() => app.clearFaults());
afterEach(async (context) => {
  await browser.keepScreenshots(context);
  expect(await faults(page)).toEqual([]);
  expect(browser.complaints.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const rows = () => page.locator('.dw-table tbody tr:not(.dw-room)');

test('calls: filters are in the URL, the list loads more while scrolling, and few rows are rendered', async () => {
  await go(page, '/u/a/calls');
  await page.getByLabel('Outcome').selectOption('ANSWERED');
  await page.waitForURL('**/calls?outcome=ANSWERED');
  await waitFor(
    async () => (await page.locator('[data-outcome]:not([data-outcome="ANSWERED"])').count()) === 0,
    PATIENCE,
  );
  const loaded = async () => Number(await page.locator('.dw-table').getAttribute('aria-rowcount'));
  await waitFor(async () => {
    await page.mouse.wheel(0, 3000);
    return (await loaded()) > 150;
  }, PATIENCE);
  expect(await rows().count()).toBeLessThan(60);

  await page.reload();
  await waitFor(async () => (await page.getByLabel('Outcome').inputValue()) === 'ANSWERED', PATIENCE);
  const first = rows().first().locator('a.dw-row-link');
  const number = (await first.innerText()).replace(/\D/g, '');
  await page.getByLabel('Number').fill(number.slice(-6));
  await page.waitForURL(`**number=${number.slice(-6)}`);
  await waitFor(
    async () => (await rows().allInnerTexts()).every((row) => row.replace(/\D/g, '').includes(number)),
    PATIENCE,
  );
});

test('calls: an invalid number is reported next to its field, and no match offers to clear filters', async () => {
  await go(page, '/u/a/calls?number=%25%25');
  await sees(page, 'Enter up to 15 digits of a phone number');
  expect(await page.getByLabel('Number').inputValue()).toBe('%%');
  await page.getByLabel('Number').fill('99999999');
  await sees(page, 'No matching calls');
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
  await waitFor(async () => (await rows().count()) > 10, PATIENCE);
});

test('calls: a link to a number and a name find calls, and the totals count what is listed', async () => {
  await go(page, '/u/a/calls');
  const total = page.getByText(/^300 calls · \d+ missed · \d+ abandoned$/);
  await appears(total);
  await page.getByLabel('Number').fill('jan');
  await waitFor(async () => !(await page.getByText(/^300 calls/).isVisible()), PATIENCE);
  await waitFor(async () => (await rows().allInnerTexts()).every((row) => row.includes('Jane')), PATIENCE);
  const link = await rows()
    .first()
    .getByRole('link', { name: /^Call / })
    .getAttribute('href');
  const party = link!.split('call=')[1]!;
  await page.getByLabel('Number').fill(`tel:+${party}`);
  await waitFor(
    async () => (await rows().allInnerTexts()).every((row) => row.replace(/\D/g, '').includes(party)),
    PATIENCE,
  );
  await page.getByRole('button', { name: 'Yesterday' }).click();
  await page.waitForURL(/from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/);
  await page.getByRole('button', { name: 'Yesterday', pressed: true }).click();
  await waitFor(() => !page.url().includes('from='), PATIENCE);
});

test('calls: rows are 36 pixels high, a missed caller is one click from the console, and Back keeps the place', async () => {
  await go(page, '/u/a/calls?outcome=MISSED,ABANDONED,LOST_IN_TRANSFER');
  await waitFor(async () => (await rows().count()) > 10, PATIENCE);
  expect(
    await rows()
      .nth(3)
      .evaluate((row) => row.getBoundingClientRect().height),
  ).toBeLessThanOrEqual(37);
  const link = rows()
    .first()
    .getByRole('link', { name: /^Call \+/ });
  expect(await link.getAttribute('href')).toMatch(/^\/u\/a\/console\?call=\d+$/);

  await go(page, '/u/a/calls');
  const loaded = async () => Number(await page.locator('.dw-table').getAttribute('aria-rowcount'));
  await waitFor(async () => {
    await page.mouse.wheel(0, 3000);
    return (await loaded()) > 150;
  }, PATIENCE);
  // The page may still be moving, and what a click scrolls to counts as well.
  const scrolled = () => page.evaluate<number>('window.scrollY');
  let place = -1;
  await waitFor(async () => {
    const before = place;
    place = await scrolled();
    return place === before;
  });
  const contact = rows().nth(20).locator('a.dw-row-link');
  await contact.scrollIntoViewIfNeeded();
  const to = await contact.getAttribute('href');
  place = await scrolled();
  await page.locator(`a[href="${to}"]`).click();
  await sees(page, 'Timeline');
  await page.getByRole('link', { name: 'All calls' }).first().click();
  await waitFor(async () => Math.abs((await scrolled()) - place) < 80, PATIENCE);
  await appears(page.locator(`a[href="${to}"]`));
});

test('a call: one sentence says how it ended, with its notes beside the facts', async () => {
  const sql = app.db.$client;
  const [missed] = await sql<
    { id: string }[]
  >`select id from calls where outcome_reason = 'NOBODY_ANSWERED' and outcome = 'MISSED' limit 1`;
  const [talked] = await sql<{ id: string; application_id: string; uuid: string }[]>`
    select calls.id, legs.application_id, legs.uuid from calls join legs on legs.call_id = calls.id
    where outcome = 'ANSWERED' and legs.user_name is not null limit 1`;
  await sql`insert into call_notes (application_id, leg_uuid, text, written_at)
    values (${talked!.application_id}, ${talked!.uuid}, 'Asks about invoice 4711', now())`;
  await go(page, `/u/a/calls/${missed!.id}`);
  await appears(page.getByRole('heading', { name: 'Missed: no one answered' }));
  expect(await page.getByText('End reason').count()).toBe(0);
  await go(page, `/u/a/calls/${talked!.id}`);
  await sees(page, 'Asks about invoice 4711');
});

test('a call: the axis, walked by keys, and the table point at the same event and show it raw', async () => {
  await go(page, '/u/a/calls?outcome=ANSWERED&direction=INBOUND');
  await rows().first().locator('a.dw-row-link').click();
  await sees(page, 'Timeline');
  await page.locator('.dw-mark[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await sees(page, '"disconnected_by"');
  expect(await page.locator('.dw-step-table tr[data-chosen]').innerText()).toContain('Ended');
  await page.keyboard.press('Home');
  await sees(page, '"answered"');
  await page.locator('.dw-step-table tbody tr').nth(2).getByRole('button').click();
  expect(await page.locator('.dw-mark[aria-pressed="true"]').count()).toBe(1);
  expect(await page.locator('.dw-lane').count()).toBe(4);
});

test('a call: that no one was signed in is the reason in the list, the heading, the timeline and the legs', async () => {
  // Jane works here, and has not signed in.
  await app.ask('mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }', {
    input: { name: 'jane', displayName: 'Jane', role: 'AGENT', applicationId, userName: 'Jane' },
  });
  const caller = await openHandset(app.control, { number: '447700900555' });
  await caller.dial(number);
  await waitFor(async () => {
    const [leg] = await app.db.$client`select 1 from legs where user_name = 'Jane' and live`;
    return leg !== undefined;
  }, PATIENCE);
  // Nobody takes it within a minute.
  app.clock.advance(60_000);
  await app.control('POST', '/clock', { advance_ms: 60_000 });
  await caller.is('idle');
  await go(page, '/u/a/calls?number=447700900555');
  const outcome = rows().first().locator('[data-outcome="MISSED"]');
  await appears(outcome);
  expect(await outcome.getAttribute('title')).toBe('Missed: no one was signed in');
  await rows().first().locator('a.dw-row-link').click();
  await appears(page.getByRole('heading', { name: 'Missed: no one was signed in' }));
  await appears(page.locator('.dw-lane-name').filter({ hasText: 'Jane' }).getByText('Not signed in', { exact: true }));
  const leg = page.locator('.dw-table:not(.dw-step-table) tr').filter({ hasText: 'Jane' });
  await appears(leg.getByText('Not signed in', { exact: true }));
  expect(await page.getByText(/no one answered|rang out/).count()).toBe(0);
  await caller.remove();
});

test('an unknown call says so', async () => {
  await go(page, '/u/a/calls/00000000-0000-7000-8000-000000000000');
  await sees(page, 'This no longer exists.');
});

test('events: filtered by kind, paused and resumed', async () => {
  await go(page, '/u/a/events?kind=input');
  await page.locator('.dw-event').first().click();
  await sees(page, '"digits"');
  await page.getByRole('button', { name: 'Pause live updates' }).click();
  const [call] = await app.db.$client<{ application_id: string }[]>`select application_id from calls limit 1`;
  const raw = Buffer.from(JSON.stringify({ uuid: 'new', conversation_uuid: 'CON-new', dtmf: { digits: '9' } }));
  const body = JSON.parse(raw.toString()) as Record<string, unknown>;
  await app.services.calls.accept({ applicationId: call!.application_id, door: 'dtmf', kind: 'input', raw, body });
  await page.getByRole('button', { name: 'Resume (1 new)' }).click();
  await sees(page, '⌨ 9');
});

test('events: a search without matches says so', async () => {
  await go(page, '/u/a/events');
  await page.getByLabel('Contains').fill("'; drop table events --");
  await sees(page, 'No matching events');
});

test('users: pasted lines are created or refused one by one, and refused ones stay for correction', async () => {
  await go(page, '/u/a/users');
  await page.getByRole('button', { name: 'New User' }).click();
  await page.getByText('Many, pasted').click();
  const field = page.getByLabel('One user per line');
  await field.fill('Anna, Anna Abe\nme\n😀\nمحمد\n\u202eevil\nJane');
  await page.reload();
  await page.getByRole('button', { name: 'New User' }).click();
  await page.getByText('Many, pasted').click();
  await page.getByRole('button', { name: 'Create users' }).click();
  await sees(page, '6 of 6 lines: 3 created, 3 failed');
  await sees(page, 'Vonage reserves the name');
  await sees(page, 'is already taken');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keep failed lines' }).click();
  expect((await field.inputValue()).split('\n')).toEqual(['me', '\u202eevil', 'Jane']);
  await field.fill('');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('abe');
  await sees(page, 'Anna Abe');
  await waitFor(async () => (await rows().count()) === 1, PATIENCE);
});

test("users: a row's menu opens by keyboard, and closing it returns focus to its button", async () => {
  await go(page, '/u/a/users?search=Joe');
  const button = page.getByRole('button', { name: 'Actions for Joe' });
  await button.focus();
  await page.keyboard.press('Enter');
  await appears(page.getByRole('menuitem', { name: 'Change display name' }));
  await page.keyboard.press('Escape');
  await page.getByRole('menuitem', { name: 'Change display name' }).waitFor({ state: 'detached' });
  await waitFor(() => button.evaluate((own) => own === own.ownerDocument.activeElement), PATIENCE);
});

test('users: a token is shown once with what it says; a user that Vonage will not delete stays', async () => {
  await go(page, '/u/a/users?search=Joe');
  await page.getByRole('button', { name: 'Actions for Joe' }).click();
  await page.getByRole('menuitem', { name: 'Issue token' }).click();
  await page.getByRole('button', { name: 'Issue token' }).click();
  await sees(page, '"Joe"');
  await page.getByRole('button', { name: 'Close' }).click();

  await app.fault({ path: '/v1/users', status: 500, times: 3, body: {} });
  await page.getByRole('button', { name: 'Actions for Joe' }).click();
  await page.getByRole('menuitem', { name: 'Delete Joe' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await sees(page, 'Can’t reach Vonage');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await rows().count()).toBe(1);
  browser.complaints.length = 0;
});

test('numbers: renting names the price and asks, a number of another application is moved when that is said', async () => {
  await go(page, '/u/a/numbers');
  await page.getByRole('button', { name: 'Get a number' }).click();
  await page.getByLabel('Country').selectOption('JP');
  await page.getByLabel('Match').selectOption('ENDS');
  await page.getByRole('button', { name: /^Use \+81/ }).click();
  await sees(page, /^Get \+81 .* for €.* a month\?$/);
  await page.getByRole('button', { name: /^Get \+81 .* for €/ }).click();
  await sees(page, /is yours and assigned to Demo/);

  const { numbers } = await app.ask<{ numbers: { nodes: { msisdn: string; country: string }[] } }>(
    '{ numbers { nodes { msisdn country } } }',
  );
  const japanese = numbers.nodes.find(({ country }) => country === 'JP')!;
  const owned = app.simulator.cloud.numbers.get(japanese.msisdn)!;
  owned.app_id = '00000000-0000-4000-8000-000000000000';
  app.clock.advance(6000);
  await page.reload();
  await sees(page, 'An application outside Denwaban');
  const row = rows().filter({ hasText: '+81' });
  await row.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Assign to Demo' }).click();
  await page.getByRole('button', { name: 'Move number' }).click();
  await sees(page, /assigned to Demo/);

  await row.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Cancel number' }).click();
  await sees(page, 'This can’t be undone.');
  await page.getByRole('button', { name: 'Cancel number' }).click();
  await waitFor(async () => (await row.count()) === 0, PATIENCE);
});

test('numbers: one that someone else has taken says so, and the choice is kept', async () => {
  await go(page, '/u/a/numbers');
  await page.getByRole('button', { name: 'Get a number' }).click();
  await page.getByRole('button', { name: /^Use \+44/ }).click();
  await app.fault({
    path: '/number/buy',
    status: 420,
    times: 1,
    body: { 'error-code': '420', 'error-code-label': 'method failed' },
  });
  // The search before renting passes; the one after the refusal finds nothing.
  await app.fault({ path: '/number/search', status: 200, body: {}, skip: 1, times: 1 });
  await page.getByRole('button', { name: /^Get \+44/ }).click();
  await sees(page, /is already taken|not to be had/);
  await page.getByRole('button', { name: 'Choose another', exact: true }).click();
  await appears(page.getByRole('button', { name: /^Use \+44/ }));
});
