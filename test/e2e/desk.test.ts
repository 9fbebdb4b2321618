import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { appears, press } from '../helpers/browser.js';
import type { Desk, Telephone } from '../helpers/desk.js';
import { openHandset } from '../helpers/handset.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

const NOTES = /* GraphQL */ `
  query ($id: ID!) { calls(applicationId: $id, first: 10) { nodes { from notes { userName text } } } }
`;
type Noted = { calls: { nodes: { from: string | null; notes: { userName: string; text: string }[] }[] } };

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
  return calls.nodes.filter(({ from }) => from === number).flatMap(({ notes }) => notes.map(({ text }) => text));
};
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
  for (const state of ['true', 'false']) {
    await jane.page.keyboard.press('Control+Shift+H');
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

test('a missed caller is called back with one click, and then waits no longer', async () => {
  const kim = await openHandset(office.app.control, { number: '447700900003' });
  await kim.dial(office.number.slice(1));
  await appears(button(jane, 'Answer'));
  const list = jane.page.getByRole('region', { name: 'Calls today' }).getByRole('listitem');
  await waitFor(async () => (await list.first().textContent()) === 'Ringing or waiting', PATIENCE);
  await kim.hangUp();
  await jane.sees(/caller hung up before you answered/);
  await waitFor(async () => (await list.filter({ hasText: 'Ringing or waiting' }).count()) === 0, PATIENCE);
  const row = jane.page.getByRole('listitem').filter({ hasText: '+44 7700 900003' });
  await press(row.getByRole('button', { name: 'Call back' }).first());
  await kim.is('ringing');
  await kim.answer();
  await jane.sees('On a call with');
  await jane.press('Hang up');
  await jane.page.locator('label', { hasText: /^Missed/ }).click();
  await waitFor(async () => (await row.count()) === 0, PATIENCE);
  await jane.page.locator('label', { hasText: /^All$/ }).click();
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
