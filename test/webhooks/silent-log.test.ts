import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CALLER = '447700900555';
const CALLED = '447700900666';
const PASSWORD = 'correct-horse-battery';

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
const lines: string[] = [];
const text = () => lines.join('\n');

beforeAll(async () => {
  app = await createTestApp({ logged: (line) => lines.push(line) });
  application = await (await app.connectAccount()).createApplication();
  const { apiKey, signatureSecret } = app.simulator.credentials;
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
});
afterAll(() => app?.close());

/** Everything that goes wrong at a door and is logged, with numbers and secrets in it. */
async function trouble() {
  const path = (door: string) => `/webhooks/${application.id}/${door}`;
  const facts = { from: CALLER, to: CALLED, uuid: 'leg-1', conversation_uuid: 'CON-1' };
  // An event that nobody knows, and one that cannot be stored.
  await vonage.post(path('event'), { ...facts, something: 'else' });
  await vonage.get(path('answer'), { ...facts, to: `+${CALLED}` }, null);
  await vonage.post(path('answer'), `{"from":"${CALLER}"`);
  await fetch(`${app.url}/webhooks/nowhere/answer?to=%2B${CALLED}&from=${CALLER}`);
  await fetch(`${app.url}/api/nothing?to=%2B${CALLED}&api_secret=${PASSWORD}`);

  // The database says no, in the words of a query with its values.
  await app.db.execute(sql`alter table members rename to members_away`);
  const signIn = `mutation { signIn(input: { name: "${CALLED}", password: "${PASSWORD}" }) { id } }`;
  expect((await app.refused(signIn, {}, { slot: 'b' })).extensions.code).toBe('INTERNAL');
  await app.db.execute(sql`alter table members_away rename to members`);

  await app.db.execute(sql`alter table events rename to events_away`);
  expect((await vonage.post(path('event'), { ...facts, status: 'started', timestamp: '2026-01-01' })).status).toBe(503);
  await app.db.execute(sql`alter table events_away rename to events`);

  // Vonage is away while it is asked with key and secret, about numbers.
  await app.fault({ path: '/account', status: 500, times: 5, body: { detail: `no ${CALLED}` } });
  await app.ask('{ account { balance } }');
  await app.clearFaults();
  const { simulator } = app;
  await fetch(`${simulator.url}/account/numbers?api_key=${simulator.credentials.apiKey}&api_secret=${PASSWORD}`);
  await fetch(`${app.url}/graphql`, { headers: { cookie: `dw_a=${PASSWORD}`, authorization: `Bearer ${PASSWORD}` } });
}

it('logs what went wrong at the endpoints without any number, secret or token', async () => {
  await trouble();
  await waitFor(() => /unknown kind/.test(text()) && /GraphQL operation failed/.test(text()));
  expect(text()).toMatch(/Failed query: .*params: \[hidden\]/);
  expect(text()).toMatch(/An event could not be stored/);
  expect(text()).toMatch(/The balance could not be read/);

  const { apiSecret, signatureSecret } = app.simulator.credentials;
  const { mobileApiKey, privateKey } = application;
  const secrets = [CALLER, CALLED, PASSWORD, apiSecret, signatureSecret, mobileApiKey, privateKey];
  for (const secret of [...secrets, app.cookie('a')!.split('=')[1]!, 'eyJ', 'PRIVATE KEY', '$argon2']) {
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
});
