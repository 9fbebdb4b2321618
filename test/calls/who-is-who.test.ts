import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Handset, openPhones } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const DIALED = '447700900777';

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
let number: string;
let caller: Handset;
let jane: Handset;
const asJane = { slot: 'jane' };

beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  await made.addJaneAndJoe();
  [caller, jane] = await openPhones(app.control, application.vonageId);
  const { apiKey, signatureSecret } = app.simulator.credentials;
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
});
beforeEach(async () => {
  for (const phone of [caller, jane]) if ((await phone.now()).call) await phone.hangUp();
});
afterAll(() => app?.close());

const CALLS = /* GraphQL */ `
  query Calls($id: ID!) {
    calls(applicationId: $id) {
      nodes { direction from to userName live legs { uuid direction from to userName } }
    }
  }
`;
interface CallNode {
  direction: string;
  from: string | null;
  to: string | null;
  userName: string | null;
  live: boolean;
  legs: { uuid: string; direction: string; from: string | null; to: string | null; userName: string | null }[];
}
const callOf = async (leg: string, options = {}) => {
  const { calls } = await app.ask<{ calls: { nodes: CallNode[] } }>(CALLS, { id: application.id }, options);
  return calls.nodes.find(({ legs }) => legs.some(({ uuid }) => uuid === leg)) ?? null;
};

describe('a caller whom the network shows as', () => {
  it.each([
    ['Unknown', null],
    ['anonymous', null],
    [' anonymous', null],
    ['', null],
    [' 447700900001', '447700900001'],
    ['+447700900001', '447700900001'],
    ['Jane', 'Jane'],
  ])('%j reaches an agent, and is nobody else', async (from, shown) => {
    const { call } = await caller.dial(number, from);
    await jane.is('ringing');
    await jane.answer();
    await caller.is('talking');
    const talking = await waitFor(async () => {
      const found = await callOf(call!.leg);
      return found?.legs.length === 2 && found.userName ? found : null;
    });
    expect(talking).toMatchObject({ direction: 'INBOUND', from: shown, to: number, userName: 'Jane' });
    expect(talking.legs.find(({ uuid }) => uuid === call!.leg)).toMatchObject({ from: shown, userName: null });
    expect(talking.legs.find(({ uuid }) => uuid !== call!.leg)).toMatchObject({ from: shown, to: 'Jane' });
    await caller.hangUp();
    await waitFor(async () => (await callOf(call!.leg))?.live === false);
  });
});

describe('an agent who calls out', () => {
  const path = (url: string) => new URL(url).pathname;
  const now = () => new Date().toISOString();
  const ids = () => ({ uuid: randomUUID(), conversation_uuid: `CON-${randomUUID()}` });
  const applied = () => app.services.calls.apply(application.id);
  const tell = async (body: object) => {
    expect((await vonage.post(path(application.eventUrl), { timestamp: now(), ...body })).status).toBe(200);
    await applied();
  };
  const tellByGet = async (body: Record<string, string>) => {
    const query = { timestamp: now(), ...body };
    expect((await vonage.get(path(application.eventUrl), query)).status).toBe(200);
    await applied();
  };
  const started = { status: 'started', direction: 'inbound' };

  it.each([
    ['null', { from: null }],
    ['left out', {}],
    ['empty', { from: '' }],
    ['Unknown', { from: 'Unknown' }],
    ['their own name', { from: 'Jane' }],
  ])('never calls themselves where the caller of the status events is %s', async (_, from) => {
    const one = ids();
    await vonage.post(path(application.answerUrl), { ...one, to: DIALED, from_user: 'Jane', endpoint_type: 'app' });
    await tell({ ...one, ...from, to: 'Jane', ...started });
    expect(await callOf(one.uuid, asJane)).toMatchObject({
      ...{ direction: 'OUTBOUND', from: 'Jane', to: DIALED, userName: 'Jane' },
      legs: [{ from: 'Jane', to: DIALED }],
    });
  });

  it.each([
    ['by POST', (one: Record<string, string>) => tell({ ...one, from: null, to: 'Jane', ...started })],
    ['by GET, where null is left out', (one: Record<string, string>) => tellByGet({ ...one, to: 'Jane', ...started })],
    [
      'by GET, where null is empty',
      (one: Record<string, string>) => tellByGet({ ...one, from: '', to: 'Jane', ...started }),
    ],
  ])('has called the number that rings, though the answer webhook was lost: %s', async (_, begin) => {
    const one = ids();
    await begin(one);
    expect(await callOf(one.uuid, asJane)).toMatchObject({ direction: 'OUTBOUND', from: 'Jane', to: null });
    const child = { conversation_uuid: one.conversation_uuid, uuid: randomUUID() };
    await tell({ ...child, from: number, to: DIALED, status: 'started', direction: 'outbound' });
    expect(await callOf(one.uuid, asJane)).toMatchObject({
      ...{ direction: 'OUTBOUND', from: 'Jane', to: DIALED, userName: 'Jane' },
    });
  });

  it('is not whoever dials an agent’s name from outside, in whichever order the events come', async () => {
    const ask = (one: object) =>
      vonage
        .post(path(application.answerUrl), { ...one, from: 'anonymous', to: 'Jane', endpoint_type: 'sip' })
        .then(applied);
    const begin = (one: object) => tell({ ...one, from: null, to: 'Jane', ...started });
    for (const events of [
      [ask, begin],
      [begin, ask],
    ]) {
      const one = ids();
      for (const event of events) await event(one);
      const call = await waitFor(async () => {
        const found = await callOf(one.uuid);
        return found?.direction === 'INBOUND' ? found : null;
      });
      expect(call).toMatchObject({ from: null, to: 'Jane', legs: [{ userName: null }] });
      expect(await callOf(one.uuid, asJane)).toBeNull();
    }
  });
});
