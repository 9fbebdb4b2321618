import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notes } from '../../server/calls/notes/notes.table.js';
import { finishTask } from '../helpers/finish-task.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const CALLER = '447700900555';
const OTHER = '447700900666';

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
let own: string;

beforeAll(async () => {
  app = await createTestApp();
  const seeded = await (await app.connectAccount()).createApplication();
  application = seeded;
  own = (await seeded.rentNumber()).msisdn;
  await seeded.addUser('Jane');
  const { apiKey, signatureSecret } = app.simulator.credentials;
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
});
afterAll(() => app?.close());

const ERASE = /* GraphQL */ `
  mutation Erase($number: String!, $confirm: String!) {
    eraseCaller(input: { number: $number, confirm: $confirm }) { id }
  }
`;
const erase = async (number: string) => (await finishTask(app, ERASE, { number, confirm: 'erase' })).eraseReport!;

const path = (door: string) => `/webhooks/${application.id}/${door}`;
async function tell(leg: string, from: string, to: string, statuses: string[], more: object = {}) {
  const direction = to === own ? 'inbound' : 'outbound';
  const facts = { from, to, uuid: leg, conversation_uuid: `CON-${leg}`, direction };
  for (const status of statuses) {
    const timestamp = app.clock.now().toISOString();
    const sent = await vonage.post(path('event'), { ...facts, status, timestamp, ...more });
    expect(sent.status).toBe(200);
  }
  await app.services.calls.apply(application.id);
}

/** What changes by itself: due work, and what is counted of Vonage's limits. */
const OF_THE_SERVER = ['jobs', 'vonage_budgets'];

/** Every text in every table. @param except tables to leave out */
async function everything(except: string[] = []): Promise<string> {
  const tables = await app.db.execute<{ name: string }>(
    sql`select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  );
  const dumps = [];
  for (const { name } of tables.filter(({ name }) => !except.includes(name)))
    dumps.push(await app.db.execute(sql.raw(`select t::text as row from ${name} t`)));
  // A bytea is written in hexadecimal.
  const rows = dumps.flat().map((row) => String(row.row));
  return [
    ...rows,
    ...rows.map((row) => row.replace(/\\\\x([0-9a-f]+)/g, (_, hex) => Buffer.from(hex, 'hex').toString())),
  ].join('\n');
}

const CALLS = /* GraphQL */ `
  query Calls($applicationId: ID!) {
    calls(applicationId: $applicationId) { nodes { id from to userName direction legs { from to } } }
  }
`;
interface Calls {
  calls: { nodes: { id: string; from: string; to: string; userName: string | null; legs: { from: string }[] }[] };
}
const seen = async () => (await app.ask<Calls>(CALLS, { applicationId: application.id })).calls.nodes;

it('replaces the number in every table, however it is written, and keeps every row', async () => {
  // She calls, by GET with a plus and by POST; presses keys; is called back; writes her number into custom data.
  await vonage.get(path('answer'), { from: `+${CALLER}`, to: own, uuid: 'in', conversation_uuid: 'CON-in' });
  await tell('in', CALLER, own, ['started', 'ringing', 'answered', 'completed']);
  await tell('back', own, CALLER, ['started', 'ringing', 'busy'], { note: 'ring +44 7700 900555, or 07700 900555' });
  await tell('other', OTHER, own, ['started', 'answered', 'completed']);
  const asked = { from_user: 'Jane', uuid: 'jane', conversation_uuid: 'CON-jane', custom_data: { to: `+${CALLER}` } };
  expect((await vonage.post(path('answer'), asked)).status).toBe(200);
  await tell('jane', 'Jane', CALLER, ['started', 'completed']);
  await app.services.calls.apply(application.id);
  const target = { kind: 'call', id: 'x', name: `+${CALLER}` };
  const actor = {
    accountId: (await app.ask<{ account: { id: string } }>('{ account { id } }')).account.id,
    address: null,
  };
  await app.services.audit.record(actor, { action: 'call.noted', target, after: { name: CALLER } });

  const note = {
    applicationId: application.id,
    legUuid: 'other',
    text: 'Call back 07700 900555',
    writtenAt: new Date(),
  };
  await app.db.insert(notes).values(note);

  const before = await seen();
  expect(before.filter((call) => [call.from, call.to].includes(CALLER))).toHaveLength(3);
  const rows = (await everything(OF_THE_SERVER)).split('\n').length;

  const report = await erase('+44 7700 900555');
  expect(report).toMatchObject({ calls: 3, auditEntries: 1, placeholder: expect.stringMatching(/^erased:[a-z]{10}$/) });

  const after = await seen();
  const replaced = JSON.stringify(before).replaceAll(CALLER, report.placeholder);
  expect(after).toEqual(JSON.parse(replaced));
  const text = await everything();
  expect(text).not.toMatch(/7700\D{0,3}900\D{0,3}555/);
  expect(text).toContain(OTHER);
  // Hashes of what came are gone, by which the number could be guessed; the audit log and the tasks have one row more, each of two lines.
  expect((await everything(OF_THE_SERVER)).split('\n').length).toBe(rows - report.events * 2 + 4);

  const LOG = '{ auditLog(first: 1) { nodes { action targetName after } } }';
  expect(await app.ask(LOG)).toEqual({
    auditLog: {
      nodes: [{ action: 'caller.erased', targetName: report.placeholder, after: { calls: 3, events: report.events } }],
    },
  });
});

it('folds further events of such a call, and never takes the placeholder for a user', async () => {
  await tell('late', CALLER, own, ['started', 'answered', 'completed']);
  const { placeholder } = await erase(CALLER);
  const facts = { uuid: 'late', conversation_uuid: 'CON-late', direction: 'inbound', price: '0.01' };
  const timestamp = app.clock.now().toISOString();
  await vonage.post(path('event'), { ...facts, status: 'completed', duration: '7', timestamp });
  await app.services.calls.apply(application.id);
  const call = (await seen()).find((one) => one.from === placeholder);
  expect(call).toMatchObject({ userName: null, legs: [{ from: placeholder }] });
});

it('changes nothing for a number that is not stored', async () => {
  expect(await erase('+44 7700 900999')).toMatchObject({ calls: 0, events: 0, auditEntries: 0 });
});

it('refuses a missing confirmation, an own number, an invalid number, a caller in a call, and other roles', async () => {
  const refused = async (number: string, confirm = 'erase', options = {}) =>
    (await app.refused(ERASE, { number, confirm }, options)).extensions;
  expect(await refused(OTHER, 'yes')).toMatchObject({ code: 'BAD_INPUT', field: 'input.confirm' });
  expect(await refused(own)).toMatchObject({ code: 'BAD_INPUT', rule: 'ownNumber' });
  expect(await refused('hello')).toMatchObject({ code: 'BAD_INPUT', rule: 'phoneNumber' });
  expect(await refused(OTHER, 'erase', { slot: 'nobody' })).toMatchObject({ code: 'UNAUTHENTICATED' });
  await tell('now', OTHER, own, ['started', 'answered']);
  expect(await refused(OTHER)).toMatchObject({ code: 'CONFLICT', rule: 'callerInCall' });
  expect(await everything()).toContain(OTHER);
});
