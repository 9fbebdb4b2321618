import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const ONE = 'query One($id: ID!) { application(id: $id) { defaultOutgoingNumber numbers { msisdn } } }';
const TO = { DE: '493023125001', FR: '33199000001', JP: '81300000001' };
type Country = keyof typeof TO;

let app: TestApp;
let demo: Awaited<ReturnType<Awaited<ReturnType<TestApp['connectAccount']>>['createApplication']>>;
let other: typeof demo;
let own: string;
let vonage: Sender;
beforeAll(async () => {
  app = await createTestApp();
  const account = await app.connectAccount();
  demo = await account.createApplication('Demo');
  other = await account.createApplication('Other');
  own = (await demo.rentNumber('GB')).msisdn;
  vonage = createSender({ url: app.url, ...app.simulator.credentials, vonageId: demo.vonageId });
});
afterAll(() => app?.close());
// What was read before counts no longer.
beforeEach(() => app.clock.advance(60_000));

/** What the owner does in Vonage's dashboard. */
async function atVonage(what: 'buy' | 'cancel' | 'update', input: Record<string, string>): Promise<void> {
  const { apiKey, apiSecret } = app.simulator.credentials;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  const reply = await fetch(`${app.simulator.url}/number/${what}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(input),
  });
  expect(reply.status).toBe(200);
}
async function bought(country: Country): Promise<string> {
  const offers = '{ availableNumbers(country: "COUNTRY", first: 1) { nodes { msisdn } } }'.replace('COUNTRY', country);
  type Offers = { availableNumbers: { nodes: { msisdn: string }[] } };
  const { msisdn } = (await app.ask<Offers>(offers)).availableNumbers.nodes[0]!;
  await atVonage('buy', { country, msisdn });
  return msisdn;
}
async function answered(body: object): Promise<string> {
  const ids = { uuid: randomUUID(), conversation_uuid: `CON-${randomUUID()}` };
  const { status, json } = await vonage.post(`/webhooks/${demo.id}/answer`, { ...ids, ...body });
  expect(status).toBe(200);
  return JSON.stringify(json);
}
const mayCall = async (country: Country) =>
  (await answered({ from_user: 'Jane', endpoint_type: 'app', to: TO[country] })).includes('"connect"');
const listed = async () =>
  (await app.ask<{ diallingRules: { countries: string[] } }>('{ diallingRules { countries } }')).diallingRules
    .countries;

/** Five minutes later, when all numbers are read again. */
async function readNumbersAgain(): Promise<void> {
  app.clock.advance(5 * 60_000);
  await app.services.jobs.runDue();
}

describe('a number bought, moved or canceled in Vonage’s dashboard', () => {
  it.each(['DE', 'FR', 'JP'] as const)(
    'lets agents call its country once the numbers were looked at, and no longer: %s',
    async (country) => {
      const msisdn = await bought(country);
      expect(await mayCall(country)).toBe(false);
      await app.ask('{ numbers { nodes { msisdn } } }');
      await waitFor(() => mayCall(country));
      expect(await listed()).toContain(country);

      await atVonage('cancel', { country, msisdn });
      app.clock.advance(60_000);
      await app.ask('{ numbers { nodes { msisdn } } }');
      await waitFor(async () => !(await mayCall(country)));
      expect(await listed()).not.toContain(country);
    },
  );

  it('is noticed when a call arrives for an unknown number', async () => {
    const msisdn = await bought('DE');
    await atVonage('update', { country: 'DE', msisdn, app_id: demo.vonageId });
    await answered({ from: '447700900001', to: msisdn, endpoint_type: 'phone' });
    await waitFor(() => mayCall('DE'));
    expect(await app.ask(ONE, { id: demo.id })).toMatchObject({
      application: { numbers: [{ msisdn: own }, { msisdn }] },
    });
    await atVonage('cancel', { country: 'DE', msisdn });
  });

  it('is noticed by regular checks, also if the number now belongs to another application', async () => {
    const second = await bought('FR');
    await atVonage('update', { country: 'FR', msisdn: second, app_id: demo.vonageId });
    await readNumbersAgain();
    const input = { defaultOutgoingNumber: second };
    const choose =
      'mutation ($id: ID!, $input: UpdateApplicationInput!) { updateApplication(id: $id, input: $input) { id } }';
    await app.ask(choose, { id: demo.id, input });

    await atVonage('update', { country: 'FR', msisdn: second, app_id: other.vonageId });
    await readNumbersAgain();
    expect(await app.ask(ONE, { id: other.id })).toMatchObject({ application: { numbers: [{ msisdn: second }] } });
    // Calls are no longer placed from a number that has left the application.
    expect(await app.ask(ONE, { id: demo.id })).toEqual({
      application: { defaultOutgoingNumber: own, numbers: [{ msisdn: own }] },
    });
    const call = { from_user: 'Jane', endpoint_type: 'app', to: '447700900456' };
    await waitFor(async () => (await answered(call)).includes(`"from":"${own}"`));

    await atVonage('cancel', { country: 'FR', msisdn: second });
    await readNumbersAgain();
    expect(await app.ask(ONE, { id: other.id })).toEqual({ application: { defaultOutgoingNumber: null, numbers: [] } });
  });
});
