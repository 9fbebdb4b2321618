import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, press } from '../helpers/browser.js';
import type { Desk, Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

const NOTES = /* GraphQL */ `
  query ($id: ID!) { calls(applicationId: $id, first: 10) { nodes { contactNumber notes { userName text } } } }
`;
type Noted = { calls: { nodes: { contactNumber: string | null; notes: { userName: string; text: string }[] }[] } };

let office: Switchboard;
let jane: Desk;
let joe: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  [jane, joe, caller] = await Promise.all([office.desk('Jane'), office.desk('Joe'), office.telephone()]);
}, 120_000);

afterAll(() => office?.close());

/** Everybody hangs up, whatever the test has left. */
afterEach(async (context) => {
  await office.browser.keepScreenshots(context);
  await caller.hangsUp();
  for (const desk of [jane, joe]) await desk.hangsUp();
  expect(office.complaints()).toEqual([]);
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
