import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../helpers/browser.js';
import type { Desk, Telephone } from '../helpers/desk.js';
import { openHandset } from '../helpers/handset.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

/** Failures while a person is at the console; Jane's connection to Vonage can be cut. */
let office: Switchboard;
let line: Awaited<ReturnType<Switchboard['deskOnProxy']>>;
let jane: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  line = await office.deskOnProxy('Jane');
  jane = line.desk;
  caller = await office.telephone();
}, 120_000);

afterAll(async () => {
  await line?.close();
  await office?.close();
});

afterEach(async () => {
  await caller.hangsUp();
  await jane.hangsUp();
  expect(office.complaints()).toEqual([]);
});

async function talking(): Promise<void> {
  await caller.dial(office.number);
  await jane.answer();
}

test('socket disconnected during a call: both still hear each other, and missed events are caught up', async () => {
  await talking();
  await jane.hearsSomebody();
  line.proxy.block();
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
  await jane.sees('Lost connection to Vonage');
  await caller.press('Hang up');
  line.proxy.unblock();
  await jane.sees(/ended: they hung up/);
});

test('two devices answer at the same time: one gets the call, the other is told so', async () => {
  const elsewhere = await openBrowser(office.app.link);
  const tablet = await office.desk('Jane', elsewhere);
  await caller.dial(office.number);
  await Promise.all([jane.sees('Incoming call'), tablet.sees('Incoming call')]);
  await Promise.all([jane, tablet].map(({ page }) => page.keyboard.press('Control+Shift+A')));
  const outcome = (desk: Desk) =>
    Promise.race([
      desk.sees('On a call with').then(() => 'talks'),
      desk.sees(/answered on another device/).then(() => 'told'),
    ]);
  await caller.hears('Jane joined');
  await waitFor(async () => (await Promise.all([jane, tablet].map(outcome))).sort().join() === 'talks,told', 15_000);
  await caller.hangsUp();
  await elsewhere.close();
});

test('microphone unplugged during a call: Jane sees what to do, and is heard again with another one', async () => {
  await talking();
  await caller.hearsSomebody();
  await jane.page.evaluate('window.pullOutMicrophone()');
  await jane.sees('No microphone found');
  await jane.sees('Connect a headset, then try again.');
  await caller.hearsNothing();
  await jane.press('Try again');
  await jane.sees('No microphone found');
  await jane.page.evaluate('window.plugMicrophoneIn()');
  await caller.hearsSomebody();
  await jane.page.getByText('No microphone found').waitFor({ state: 'detached' });
});

test('a call with 100 kB of context reaches its preset and rings', async () => {
  const { app, application } = office;
  const joe = await openHandset(app.control, { user: 'Joe', application_id: application.vonageId });
  await joe.serverCall({ to: '447700900001', note: 'x'.repeat(100_000) });
  await caller.is('Ringing');
  await joe.hangUp();
  await caller.is('Ready');
  await joe.remove();
});

test('user deleted during a call: the call continues', async () => {
  await talking();
  await office.deleteUser('Jane');
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
  await jane.press('Hang up');
  await caller.is('Ready');
});
