import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, openBrowser, press, sees, type TestBrowser } from '../helpers/browser.js';
import { type Desk, openEaredTab, type Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

/** What an agent meets on the desk less often than every day. */
const RULES = /* GraphQL */ `
  mutation ($input: UpdateDiallingRulesInput!) { updateDiallingRules(input: $input) { countries } }
`;

let office: Switchboard;
let jane: Desk;
let joe: Desk;
let caller: Telephone;
let own: TestBrowser | undefined;

beforeAll(async () => {
  office = await openSwitchboard();
  await office.app.ask(RULES, { input: { countries: ['GB'] } });
  [jane, joe, caller] = await Promise.all([office.desk('Jane'), office.desk('Joe'), office.telephone()]);
}, 120_000);

afterAll(() => office?.close());

afterEach(async (context) => {
  await office.browser.keepScreenshots(context);
  await own?.keepScreenshots(context);
  await own?.close();
  own = undefined;
  await caller.hangsUp();
  for (const desk of [jane, joe]) await desk.hangsUp();
  office.complaints();
});

const placed = async () => (await office.events()).filter(({ body }) => body.status === 'started').length;

/** The owner at Jane's console, in a browser of their own; the history has the choice of agents before it. */
async function ownerAsMika(): Promise<Page> {
  await office.addAgent('Mika').catch(() => {});
  own = await openBrowser(office.app.link);
  await own.takeSession(office.app.cookie('a')!);
  const page = await own.tab('/u/a/console');
  await press(page.getByRole('button', { name: 'Log in as Mika' }));
  await press(page.getByRole('button', { name: 'Turn on microphone' }));
  await sees(page, 'Available for calls');
  return page;
}

test('a blocked call and a number that does not exist say so, and not that someone hung up', async () => {
  await jane.dial('+33 1 99 00 12 34');
  await jane.sees(/Blocked: calls to France aren’t allowed/);
  await jane.press('Close');
  await jane.dial('+44 7700 900999');
  await jane.sees(/Call with \+44 7700 900999: /);
  expect(await jane.page.getByText('hung up').count()).toBe(0);
});

test('a call that is blocked before the reply to its request has arrived says so', async () => {
  const { page } = jane;
  const ended = async () => (await office.events()).filter(({ body }) => body.status === 'completed').length;
  const before = await ended();
  await page.route('**/knocking', async (route) => {
    const response = await route.fetch();
    await waitFor(async () => (await ended()) > before, 20_000);
    await route.fulfill({ response });
  });
  await jane.dial('+33 1 99 00 12 34');
  await jane.sees(/Blocked: calls to France aren’t allowed/);
  await page.unroute('**/knocking');
});

test('Back and links ask before they leave a call', async () => {
  const page = await ownerAsMika();
  await page.getByLabel('Phone number').fill('+44 7700 900001');
  await page.keyboard.press('Enter');
  await caller.press('Answer');
  await sees(page, 'On a call with');
  await page.goBack();
  await sees(page, 'Leave this call?');
  await press(page.getByRole('button', { name: 'Cancel', exact: true }));
  await caller.hearsSomebody();
  await page.getByRole('link', { name: 'Denwaban' }).first().click();
  await sees(page, 'Leave this call?');
  await press(page.getByRole('button', { name: 'Cancel', exact: true }));
  await page.goBack();
  await press(page.getByRole('button', { name: 'End call' }));
  await sees(page, 'Choose an agent');
  await caller.is('Ready');
});

test('after a call Back leads where it led before it', async () => {
  const page = await ownerAsMika();
  await page.getByLabel('Phone number').fill('+44 7700 900001');
  await page.keyboard.press('Enter');
  await caller.press('Answer');
  await sees(page, 'On a call with');
  await caller.press('Hang up');
  await sees(page, 'Available for calls');
  await waitFor(() => page.evaluate<boolean>('!history.state?.["denwaban.inCall"]'));
  await page.goBack();
  await sees(page, 'Choose an agent');
});

test('Enter that accepts a composition dials nothing', async () => {
  const field = jane.page.getByLabel('Phone number');
  await field.fill('+44 7700 900001');
  const before = await placed();
  await field.dispatchEvent('keydown', {
    key: 'Enter',
    code: 'Enter',
    isComposing: true,
    bubbles: true,
    cancelable: true,
  });
  const session = await jane.page.context().newCDPSession(jane.page);
  await session.send('Input.imeSetComposition', { text: '０', selectionStart: 1, selectionEnd: 1 });
  await jane.page.keyboard.press('Enter');
  expect(await placed()).toBe(before);
  await jane.sees('Available for calls');
  await field.fill('');
});

test('a link of another program dials once, also when the page is reloaded', async () => {
  const before = await placed();
  await jane.page.goto(`${jane.page.url().replace(/\?.*$/, '')}?call=447700900001`);
  await caller.is('Ringing');
  expect(new URL(jane.page.url()).search).toBe('');
  await caller.press('Decline');
  await jane.sees('Available for calls');
  const once = await placed();
  expect(once).toBeGreaterThan(before);
  await jane.page.reload();
  await jane.sees('Available for calls');
  expect(await placed()).toBe(once);
});

test('a link of another program asks first where the microphone is off', async () => {
  own = await openBrowser(office.app.link);
  await own.setCookies(await office.browser.cookies());
  const page = await openEaredTab(own, '/u/joe/console?call=447700900001');
  await press(page.getByRole('button', { name: 'Turn on microphone' }));
  // Joe's line is free: the other browser's tab keeps it only there.
  await sees(page, 'Call +44 7700 900001?');
  await caller.is('Ready');
  await press(page.getByRole('button', { name: 'Call now' }));
  await caller.press('Answer');
  await sees(page, 'On a call with');
});

test('colleagues see who is away, on a call or offline before they transfer', async () => {
  await press(joe.page.getByRole('button', { name: 'Status', exact: true }));
  await press(joe.page.getByRole('menuitem', { name: 'Away' }));
  await joe.sees('You’re away');
  const colleagues = jane.page.getByRole('region', { name: 'Colleagues' });
  await appears(colleagues.getByText('Away'));
  await press(joe.page.getByRole('button', { name: 'Status', exact: true }));
  await press(joe.page.getByRole('menuitem', { name: 'Available' }));
  await appears(colleagues.getByText('Available'));
  await joe.dial('+44 7700 900001');
  await caller.press('Answer');
  await appears(colleagues.getByText('On a call'));

  await press(joe.page.getByRole('button', { name: 'Status', exact: true }));
  await press(joe.page.getByRole('menuitem', { name: 'Away' }));
  await press(joe.page.getByRole('button', { name: 'Status', exact: true }));
  await appears(joe.page.getByRole('menuitem', { name: 'Away' }).locator('svg'));
  await press(joe.page.getByRole('menuitem', { name: 'Available' }));
});

test.each([
  ['a telephone', 360, 640],
  ['a window of 1280 × 720 at 200 %', 640, 360],
  ['a window of 1280 × 720', 1280, 720],
  ['a tablet', 820, 1180],
])('on %s everything that a call needs can be seen and pressed without scrolling', async (_, width, height) => {
  await jane.page.setViewportSize({ width, height });
  await caller.dial(office.number);
  await appears(jane.page.getByRole('button', { name: 'Answer', exact: true }));
  /** Also not below anything else. */
  const isInSight = (name: string) =>
    jane.page.getByRole('button', { name, exact: true }).evaluate((button) => {
      const { left, top, right, bottom } = button.getBoundingClientRect();
      const { innerWidth, innerHeight } = button.ownerDocument.defaultView!;
      if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return false;
      return button.contains(button.ownerDocument.elementFromPoint((left + right) / 2, (top + bottom) / 2));
    });
  for (const name of ['Answer', 'Decline']) expect(await isInSight(name), name).toBe(true);
  await jane.sees('Number called');
  await jane.press('Answer');
  await jane.sees('On a call with');
  // For a moment they cannot be pressed, so that a second press of Answer hits none of them.
  await waitFor(() => isInSight('Mute'));
  for (const name of ['Hold', 'Keypad', 'Transfer', 'Hang up']) expect(await isInSight(name), name).toBe(true);
  await jane.transfer('Joe', 'Consult first');
  await joe.answer();
  await jane.sees('Consulting with Joe');
  const ways = ['Complete transfer', 'Merge calls', 'Return to caller', 'Hang up'];
  await waitFor(() => jane.page.getByRole('button', { name: 'Merge calls' }).isEnabled());
  for (const view of width < 1200 ? ['Contact', 'Call'] : []) {
    await jane.press(view);
    for (const name of ways) expect(await isInSight(name), `${name} beside ${view}`).toBe(true);
  }
  for (const name of ways) expect(await isInSight(name), name).toBe(true);
  await jane.press('Return to caller');
  await joe.sees(/^Jane ended the consultation/);
  await jane.press('Hang up');
  await jane.sees('Available for calls');
  await jane.page.setViewportSize({ width: 1440, height: 900 });
});
