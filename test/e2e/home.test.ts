import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { calls } from '../../server/calls/calls.table.js';
import { uuidv7 } from '../../server/ids.js';
import { countCalls } from '../../server/reports/count-calls.js';
import { appears, openBrowser, press, sees, type TestBrowser } from '../helpers/browser.js';
import { openHandset } from '../helpers/handset.js';
import { faults } from '../helpers/looks.js';
import { openOffice } from '../helpers/pages.js';

let office: Awaited<ReturnType<typeof openOffice>>;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  office = await openOffice();
  // The day of the account, and not that of this machine.
  browser = await openBrowser(office.app.link, { timezoneId: 'Asia/Tokyo' });
  await browser.takeSession(office.app.cookie('a')!);
  await makeDay();
  page = await browser.tab('/u/a/');
});
afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await office?.app.close();
});

type Made = Partial<typeof calls.$inferInsert>;

/** Calls that have just ended, as the server writes and counts them. */
async function makeCalls(made: Made[]): Promise<void> {
  const { app, applicationId, msisdn } = office;
  const rows = made.map((call) => {
    const id = uuidv7(app.clock.now());
    const startedAt = app.clock.now();
    const common = {
      id,
      applicationId,
      key: id,
      conversationUuid: id,
      startedAt,
      endedAt: startedAt,
      status: 'completed',
    };
    const parties = { direction: 'inbound', from: '447700900777', to: msisdn, duration: 0, wait: 30 };
    return { ...common, ...parties, ...call } as typeof calls.$inferInsert;
  });
  await app.db.insert(calls).values(rows);
  const ids = rows.map(({ id }) => id);
  await app.db.transaction((tx) => countCalls(tx, applicationId, ids));
}

const answered: Made = {
  outcome: 'ANSWERED',
  answeredAt: new Date(),
  wait: 9,
  duration: 185,
  userName: 'Jane',
  agents: ['Jane'],
};
const missed: Made = { outcome: 'MISSED', outcomeReason: 'NOBODY_SIGNED_IN', status: 'timeout' };
const blocked: Made = {
  direction: 'outbound',
  outcome: 'BLOCKED',
  outcomeReason: 'COUNTRY_NOT_ALLOWED',
  outcomeDetail: 'FR',
};

/** The office has one call already, whose caller did not wait. */
async function makeDay(): Promise<void> {
  await makeCalls([answered, answered, answered, missed, missed, blocked]);
}

const card = (name: string | RegExp) => page.getByRole('region', { name });
/** What stands below a figure's name. */
const figure = (name: string) => page.locator('.dw-day-figure', { has: page.locator('dt', { hasText: name }) });

test('Home shows the five figures of the day with what they mean, and its calls by hour as a table, too', async () => {
  await appears(figure('Calls').getByText('6 inbound, 1 outbound'));
  await appears(figure('Answered').getByText('50%'));
  await appears(figure('Answered').getByText('3 of 6 inbound calls'));
  await appears(figure('Average wait').getByText('0:09'));
  await appears(figure('Average talk').getByText('3:05'));
  const table = card('Calls by hour').getByRole('table', { name: 'Calls by hour' });
  expect(await table.getByRole('row').nth(1).innerText()).toMatch(/\d+\s?(AM|PM)\s+3\s+3\s+1/);
  // The picture is loaded once someone uses the page.
  await page.mouse.move(200, 200);
  await appears(page.locator('.dw-hour-chart svg.recharts-surface').first());
});

test('the number of calls is compared with yesterday, and a bar leads to the calls of its hour', async () => {
  await appears(figure('Calls').getByText('7 more than yesterday by this time'));
  const bar = page.locator('.dw-hour-chart .recharts-bar-rectangle path').first();
  await bar.click();
  await page.waitForURL('**/u/a/calls?from=*&to=*&hour=*');
  await sees(page, /^7 calls/);
  const hour = page.getByRole('group', { name: 'Days' }).getByRole('button', { pressed: true });
  expect(await hour.innerText()).toMatch(/^\d+\s?(AM|PM) – \d+\s?(AM|PM)$/);
  await hour.click();
  expect(new URL(page.url()).searchParams.has('hour')).toBe(false);
  await page.goBack();
});

test('it says what needs attention, with the way to look into it, and asks for the time zone once', async () => {
  const attention = card('Needs attention');
  await appears(attention.getByText(/^2 missed calls while no agent was signed in \(/));
  await appears(attention.getByText(/^1 call to France was blocked/));
  expect(await attention.getByRole('link', { name: 'Outbound rules' }).getAttribute('href')).toBe(
    '/u/a/people/dialling',
  );
  await press(attention.getByRole('button', { name: 'Use Asia/Tokyo' }));
  await attention.getByText(/^Reports use/).waitFor({ state: 'detached' });
  const { viewer } = await office.app.ask<{ viewer: { timeZone: string } }>('{ viewer { timeZone } }');
  expect(viewer.timeZone).toBe('Asia/Tokyo');
});

test('agents, live calls and figures change as calls come and go', async () => {
  const { app, msisdn } = office;
  await appears(card('Agents now').getByText('Offline').first());
  const caller = await openHandset(app.control, { number: '447700900002' });
  await caller.dial(msisdn);
  await appears(card('Live calls').getByRole('link', { name: /\+44 7700 900002/ }));
  await caller.hangUp();
  await appears(card('Live calls').getByText('No calls right now.'));
  await appears(figure('Calls').getByText('7 inbound, 1 outbound'));
});

test('what is set up and the phone are folded away, and come back with a click', async () => {
  expect(await page.getByRole('button', { name: 'Call', exact: true }).count()).toBe(0);
  expect(
    await card(/^Setup/)
      .getByRole('link', { name: 'Signature secret' })
      .isVisible(),
  ).toBe(false);
  await press(page.getByText('8 of 8 done'));
  await appears(card(/^Setup/).getByRole('link', { name: 'Signature secret' }));
  const open = page.getByRole('button', { name: 'Try a call' });
  await press(open);
  await appears(page.getByRole('button', { name: 'Call', exact: true }));
  await appears(page.getByRole('link', { name: 'Log in as Jane' }));
  expect(await faults(page)).toEqual([]);
  await press(open);
});

test('another period is in the address, and its days are those of the account', async () => {
  await page.getByRole('button', { name: '7 days', exact: true }).click();
  await page.waitForURL('**/u/a/?days=week');
  await appears(card('Calls by day'));
  await appears(figure('Calls').getByText('7 inbound, 1 outbound'));
  await page.getByRole('button', { name: 'Yesterday', exact: true }).click();
  await appears(figure('Answered').getByText('–', { exact: true }));
  await sees(page, 'No calls in this period yet.');
  await page.getByRole('button', { name: 'Today', exact: true }).click();
});

test('the menu is grouped by work, and its wordmark is drawn without any font', async () => {
  const group = (name: string) => page.getByRole('list', { name, exact: true }).getByRole('link');
  const names = async (name: string) => (await group(name).allInnerTexts()).map((text) => text.trim());
  expect(await names('Work')).toEqual(['Home', 'Calls', expect.stringMatching(/console/i), expect.any(String)]);
  expect(await names('Set up')).toEqual(expect.arrayContaining(['Numbers', 'App Settings', 'Users']));
  expect(await names('Developers')).toEqual(['API', 'SDK Integration', 'Events', 'API keys']);
  await appears(page.getByRole('link', { name: '電話番 Denwaban' }));
  const mark = await page.evaluate("getComputedStyle(document.querySelector('.dw-brand-ja')).maskImage");
  expect(mark).toMatch(/wordmark\.svg/);
  const { status, type } = (await page.evaluate(
    "fetch('/wordmark.svg').then((reply) => ({ status: reply.status, type: reply.headers.get('content-type') }))",
  )) as { status: number; type: string };
  expect([status, type]).toEqual([200, expect.stringContaining('image/svg')]);
});

test('in the settings a time zone is found by typing, saved, and noted in the audit log', async () => {
  await page.goto('/u/a/account');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('Kathmandu');
  await press(page.getByRole('option', { name: /Kathmandu/ }).first());
  await card('Time zone').getByRole('button', { name: 'Save' }).click();
  await sees(page, /^Time zone changed to Asia\/Kat/);
  expect(await faults(page)).toEqual([]);
  await page.goto('/u/a/');
  await sees(page, /times in Asia\/Kat/);
  await page.goto('/u/a/people/audit');
  await sees(page, /changed the time zone of/);
});

test('no page logged an error', () => {
  expect(browser.complaints).toEqual([]);
});
