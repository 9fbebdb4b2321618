import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Control, type Handset, openHandset } from '../helpers/handset.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

/** The guide's calls, from a handset through the simulator and our webhooks to another handset. */
let app: TestApp;
let number: string;
let applicationId: string;
let caller: Handset;
let jane: Handset;
let joe: Handset;

const control: Control = (...asked) => app.control(...asked);
const skip = (ms: number) => control('POST', '/clock', { advance_ms: ms });

beforeAll(async () => {
  app = await createTestApp();
  const application = await (await app.connectAccount()).createApplication();
  applicationId = application.id;
  number = (await application.rentNumber()).msisdn;
  await application.addUser('Jane');
  await application.addUser('Joe');
  const agent = (user: string) => openHandset(control, { user, application_id: application.vonageId });
  [jane, joe] = [await agent('Jane'), await agent('Joe')];
  caller = await openHandset(control, { number: '447700900001' });
});
afterEach(async () => {
  for (const handset of [caller, jane, joe]) {
    if ((await handset.now()).state !== 'idle') await handset.hangUp();
    await handset.is('idle');
  }
});
afterAll(() => app.close());

const live = (slot: string, kind: string) =>
  app.ask(
    'mutation ($id: ID!, $slot: PresetSlot!, $kind: PresetKind!) { setLivePreset(applicationId: $id, slot: $slot, kind: $kind) { id } }',
    { id: applicationId, slot, kind },
  );

/** Rings, is answered, and the two hear each other. */
async function talksTo(agent: Handset) {
  await agent.is('ringing');
  await agent.answer();
  await caller.is('talking');
  await caller.say('Hello?');
  await agent.hears('heard', { text: 'Hello?' });
}

describe('Inbound Call', () => {
  it('greets the caller and rings Jane', async () => {
    await caller.dial(number);
    await caller.hears('said', { text: 'Thank you for calling Jane' });
    await talksTo(jane);
    await jane.hangUp();
    await caller.hears('ended');
  });
});

describe('Outbound Call', () => {
  it('connects Jane to the number her app dials, written with a plus, from our number', async () => {
    const customer = await openHandset(control, { number: '447700900009' });
    await jane.serverCall({ to: '+44 7700 900009' });
    await jane.hears('said', { text: 'Please wait while we connect you.' });
    await customer.hears('ringing', { from: number });
    await customer.answer();
    await customer.say('Who is it?');
    await jane.hears('heard', { text: 'Who is it?' });
    await customer.remove();
    await jane.hears('ended');
  });

  it('says that no number was given', async () => {
    await jane.serverCall({ device: 'Jane’s telephone' });
    await jane.hears('said', { text: 'Sorry, this call cannot be connected. The number to call is missing.' });
    await jane.hears('ended', { by: 'platform' });
  });
});

describe('IVR', () => {
  const MENU = 'To talk to Jane, please press 1, or, to talk to Joe, press 2.';
  beforeAll(() => live('FROM_OUTSIDE', 'IVR'));

  const times = async (text: string) => (await caller.said()).filter((said) => said === text).length;

  /** Waits until the menu was said to its end, so often. */
  async function menu(so: number) {
    await waitFor(async () => (await times(MENU)) === so);
    await skip(50);
  }

  /** Presses keys, or none, and lets the timeout pass until something is said. */
  async function press(digits: string | null, then: string) {
    if (digits !== null) await caller.keys(digits);
    await waitFor(async () => {
      await skip(500);
      return (await times(then)) > 0;
    }, 10_000);
  }

  it.each([
    ['1', 'Jane'],
    ['2', 'Joe'],
  ])('leads from %s to %s', async (digits, name) => {
    await caller.dial(number);
    await menu(1);
    await press(digits, `Please wait while we connect you to ${name}`);
    await talksTo(name === 'Jane' ? jane : joe);
  });

  it('repeats the menu after 9, and then accepts 1', async () => {
    await caller.dial(number);
    await menu(1);
    await press('9', 'Sorry, I did not get that.');
    await menu(2);
    await press('1', 'Please wait while we connect you to Jane');
    await talksTo(jane);
  });

  it('says goodbye to a caller who presses nothing after hearing the menu three times', async () => {
    await caller.dial(number);
    await menu(1);
    await press(null, 'Goodbye.');
    await caller.hears('ended', { by: 'platform' });
    expect(await caller.said()).toEqual([
      'Thank you for calling my contact center.',
      MENU,
      'Sorry, I did not get that.',
      MENU,
      'Sorry, I did not get that.',
      MENU,
      'Goodbye.',
    ]);
  });
});

describe('Custom', () => {
  beforeAll(() => live('FROM_OUTSIDE', 'CUSTOM'));

  it('says a sentence while it is empty', async () => {
    await caller.dial(number);
    await caller.hears('ended', { by: 'platform' });
    expect(await caller.said()).toEqual(['Thank you for calling. Nothing has been set up here yet.']);
  });
});
