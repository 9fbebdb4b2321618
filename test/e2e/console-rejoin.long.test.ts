import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../helpers/browser.js';
import type { Desk, Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

const LIVE = `query ($id: ID!) {
  calls(applicationId: $id, live: true, first: 1) { nodes { operation { kind } } }
}`;
type Live = { calls: { nodes: { operation: { kind: string } | null }[] } };

/** An agent whose browser is gone for longer than Vonage keeps the call, while the contact is in a room of ours. */
let office: Switchboard;
let jane: Desk;
let joe: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  [jane, joe, caller] = await Promise.all([office.desk('Jane'), office.desk('Joe'), office.telephone()]);
}, 120_000);
afterAll(() => office?.close());
afterEach(async (context) => {
  await office.browser.keepScreenshots(context);
  await caller.hangsUp();
  await jane.hangsUp();
});

/** The caller talks with Jane, who has consulted Joe and come back. */
async function talkingInRoom(): Promise<void> {
  await caller.dial(office.number);
  await jane.answer();
  await jane.transfer('Joe', 'Consult first');
  await joe.sees('Incoming call');
  await jane.press('Return to caller');
  await jane.hearsSomebody();
}

/** Jane's browser is gone, and Vonage ends her leg. */
async function crashed(): Promise<void> {
  await jane.page.goto('about:blank');
  await waitFor(async () => {
    await office.app.control('POST', '/clock', { advance_ms: 500 });
    const { calls } = await office.app.ask<Live>(LIVE, { id: office.application.id });
    return calls.nodes[0]?.operation?.kind === 'RING_AGAIN';
  }, 30_000);
}

test('the browser comes back: the tab that was in the call joins it by itself, and the contact hears music until then', async () => {
  await talkingInRoom();
  await crashed();
  await caller.hearsMusic();
  await jane.page.goBack();
  await jane.sees('On a call with');
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
  await jane.press('Hold');
  await Promise.all([jane.hearsNothing(), caller.hearsMusic()]);
  await jane.press('Hold');
  await caller.hearsSomebody();
  await jane.press('Hang up');
  await caller.is('Ready');
  expect(office.complaints()).toEqual([]);
});

test('another browser of the agent rings, and says what it is about', async () => {
  const elsewhere = await openBrowser(office.app.link);
  const other = await office.desk('Jane', elsewhere);
  await talkingInRoom();
  await crashed();
  await other.sees('Your call was interrupted. They’re waiting on hold.');
  await other.press('Answer');
  await Promise.all([other.hearsSomebody(), caller.hearsSomebody()]);
  await other.press('Hang up');
  await caller.is('Ready');
  await elsewhere.close();
  await jane.page.goBack();
});
