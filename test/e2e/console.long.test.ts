import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../helpers/browser.js';
import { type Desk, isHeardByAll, openEaredTab, type Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

/** Slow console tests: lost connections, closed tabs, three-way calls. */
let office: Switchboard;
let line: Awaited<ReturnType<Switchboard['deskOnProxy']>>;
let jane: Desk;
let joe: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  line = await office.deskOnProxy('Jane');
  jane = line.desk;
  [joe, caller] = await Promise.all([office.desk('Joe'), office.telephone()]);
}, 120_000);

afterAll(async () => {
  await line?.close();
  await office?.close();
});

afterEach(async (context) => {
  await office.browser.keepScreenshots(context);
  await line.keepScreenshots(context);
  await office.goLive('INBOUND', 'FROM_OUTSIDE');
  await caller.hangsUp();
  for (const desk of [jane, joe]) await desk.hangsUp();
  expect(office.complaints()).toEqual([]);
});

async function talking(): Promise<void> {
  await caller.dial(office.number);
  await jane.answer();
}

/** Jane consults Joe, who is available; the caller is on hold. */
async function consulting(): Promise<void> {
  await talking();
  await jane.transfer('Joe', 'Consult first');
  await joe.answer();
  await jane.sees('Consulting with Joe');
}

test('the socket is disconnected while it rings: the call can be answered after it reconnects', async () => {
  await caller.dial(office.number);
  await jane.sees('Incoming call');
  line.proxy.cut();
  await jane.answer();
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
});

test('one of two ringing tabs is closed: the other keeps ringing, and with none left the call is unanswered', async () => {
  await office.addAgent('Mika');
  await office.saveCustom([
    { action: 'connect', endpoint: [{ type: 'app', user: 'Mika' }] },
    { action: 'talk', text: 'Nobody is there.' },
  ]);
  await office.goLive('CUSTOM', 'FROM_OUTSIDE');
  const [here, there] = [await openBrowser(office.app.link), await openBrowser(office.app.url)];
  const [desk, tablet] = [await office.desk('Mika', here), await office.desk('Mika', there)];
  await caller.dial(office.number);
  await Promise.all([desk.sees('Incoming call'), tablet.sees('Incoming call')]);
  await here.close();
  await office.app.control('POST', '/clock', { advance_ms: 20_000 });
  await tablet.sees('Incoming call');
  await there.close();
  // A socket may come back for 20 s. In small steps: the end of the ring time would be another reason.
  await waitFor(async () => {
    await office.app.control('POST', '/clock', { advance_ms: 500 });
    return (await office.events()).some(({ body }) => body.status === 'unanswered');
  }, 30_000);
  await caller.hears('Nobody is there.');
});

test('the caller hangs up while the socket is disconnected: it stops ringing after it reconnects', async () => {
  await caller.dial(office.number);
  await jane.sees('Incoming call');
  line.proxy.block();
  await caller.press('Hang up');
  await caller.is('Ready');
  line.proxy.unblock();
  await jane.sees(/caller hung up before you answered/);
});

test('the token is renewed before it expires, and the call continues', async () => {
  const elsewhere = await openBrowser(office.app.link);
  const page = await openEaredTab(elsewhere, 'about:blank');
  let tokens = 0;
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('createAgentToken')) return route.continue();
    tokens += 1;
    const response = await route.fetch();
    const body = await response.json();
    body.data.createAgentToken.expiresAt = new Date(Date.now() + 4000).toISOString();
    return route.fulfill({ response, json: body });
  });
  const refreshed = page.waitForRequest((request) => request.method() === 'PUT' && /sessions/.test(request.url()));
  const desk = await office.desk('Joe', elsewhere, page);
  await desk.dial('+44 7700 900001');
  await caller.is('Ringing');
  await caller.press('Answer');
  await desk.sees('On a call with');
  await refreshed;
  const before = tokens;
  await waitFor(() => tokens > before, 10_000);
  await desk.hearsSomebody();
  await desk.press('Hang up');
  await elsewhere.close();
});

test('while Jane consults Joe, the caller hears music and neither of them', async () => {
  await consulting();
  await isHeardByAll(jane, [joe]);
  await isHeardByAll(joe, [jane]);
  await jane.page.evaluate('window.keepSilent(true)');
  await joe.page.evaluate('window.keepSilent(true)');
  await Promise.all([jane.hearsNothing(), joe.hearsNothing(), caller.hearsMusic()]);
  for (const { page } of [jane, joe]) await page.evaluate('window.keepSilent(false)');
});

test('warm transfer, merged: all three hear each other', async () => {
  await consulting();
  await jane.press('Merge calls');
  await jane.sees('On a call with');
  await isHeardByAll(caller, [jane, joe]);
  await isHeardByAll(joe, [jane, caller]);
  await isHeardByAll(jane, [joe, caller]);
  await jane.press('Hang up');
  await isHeardByAll(joe, [caller]);
});

test('warm transfer, completed: Joe and the caller hear each other, Jane is available', async () => {
  await consulting();
  await jane.press('Complete transfer');
  await jane.sees('Available for calls');
  await isHeardByAll(joe, [caller]);
  await isHeardByAll(caller, [joe]);
});

test('warm transfer, canceled: Jane and the caller hear each other, Joe is available', async () => {
  await consulting();
  await jane.press('Return to caller');
  await joe.sees('Available for calls');
  await isHeardByAll(jane, [caller]);
  await isHeardByAll(caller, [jane]);
});

test('warm transfer: Joe declines, Jane sees it and returns to the caller', async () => {
  await talking();
  await jane.transfer('Joe', 'Consult first');
  await joe.sees('Jane wants to consult you about a call');
  await joe.press('Decline');
  await jane.sees('Joe declined');
  await jane.press('Return to caller');
  await isHeardByAll(caller, [jane]);
});

test('warm transfer: after a reload the page still shows the consultation and completes it', async () => {
  await consulting();
  await jane.page.reload();
  await jane.sees('Consulting with Joe');
  await jane.hearsSomebody();
  await jane.press('Complete transfer');
  await isHeardByAll(joe, [caller]);
});

test('warm transfer: the caller hangs up meanwhile, and Jane sees it', async () => {
  await consulting();
  await caller.press('Hang up');
  await jane.sees('The caller hung up while on hold.');
  await isHeardByAll(joe, [jane]);
});

test('the tab is closed during a call: after 20 seconds both legs end', async () => {
  const elsewhere = await openBrowser(office.app.link);
  const desk = await office.desk('Joe', elsewhere);
  await office.goLive('IVR', 'FROM_OUTSIDE');
  await caller.dial(office.number);
  await caller.hears(/please press 1/);
  await caller.press('2');
  await desk.answer();
  await Promise.all([desk.hearsSomebody(), caller.hearsSomebody()]);
  const before = (await office.events()).filter(lost).map(({ body }) => body.uuid);
  const closed = performance.now();
  await elsewhere.close();
  await caller.hearsNothing();
  await waitFor(
    async () => (await office.events()).some((one) => lost(one) && !before.includes(one.body.uuid)),
    40_000,
  );
  expect(performance.now() - closed).toBeGreaterThan(15_000);
  expect(performance.now() - closed).toBeLessThan(30_000);
  await caller.is('Ready');
});

/** The end of a user's leg that was not hung up. */
const lost = ({ body }: { body: Record<string, unknown> }) =>
  body.status === 'completed' && body.to === 'Joe' && body.disconnected_by === 'platform';
