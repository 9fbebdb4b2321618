import { afterAll, afterEach, beforeAll, test } from 'vitest';
import type { Desk, Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';

let office: Switchboard;
let jane: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  [jane, caller] = await Promise.all([office.desk('Jane'), office.telephone()]);
}, 120_000);
afterAll(() => office?.close());
afterEach(async (context) => {
  await office.browser.keepScreenshots(context);
  await office.app.control('DELETE', '/manners');
});

test.each(['invalid', 'unknown_error', 'silence'])(
  'Jane comes back to a session that Vonage has ended: %s',
  async (stale_session) => {
    await office.app.control('PATCH', '/manners', { stale_session });
    await jane.sees('Available for calls');
    // As after a night: the tab remembers a session that is gone.
    await jane.page.evaluate(`for (const [key, text] of Object.entries(sessionStorage)) {
      if (!key.startsWith('denwaban.line.')) continue;
      sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(text), sessionId: 'SES-gone' }));
    }`);
    await jane.page.reload();
    await jane.sees('Available for calls');
    await caller.dial(office.number);
    await jane.answer();
    await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
    await jane.press('Hang up');
    await jane.sees('Available for calls');
  },
);
