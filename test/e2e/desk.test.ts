import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, press } from '../helpers/browser.js';
import type { Desk, Telephone } from '../helpers/desk.js';
import { openHandset } from '../helpers/handset.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

const NOTES = /* GraphQL */ `
  query ($id: ID!) { calls(applicationId: $id, first: 10) { nodes { contactNumber notes { userName text } } } }
`;
type Noted = { calls: { nodes: { contactNumber: string | null; notes: { userName: string; text: string }[] }[] } };
const USERS = /* GraphQL */ `
  query ($applicationId: ID!) { users(applicationId: $applicationId) { nodes { id name } } }
`;
const RENAME = /* GraphQL */ `
  mutation ($id: ID!, $displayName: String!) { updateUser(id: $id, input: { displayName: $displayName }) { id } }
`;

const CREATE_USER = /* GraphQL */ `
  mutation ($id: ID!, $input: CreateUserInput!) { createUser(applicationId: $id, input: $input) { id } }
`;
const MEMBER = /* GraphQL */ `
  mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }
`;

let office: Switchboard;
let jane: Desk;
let joe: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  const { id } = office.application;
  // Ann works with a mobile app, and has never signed in here.
  await office.app.ask(CREATE_USER, { id, input: { name: 'ann', displayName: 'Ann Abe' } });
  const input = { name: 'ann', displayName: 'Ann', role: 'AGENT', applicationId: id, userName: 'ann' };
  await office.app.ask(MEMBER, { input });
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

test('a call that rings while Jane types neither takes the focus nor her note, and Space does not answer', async () => {
  await talking();
  await caller.press('Hang up');
  await jane.sees('Available for calls');
  const note = jane.page.getByLabel('Call notes');
  await note.click();
  const text = 'Wants the invoice 4711 again, by letter and not by mail ';
  const another = await openHandset(office.app.control, { number: '447700900002' });
  // Without a pause, from before it rings until it is answered.
  const typing = jane.page.keyboard.type(text, { delay: 60 });
  await another.dial(office.number.slice(1));
  await typing;
  await appears(button(jane, 'Answer'));
  for (const word of ['and ', 'soon ']) await jane.page.keyboard.type(word);
  expect(await note.inputValue()).toBe(`${text}and soon `);
  await jane.page.keyboard.press('Control+Shift+A');
  await jane.sees('On a call with');
  expect(await note.inputValue()).toBe('');
  await waitFor(async () => (await notesOf('447700900001')).includes(`${text}and soon `), PATIENCE);
  await another.hangUp();
  await another.remove();
});

test('a name that Jane types when the next call rings stays under her fingers, and waits while she answers', async () => {
  expect(await isOnDesk(jane)).toBe(true);
  const lee = await openHandset(office.app.control, { number: '447700900005' });
  const kim = await openHandset(office.app.control, { number: '447700900004' });
  await lee.dial(office.number.slice(1));
  await jane.answer();
  await lee.hangUp();
  await jane.sees('Available for calls');
  await press(button(jane, 'Add name'));
  const name = 'Hanako Yamada of the office in Osaka';
  const typing = jane.page.keyboard.type(name, { delay: 60 });
  await kim.dial(office.number.slice(1));
  await typing;
  await appears(button(jane, 'Answer'));
  await jane.page.keyboard.type(' and Kyoto');
  expect(await jane.page.getByLabel('Name', { exact: true }).inputValue()).toBe(`${name} and Kyoto`);
  await jane.page.keyboard.press('Control+Shift+A');
  await jane.sees('On a call with');
  const contact = jane.page.getByRole('region', { name: 'Contact', exact: true }).first();
  await appears(contact.getByText('+44 7700 900004').first());
  const waiting = jane.page.getByLabel('Name for +44 7700 900005');
  expect(await waiting.inputValue()).toBe(`${name} and Kyoto`);
  // With the mouse: a key just before the next call rings would count as typing.
  await jane.page.locator('form', { has: waiting }).getByRole('button', { name: 'Save', exact: true }).click();
  await waitFor(async () => (await waiting.count()) === 0, PATIENCE);
  expect(await isOnDesk(jane)).toBe(true);
  await appears(jane.page.getByText(`${name} and Kyoto`).first());
  await kim.hangUp();
  for (const one of [lee, kim]) await one.remove();
});

test('after Answer the focus is on a button, hold does not light up Mute, and Decline has a key of its own', async () => {
  await caller.dial(office.number);
  await appears(button(jane, 'Answer'));
  await waitFor(async () => (await focused(jane)) === 'Answer', PATIENCE);
  await jane.page.keyboard.press('Enter');
  await jane.sees('On a call with');
  await waitFor(async () => (await focused(jane)) === 'Mute', PATIENCE);

  await jane.page.evaluate(`
    window.lit = [];
    new MutationObserver(() => {
      for (const one of document.querySelectorAll('.dw-call-buttons [aria-pressed="true"]')) window.lit.push(one.textContent);
    }).observe(document.body, { subtree: true, attributes: true, childList: true });
  `);
  // The same keys a second time at once would count as a slip.
  for (const [state, toggle] of [
    ['true', () => jane.page.keyboard.press('Control+Shift+H')],
    ['false', () => button(jane, 'Hold').click()],
  ] as const) {
    await toggle();
    await waitFor(async () => (await button(jane, 'Hold').getAttribute('aria-pressed')) === state, PATIENCE);
    await waitFor(() => button(jane, 'Hold').isEnabled(), PATIENCE);
  }
  expect(new Set(await jane.page.evaluate<string[]>('window.lit'))).toEqual(new Set(['Hold']));
  await caller.press('Hang up');
  await jane.sees('Available for calls');

  await caller.dial(office.number);
  await appears(button(jane, 'Answer'));
  await jane.page.evaluate(`
    window.heldBack = [];
    addEventListener('keydown', ({ key, defaultPrevented }) => defaultPrevented && window.heldBack.push(key));
  `);
  // The browser reloads with the first; the second writes a letter on some keyboards.
  for (const keys of ['Control+Shift+R', 'Control+Alt+Shift+D']) await jane.page.keyboard.press(keys);
  expect(await jane.page.evaluate('window.heldBack')).toEqual([]);
  await jane.press('Keyboard shortcuts');
  const keys = jane.page.getByRole('dialog').getByRole('row');
  await appears(keys.filter({ hasText: /D\s*Decline/ }));
  expect(await keys.filter({ hasText: /Shift \+ R/ }).count()).toBe(0);
  await jane.page.keyboard.press('Escape');
  await appears(button(jane, 'Answer'));
  await jane.page.keyboard.press('Control+Shift+D');
  await jane.sees(/you declined/);
});

test('a missed caller is called back with one click, which Joe sees as it happens, and then waits no longer', async () => {
  const kim = await openHandset(office.app.control, { number: '447700900003' });
  await kim.dial(office.number.slice(1));
  await appears(button(jane, 'Answer'));
  const list = jane.page.getByRole('region', { name: 'Calls today' }).getByRole('listitem');
  await waitFor(async () => (await list.first().textContent()) === 'Ringing or waiting', PATIENCE);
  await kim.hangUp();
  await jane.sees(/caller hung up before you answered/);
  await waitFor(async () => (await list.filter({ hasText: 'Ringing or waiting' }).count()) === 0, PATIENCE);
  const rowOf = ({ page }: Desk) => page.getByRole('listitem').filter({ hasText: '+44 7700 900003' });
  const show = ({ page }: Desk, part: RegExp) => page.locator('label', { hasText: part }).click();
  // Joe was not rung, and sees the caller who waits, at once.
  await appears(rowOf(joe).getByText('Abandoned'));
  await press(rowOf(jane).getByRole('button', { name: 'Call back' }).first());
  await kim.is('ringing');
  await appears(rowOf(joe).getByText('With Jane now'));
  await show(joe, /^Missed/);
  await waitFor(async () => (await rowOf(joe).count()) === 0, PATIENCE);
  await kim.answer();
  await jane.sees('On a call with');
  await jane.press('Hang up');
  await show(joe, /^All$/);
  await appears(rowOf(joe).getByText('Handled by Jane'));
  await show(jane, /^Missed/);
  await waitFor(async () => (await rowOf(jane).count()) === 0, PATIENCE);
  await show(jane, /^All$/);
  await kim.remove();
});

test('a colleague who is not signed in is refused with a choice; sent anyway, the caller comes back', async () => {
  const ann = await openHandset(office.app.control, { user: 'ann', application_id: office.application.vonageId });
  await talking();
  const typed = jane.page.getByLabel('Transfer to', { exact: true });
  const refused = jane.page.getByText(/^Ann Abe isn’t signed in\./);

  await jane.transfer('ann', 'Consult first');
  await appears(refused);
  await appears(button(jane, 'Consult anyway'));
  await typed.fill('joe');
  expect(await refused.count()).toBe(0);
  expect(await button(jane, 'Consult anyway').count()).toBe(0);

  await typed.fill('ann');
  await typed.press('Enter');
  await appears(refused);
  await typed.press('Escape');
  expect(await refused.count()).toBe(0);
  await jane.press('Transfer');
  expect(await button(jane, 'Transfer anyway').count()).toBe(0);
  await typed.fill('ann');
  await typed.press('Enter');
  await jane.press('Transfer anyway');
  await jane.sees(/ is being transferred to Ann Abe…$/);
  await ann.is('ringing');
  await ann.reject();
  await jane.sees('Your transfer wasn’t answered. The caller is on hold.');
  await jane.page.keyboard.press('Control+Shift+A');
  await jane.sees('On a call with');
  await caller.hearsSomebody();
  await ann.remove();
});

test('who gets a blind transfer reads before they answer who sent it and why, and who the caller is', async () => {
  await talking();
  await press(button(jane, 'Add name'));
  await jane.page.getByLabel('Name', { exact: true }).fill('Hanako Yamada');
  await jane.page.keyboard.press('Enter');
  await jane.sees('Change name');
  await jane.page.getByLabel('Call notes').fill('Has paid twice.');
  await jane.sees('Saved');
  // Three keys.
  await jane.page.keyboard.press('Control+Shift+X');
  await jane.page.keyboard.press('j');
  await jane.page.keyboard.press('Enter');
  await joe.sees('Transferred by Jane');
  await joe.sees('Has paid twice.');
  await joe.sees('Hanako Yamada');
  await jane.sees('Hanako Yamada is being transferred to Joe…');
  await joe.page.keyboard.press('Control+Shift+A');
  await joe.sees('On a call with');
  await jane.sees('Hanako Yamada was transferred to Joe.');
  await joe.sees('Has paid twice.');
});

test('a call’s page and the list of calls call an agent by the display name', async () => {
  const { id: applicationId } = office.application;
  type Users = { users: { nodes: { id: string; name: string }[] } };
  const { users } = await office.app.ask<Users>(USERS, { applicationId });
  const { id } = users.nodes.find(({ name }) => name === 'Joe')!;
  await office.app.ask(RENAME, { id, displayName: 'Joseph Black' });
  const page = await office.browser.tab('/u/a/calls');
  await appears(page.getByRole('cell', { name: 'Jane → Joseph Black' }));
  await press(page.getByRole('row').filter({ hasText: 'Jane → Joseph Black' }).getByRole('link').first());
  const lanes = page.locator('.dw-timeline .dw-lane-party');
  await appears(lanes.getByText('Joseph Black'));
  const shown = await page.locator('h1, .dw-call-top, .dw-timeline').allInnerTexts();
  expect(shown.join(' ')).not.toMatch(/\bJoe\b/);
  await page.close();
});
