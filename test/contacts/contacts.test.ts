import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contacts } from '../../server/contacts/contacts.table.js';
import { findContactNumbers } from '../../server/contacts/find-contacts.js';
import { uuidv7 } from '../../server/ids.js';
import { finishTask } from '../helpers/finish-task.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const DAY = 24 * 3600_000;
const HANAKO = '447700900555';
const BEN = '447700900666';
const NAME = /* GraphQL */ `
  mutation ($id: ID!, $number: String!, $name: String!) {
    nameContact(applicationId: $id, number: $number, name: $name) { id name }
  }
`;
const CALLS = 'query ($id: ID!) { calls(applicationId: $id, first: 50) { nodes { id contact { id name } } } }';
const ERASE = 'mutation ($number: String!) { eraseCaller(input: { number: $number, confirm: "erase" }) { id } }';

let app: TestApp;
let demo: SeededApplication;
let accountId: string;
let vonage: Sender;
/** A session would end while the months pass. */
let owner: { basic: string };

beforeAll(async () => {
  app = await createTestApp();
  const account = await app.connectAccount();
  accountId = account.accountId;
  demo = await account.createApplication();
  const { apiKey, apiSecret, signatureSecret } = app.simulator.credentials;
  owner = { basic: `${apiKey}:${apiSecret}` };
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: demo.vonageId });
});
afterAll(() => app?.close());

async function oneCall(leg: string, from: string): Promise<void> {
  for (const status of ['started', 'answered', 'completed']) {
    const timestamp = app.clock.now().toISOString();
    const facts = { from, to: '447700900123', conversation_uuid: `CON-${leg}`, uuid: leg, direction: 'inbound' };
    await vonage.post(`/webhooks/${demo.id}/event`, { ...facts, status, timestamp });
  }
  await app.services.calls.apply(demo.id);
}
const name = (number: string, text: string) => app.ask(NAME, { id: demo.id, number, name: text }, owner);
const names = async () => {
  const rows = await app.db.select().from(contacts).where(eq(contacts.accountId, accountId));
  return Object.fromEntries(rows.map((row) => [row.number, row.name]));
};

it('names come to a page of calls with one query, however many calls there are', async () => {
  for (let n = 0; n < 12; n += 1) {
    const number = `4477009007${String(n).padStart(2, '0')}`;
    await oneCall(`named-${n}`, number);
    await name(number, `Caller ${n}`);
  }
  const { options } = app.servers[0]!.connection.sql as unknown as { options: { debug: unknown } };
  const queries: string[] = [];
  options.debug = (_connection: number, text: string) => queries.push(text);
  const { calls } = await app.ask<{ calls: { nodes: { contact: { name: string } }[] } }>(CALLS, { id: demo.id });
  options.debug = false;
  expect(calls.nodes.map(({ contact }) => contact.name)).toEqual(
    Array.from({ length: 12 }, (_, n) => `Caller ${11 - n}`),
  );
  expect(queries.filter((text) => text.includes('"contacts"'))).toHaveLength(1);
});

it('numbers and calls are found by a part of the name, of this account only', async () => {
  await name(HANAKO, 'Hanako Yamada 山田花子');
  await name(BEN, '100% Ben_');
  const find = (text: string) => findContactNumbers(app.db, accountId, text);
  expect(await find('yamada')).toEqual([HANAKO]);
  expect(await find('山田')).toEqual([HANAKO]);
  expect(await find('0%')).toEqual([BEN]);
  expect(await find('n_')).toEqual([BEN]);
  expect(await find('%')).toEqual([BEN]);
  expect(await find(' ')).toEqual([]);
  expect(await findContactNumbers(app.db, uuidv7(app.clock.now()), 'yamada')).toEqual([]);
  await oneCall('found', HANAKO);
  const FOUND =
    'query ($id: ID!, $text: String) { calls(applicationId: $id, number: $text) { nodes { contactNumber } } }';
  const calls = await app.ask(FOUND, { id: demo.id, text: 'yamada' });
  expect(calls).toEqual({ calls: { nodes: [{ contactNumber: HANAKO }] } });
});

describe('a name goes', () => {
  it('when the caller is erased, and the number goes from other names', async () => {
    await oneCall('hanako', HANAKO);
    await name(BEN, `Ben (not +44 7700 900555)`);
    const report = await finishTask(app, ERASE, { number: HANAKO });
    const left = await names();
    expect(left[HANAKO]).toBeUndefined();
    expect(left[BEN]).toContain(report.eraseReport!.placeholder);
    expect(JSON.stringify(left)).not.toMatch(/555|Hanako/);
    const [audit] = await app.db.execute(sql`select string_agg(t::text, ' ') as text from audit_entries t`);
    expect(audit!.text).not.toMatch(/900555|Hanako|Yamada/);
  });

  it('with the last call of its number, but not before the calls are old', async () => {
    const set = 'mutation { setRetention(input: { eventDays: 30, callDays: 60 }) { callDays } }';
    const look = () => app.services.jobs.runDue();
    await app.ask(set, {}, owner);
    await look();
    await oneCall('old', BEN);
    app.clock.advance(40 * DAY);
    await name('447700900444', 'No call yet');
    await look();
    expect(Object.keys(await names())).toContain(BEN);
    app.clock.advance(30 * DAY);
    await waitFor(async () => {
      await look();
      return !(await names())[BEN];
    });
    expect(await names()).toEqual({ '447700900444': 'No call yet' });
    app.clock.advance(40 * DAY);
    await waitFor(async () => {
      await look();
      return Object.keys(await names()).length === 0;
    });
  });

  it('with everything else when the account is reset', async () => {
    await name(BEN, 'Ben');
    const reset = 'mutation { reset(input: { confirm: "reset" }) { id } }';
    const { reset: task } = await app.ask<{ reset: { id: string } }>(reset, {}, owner);
    await app.services.jobs.runDue();
    await waitFor(async () => Object.keys(await names()).length === 0, 15_000);
    expect(task.id).toBeTruthy();
  });
});
