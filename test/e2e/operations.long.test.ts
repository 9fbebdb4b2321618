import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { press, sees } from '../helpers/browser.js';
import { type Desk, earOf, openEaredTab, type Telephone, transferFrom } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';

let office: Switchboard;
let jane: Desk;
let joe: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  [jane, joe, caller] = await Promise.all([office.desk('Jane'), office.desk('Joe'), office.telephone()]);
}, 120_000);

afterAll(() => office?.close());

afterEach(async () => {
  await caller.hangsUp();
  for (const desk of [jane, joe]) await desk.hangsUp();
});

/** The caller and Jane talk. */
async function talking(): Promise<void> {
  await caller.dial(office.number);
  await jane.answer();
}

test('a hold that Vonage refuses: Jane is told what failed, and talks on', async () => {
  await talking();
  await office.app.fault({ path: '/v1/calls/*/stream', method: 'PUT', status: 400 });
  await jane.press('Hold');
  await jane.sees('Couldn’t put the call on hold');
  await jane.sees('The call is as it was before. Try again.');
  await Promise.all([caller.hearsSomebody(), jane.hearsSomebody()]);
  await jane.press('Hold');
  await caller.hearsMusic();
  expect(await jane.page.getByText('Couldn’t put the call on hold').count()).toBe(0);
});

test('a hold that does not reach the server: Jane is told, and may press again', async () => {
  await talking();
  const graphql = (url: URL) => url.pathname === '/graphql';
  await jane.page.route(graphql, (route) =>
    route.request().postData()?.includes('holdCall') ? route.abort() : route.fallback(),
  );
  await jane.press('Hold');
  await jane.sees(/Can’t reach the server/);
  await jane.page.unroute(graphql);
  await jane.press('Hold');
  await caller.hearsMusic();
  expect(await jane.page.getByText('Can’t reach the server').count()).toBe(0);
});

test('while an operation takes long, the page says so, and only Hang up can be pressed', async () => {
  await talking();
  await office.app.fault({ path: '/v1/calls/*/stream', method: 'PUT', delay_ms: 5000 });
  await jane.press('Hold');
  await jane.sees('Putting on hold…');
  expect(await jane.page.getByRole('button', { name: 'Hold', exact: true }).isDisabled()).toBe(true);
  await jane.press('Hang up');
  await jane.sees('Available for calls');
  await caller.is('Ready');
  await office.app.clearFaults();
});

test('hold is shown after a reload, in a second tab and on the call page, and a transfer from the second tab ends the music', async () => {
  await talking();
  await jane.press('Hold');
  await jane.sees('They hear music and can’t hear you.');
  const callPage = await office.browser.tab(`/u/a/calls/${await office.liveCallId()}`);
  await sees(callPage, 'On hold since');
  await jane.page.reload();
  await jane.sees('They hear music and can’t hear you.');

  const second = await openEaredTab(office.browser, '/u/jane/console');
  await press(second.getByRole('button', { name: 'Turn on microphone' }));
  await press(second.getByRole('button', { name: 'Use this tab instead' }));
  await sees(second, 'They hear music and can’t hear you.');
  await Promise.all([caller.hearsMusic(), earOf(second).hearsNothing()]);
  await transferFrom(second, 'Joe', 'Transfer now');
  await sees(second, 'Available for calls');
  await joe.answer();
  await Promise.all([joe.hearsSomebody(), caller.hearsSomebody()]);
  expect(await callPage.getByText('On hold since').count()).toBe(0);
  await callPage.close();
  await jane.press('Use this tab instead');
  await jane.sees('Available for calls');
  await second.close();
}, 120_000);
