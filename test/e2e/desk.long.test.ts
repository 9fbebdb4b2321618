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

const NOTES = /* GraphQL */ `
  query ($id: ID!) { calls(applicationId: $id, first: 10) { nodes { contactNumber notes { userName text } } } }
`;
type Noted = { calls: { nodes: { contactNumber: string | null; notes: { userName: string; text: string }[] }[] } };

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

/** Milliseconds, on a busy machine. */
const PATIENCE = 20_000;
const notesOf = async (number: string) => {
  const { calls } = await office.app.ask<Noted>(NOTES, { id: office.application.id });
  return calls.nodes
    .filter(({ contactNumber }) => contactNumber === number)
    .flatMap(({ notes }) => notes.map(({ text }) => text));
};
/** Whether the focus is on the desk, so that the next Tab goes on from there. */
const isOnDesk = ({ page }: Desk) =>
  page.evaluate<boolean>(`document.activeElement.closest('.dw-desk > section') !== null`);
const focused = (desk: Desk) => desk.page.evaluate<string>('document.activeElement.textContent');
const button = (desk: Desk, name: string) => desk.page.getByRole('button', { name, exact: true });

async function talking(): Promise<void> {
  await caller.dial(office.number);
  await jane.answer();
}

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
  const isInSight = async (name: string) => {
    const one = jane.page.getByRole('button', { name, exact: true });
    const box = await one.boundingBox();
    if (!box || box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height) return false;
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    return one.evaluate((button, { x, y }) => button.contains(button.ownerDocument.elementFromPoint(x, y)), middle);
  };
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

test('whatever goes while Jane uses it with the keyboard, her focus stays on the desk', async () => {
  const { keyboard } = jane.page;
  const isAt = (name: string) => waitFor(async () => (await focused(jane)) === name, PATIENCE);
  await talking();
  await button(jane, 'Add name').focus();
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await isAt('Add name');
  await keyboard.press('Enter');
  await keyboard.type('Hanako');
  await keyboard.press('Enter');
  await isAt('Change name');
  await keyboard.press('Enter');
  await keyboard.press('Control+A');
  await keyboard.press('Delete');
  await keyboard.press('Enter');
  await isAt('Add name');

  await button(jane, 'Hold').focus();
  for (const state of ['true', 'false']) {
    await waitFor(() => button(jane, 'Hold').isEnabled(), PATIENCE);
    await keyboard.press('Space');
    await waitFor(async () => (await button(jane, 'Hold').getAttribute('aria-pressed')) === state, PATIENCE);
    await isAt('Hold');
  }

  await jane.transfer('Joe', 'Consult first');
  await joe.sees('Jane wants to consult you');
  const back = button(jane, 'Return to caller');
  await waitFor(() => back.isEnabled(), PATIENCE);
  await back.focus();
  await keyboard.press('Enter');
  await waitFor(async () => (await back.count()) === 0, PATIENCE);
  expect(await isOnDesk(jane)).toBe(true);

  await caller.press('Hang up');
  await jane.sees(/ended: they hung up/);
  await button(jane, 'Close').focus();
  await keyboard.press('Enter');
  await waitFor(async () => (await button(jane, 'Close').count()) === 0, PATIENCE);
  expect(await isOnDesk(jane)).toBe(true);
});

test('who was consulted reads that it is over, and only who has answered was transferred to', async () => {
  await talking();
  await jane.transfer('Joe', 'Consult first');
  await joe.sees('Jane wants to consult you about a call');
  await jane.press('Return to caller');
  await joe.sees(/^Jane ended the consultation about .* before you answered\.$/);
  await jane.transfer('Joe', 'Consult first');
  await joe.answer();
  await jane.press('Return to caller');
  await joe.sees(/^Jane ended the consultation about [^.]*\d\.$/);

  await jane.transfer('Joe', 'Transfer now');
  await joe.sees('Transferred by Jane');
  await jane.sees(/ is being transferred to Joe…$/);
  await caller.press('Hang up');
  await jane.sees(/: Lost in transfer to Joe: the caller hung up before anyone answered$/);
  expect(await jane.page.getByText('was transferred').count()).toBe(0);
});

test('Log out during a call asks first; then the call ends, the note is kept, and the browser asks nothing', async () => {
  await office.addAgent('Mika');
  const mika = await office.desk('Mika');
  let asked = 0;
  mika.page.on('dialog', () => {
    asked += 1;
  });
  const logOut = async () => {
    await press(mika.page.getByRole('button', { name: 'Mika: account menu' }));
    await press(mika.page.getByRole('menuitem', { name: 'Log out' }));
    await mika.sees('Leave this call?');
  };
  await mika.dial('+44 7700 900001');
  await caller.press('Answer');
  await mika.sees('On a call with');
  await logOut();
  await mika.press('Cancel');
  await caller.hearsSomebody();
  await mika.page.getByLabel('Call notes').fill('Calls again on Monday.');
  await logOut();
  await mika.press('End call');
  await mika.page.waitForURL('**/u/mika/sign-in');
  await caller.is('Ready');
  expect(asked).toBe(0);
  // A request that was under way has no session now.
  expect(office.complaints().filter((one) => !one.endsWith('401 (Unauthorized)'))).toEqual([]);
  await appears(jane.page.getByRole('listitem').filter({ hasText: /^Mika/ }).getByText('Offline'));
  expect(await notesOf('447700900001')).toContain('Calls again on Monday.');
  await mika.page.close();
});
