import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts } from '../../server/accounts/accounts.table.js';
import { type Control, type Handset, openHandset } from '../helpers/handset.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

/** Two equal servers; the webhooks of the application go to the first. */
let app: TestApp;
let accountId: string;
let application: { id: string; vonageId: string };
let number: string;

const control: Control = (...asked) => app.control(...asked);

beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  const office = await app.connectAccount();
  accountId = office.accountId;
  const made = await office.createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  for (const name of ['Jane', 'Joe']) await made.addUser(name);
  await made.signInAgent('Jane', 'jane');
  await waitFor(() => app.services.routing.outgoingNumber(made.id) !== null);
});
afterAll(() => app.close());

const START = `mutation ($id: ID!, $kind: PresetKind!, $ncco: JSON!, $menu: [MenuChoiceInput!]) {
  startTestCall(applicationId: $id, kind: $kind, ncco: $ncco, menu: $menu) { id to expiresAt } }`;
const draft = (text: string) => [{ action: 'talk', text }];
const WITH_MENU = [
  { action: 'talk', text: 'Press 7 for Joe.' },
  { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: ['DTMF_URL'] },
];

async function start(kind: string, ncco: unknown, menu: object[] | null = null, server = 0) {
  type Started = { startTestCall: { id: string; to: string; expiresAt: string } };
  return (await app.ask<Started>(START, { id: application.id, kind, ncco, menu }, { server })).startTestCall;
}
const refused = (ncco: unknown, slot = 'a') =>
  app.refused(START, { id: application.id, kind: 'CUSTOM', ncco }, { slot });
const dial = (handset: Handset, to: string) =>
  control('POST', `/phones/${handset.id}/dial`, { to, application_id: application.vonageId });

/** What a caller hears until the end. */
async function hearsAll(caller: Handset): Promise<unknown[]> {
  await caller.hears('ended');
  return caller.said();
}

describe('a test call', () => {
  it('is answered with the draft on any server, and other calls are not', async () => {
    const { id, to } = await start('INBOUND', draft('This is only a draft.'), null, 1);
    expect(to).toBe(number);
    const tester = await openHandset(control, { number: id });
    await dial(tester, to);
    expect(await hearsAll(tester)).toEqual(['This is only a draft.']);

    const caller = await openHandset(control, { number: '447700900001' });
    await caller.dial(number);
    await caller.hears('said', { text: 'Thank you for calling Jane' });
    await caller.hangUp();
  });

  it('continues with the draft’s own menu when keys are pressed', async () => {
    const { id, to } = await start('CUSTOM', WITH_MENU, [{ digits: '7', user: 'Joe' }]);
    const joe = await openHandset(control, { user: 'Joe', application_id: application.vonageId });
    const tester = await openHandset(control, { number: id });
    await dial(tester, to);
    await tester.hears('silence');
    await tester.keys('1');
    await tester.hears('said', { text: 'Sorry, I did not get that.' });
    await waitFor(async () => (await tester.transcript()).filter(({ type }) => type === 'silence').length === 2);
    await tester.keys('7');
    await tester.hears('said', { text: 'Please wait while we connect you to Joe' });
    await joe.is('ringing');
    await tester.hangUp();
    expect(await tester.said()).toEqual([
      'Press 7 for Joe.',
      'Sorry, I did not get that.',
      'Press 7 for Joe.',
      'Please wait while we connect you to Joe',
    ]);
  });

  it('is placed by an unknown agent if the draft is for calls that agents place', async () => {
    const { id } = await start('OUTBOUND', [
      { action: 'talk', text: 'Calling PARAMS_TO from YOUR_NEXMO_NUMBER' },
      { action: 'connect', from: 'YOUR_NEXMO_NUMBER', endpoint: [{ type: 'phone', number: 'PARAMS_TO' }] },
    ]);
    const customer = await openHandset(control, { number: '447700900009' });
    const tester = await openHandset(control, { user: id, application_id: application.vonageId });
    await tester.serverCall({ to: '447700900009' });
    await customer.hears('ringing', { from: number });
    expect(await tester.said()).toEqual([`Calling 447700900009 from ${number}`]);
    await tester.hangUp();
    await customer.remove();
  });

  it('reaches an application that has no number yet', async () => {
    const bare = await (await app.connectAccount()).createApplication('Bare');
    type Started = { startTestCall: { id: string; to: string } };
    const asked = { id: bare.id, kind: 'CUSTOM', ncco: draft('Nobody can call this yet.') };
    const { id, to } = (await app.ask<Started>(START, asked)).startTestCall;
    const tester = await openHandset(control, { number: id });
    await control('POST', `/phones/${id}/dial`, { to, application_id: bare.vonageId });
    expect(await hearsAll(tester)).toEqual(['Nobody can call this yet.']);
  });
});

describe('a draft', () => {
  it('belongs to the first call: a second one hears that it is over', async () => {
    const { id, to } = await start('CUSTOM', draft('Once.'));
    const tester = await openHandset(control, { number: id });
    await dial(tester, to);
    expect(await hearsAll(tester)).toEqual(['Once.']);
    await tester.is('idle');
    await dial(tester, to);
    expect(await hearsAll(tester)).toEqual(['This test call is over. Please start it again.']);
  });

  it('expires after ten minutes', async () => {
    const { id, to, expiresAt } = await start('CUSTOM', draft('Too late.'));
    expect(Date.parse(expiresAt) - app.clock.now().getTime()).toBeLessThanOrEqual(10 * 60_000);
    await app.clock.advance(10 * 60_000);
    const tester = await openHandset(control, { number: id });
    await dial(tester, to);
    expect(await hearsAll(tester)).toEqual(['This test call is over. Please start it again.']);
  });

  it('does not answer a caller whose number only looks like a test’s, or another application', async () => {
    const caller = await openHandset(control, { number: '999000000000001' });
    await caller.dial(number);
    await caller.hears('said', { text: 'Thank you for calling Jane' });
    await caller.hangUp();

    const other = await (await app.connectAccount()).createApplication('Other');
    const { id } = await start('CUSTOM', draft('Not yours.'));
    const tester = await openHandset(control, { number: id });
    await control('POST', `/phones/${id}/dial`, { to: number, application_id: other.vonageId });
    await tester.hears('said', { text: 'Thank you for calling Jane' });
    await tester.remove();
  });

  it('is refused if it breaks a rule, to agents, and without handsets', async () => {
    expect((await refused([{ action: 'talk' }])).extensions).toMatchObject({
      code: 'INVALID_NCCO',
      field: 'input.ncco',
      findings: [{ path: '$[0].text', code: 'required' }],
    });
    expect((await refused(draft('Hello'), 'jane')).extensions).toMatchObject({ code: 'FORBIDDEN' });
    await app.db.update(accounts).set({ kind: 'cloud' }).where(eq(accounts.id, accountId));
    expect((await refused(draft('Hello'))).extensions).toMatchObject({ code: 'CONFLICT', rule: 'noHandsets' });
    await app.db.update(accounts).set({ kind: 'simulator' }).where(eq(accounts.id, accountId));
  });
});
