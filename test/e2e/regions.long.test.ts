import { afterAll, beforeAll, expect, test } from 'vitest';
import { applications } from '../../server/applications/applications.table.js';
import { sees } from '../helpers/browser.js';
import type { Desk, Telephone } from '../helpers/desk.js';
import { openSwitchboard, type Switchboard } from '../helpers/switchboard.js';
import { waitFor } from '../helpers/wait-for.js';

let office: Switchboard;
let jane: Desk;
let caller: Telephone;

beforeAll(async () => {
  office = await openSwitchboard();
  [jane, caller] = await Promise.all([office.desk('Jane'), office.telephone()]);
}, 120_000);
afterAll(() => office?.close());

const sessionsIn = (region: string) =>
  office.app.simulator.cloud.user(office.application.vonageId, region as never, 'Jane') !== undefined;

test('Home proposes a region for an application without one, and a click moves it: an open console moves along and rings there', async () => {
  await office.app.db.update(applications).set({ region: null });
  const home = await office.browser.tab('/u/a/');
  await sees(home, 'Demo has no region');
  await home.getByRole('button', { name: 'Use Europe (west)' }).click();
  await sees(home, 'Demo is in its new region.');
  await waitFor(async () => (await home.getByText('Demo has no region').count()) === 0);

  await caller.dial(office.number);
  await jane.answer();
  await Promise.all([caller.hearsSomebody(), jane.hearsSomebody()]);
  await jane.hangsUp();
});

test('the application page moves it elsewhere during a call: the call goes on, and the next one rings in the new region', async () => {
  await caller.dial(office.number);
  await jane.answer();
  const page = await office.browser.tab(`/u/a/applications/${office.application.id}`);
  await page.getByRole('button', { name: 'Change region' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Region').selectOption({ label: 'Asia (Singapore)' });
  await dialog.getByRole('button', { name: 'Change region' }).click();
  await sees(page, 'Demo is in its new region.');
  await sees(page, 'Asia (Singapore)');
  expect(sessionsIn('apac-sng')).toBe(true);

  await jane.page.reload();
  await jane.sees('On a call with');
  await Promise.all([caller.hearsSomebody(), jane.hearsSomebody()]);
  await jane.press('Hold');
  await caller.hearsMusic();
  await jane.press('Hold');
  await Promise.all([caller.hearsSomebody(), jane.hearsSomebody()]);
  await jane.hangsUp();
  await caller.is('Ready');

  await caller.dial(office.number);
  await jane.answer();
  await Promise.all([caller.hearsSomebody(), jane.hearsSomebody()]);
  await jane.hangsUp();
});
