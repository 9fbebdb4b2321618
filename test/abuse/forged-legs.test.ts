import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { events } from '../../server/calls/events/events.table.js';
import { openHandset } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CALLER = '447700900555';

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
let number: string;

beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  await made.addJaneAndJoe();
  const { apiKey, signatureSecret } = app.simulator.credentials;
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
});
afterAll(() => app?.close());

const CALLS = /* GraphQL */ `
  query Calls($id: ID!, $userName: String) {
    calls(applicationId: $id, userName: $userName) {
      nodes { id direction from to userName legs { uuid userName direction } }
    }
  }
`;
interface CallNode {
  id: string;
  direction: string;
  from: string | null;
  userName: string | null;
  legs: { uuid: string; userName: string | null }[];
}
const calls = async (slot = 'a', userName?: string) =>
  (await app.ask<{ calls: { nodes: CallNode[] } }>(CALLS, { id: application.id, userName }, { slot })).calls.nodes;
const withLeg = async (uuid: string, slot = 'a') =>
  (await calls(slot)).find(({ legs }) => legs.some((leg) => leg.uuid === uuid)) ?? null;

const path = (url: string) => new URL(url).pathname;
const now = () => new Date().toISOString();
const leg = () => ({ uuid: randomUUID(), conversation_uuid: `CON-${randomUUID()}` });
async function tell(body: object, url = application.eventUrl) {
  const sent = await vonage.post(path(url), body);
  await app.services.calls.apply(application.id);
  return sent;
}
const applied = () => app.services.calls.apply(application.id);

it('a recording event whose URL names a leg does not add the agent to a call', async () => {
  await app.ask(
    'mutation Live($id: ID!) { setLivePreset(applicationId: $id, slot: FROM_OUTSIDE, kind: CUSTOM) { id } }',
    {
      id: application.id,
    },
  );
  const ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: 'Joe' }] }];
  await app.ask(
    'mutation Save($id: ID!, $input: SavePresetInput!) { savePreset(applicationId: $id, kind: CUSTOM, input: $input) { liveVersion } }',
    {
      id: application.id,
      input: { ncco, basedOn: 0, makeLive: true },
    },
  );
  const joe = await openHandset(app.control, { user: 'Joe', application_id: application.vonageId });
  const caller = await openHandset(app.control, { number: CALLER });
  await caller.dial(number);
  await joe.is('ringing');
  await joe.answer();
  const joes = await waitFor(async () => (await calls()).find(({ userName }) => userName === 'Joe'));
  const row = await app.db.select().from(events).where(eq(events.callId, joes.id));
  const conversation = row.find((one) => one.conversationUuid)!.conversationUuid!;

  const { createAgentToken } = await app.ask<{ createAgentToken: { jwt: string } }>(
    'mutation Token($id: ID!) { createAgentToken(applicationId: $id, userName: "Jane") { jwt } }',
    { id: application.id },
    { slot: 'jane' },
  );
  const mine = randomUUID();
  const doors = [application.dtmfUrl, application.answerUrl, application.eventUrl, application.fallbackUrl];
  const lies = new URLSearchParams({
    ...{ uuid: mine, conversation_uuid: conversation, from_user: 'Jane', from: 'Jane', to: 'Jane' },
    ...{ status: 'answered', direction: 'outbound', dtmf: '1', type: 'transfer', conversation_uuid_to: conversation },
    ...{ reason: 'x', original_request: '{"type":"answer","url":"x"}' },
  });
  for (const url of doors) {
    for (const method of ['GET', 'POST']) {
      const send = (body: object) =>
        fetch(`${app.simulator.url}/v1/conversations/${conversation}/record`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${createAgentToken.jwt}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      // The cloud may let her: we do not count on its refusal.
      await send({ action: 'start', event_url: [`${url}?${lies}`], event_method: method });
      await send({ action: 'stop' });
      // And what Vonage would send then, signed by it.
      const recorded = {
        recording_url: 'https://api.nexmo.com/v1/files/x',
        recording_uuid: mine,
        size: 1,
        timestamp: now(),
      };
      if (method === 'POST') {
        await vonage.post(`${path(url)}?${lies}`, {
          ...recorded,
          conversation_uuid: conversation,
          start_time: now(),
          n: url,
        });
      } else {
        const query = { ...Object.fromEntries(lies), ...recorded, conversation_uuid: conversation, size: '1', n: url };
        await vonage.get(path(url), query);
      }
    }
  }
  await applied();
  expect(await withLeg(mine)).toBeNull();
  expect(await calls('jane')).toEqual([]);
  expect((await calls()).flatMap(({ legs }) => legs.map(({ userName }) => userName))).not.toContain('Jane');
  await caller.hangUp();
});

describe('an event of an unknown leg', () => {
  it.each([
    ['what was said', { type: 'talk', status: 'finished' }],
    ['a status that is none', { status: 'redirected' }],
    ['a status in capitals', { status: 'COMPLETED' }],
    ['a key press', { dtmf: { digits: '1' } }],
    ['an old key press', { dtmf: '1', timed_out: false }],
    ['speech', { speech: { results: [] } }],
    ['a payment', { type: 'payment', status: 'success' }],
    ['a transfer', { type: 'transfer', conversation_uuid_from: 'CON-x', conversation_uuid_to: 'CON-y' }],
    ['an error', { reason: 'Syntax error in NCCO.' }],
  ])('is kept and makes no call: %s', async (_, more) => {
    const one = { ...leg(), from: CALLER, to: number, timestamp: now(), ...more };
    expect((await tell(one)).status).toBe(200);
    expect(await withLeg(one.uuid)).toBeNull();
    const kept = await app.db.select().from(events).where(eq(events.legUuid, one.uuid));
    const anywhere =
      kept.length > 0
        ? kept
        : await app.db.select().from(events).where(eq(events.conversationUuid, one.conversation_uuid));
    expect(anywhere).toMatchObject([{ callId: null, appliedAt: expect.any(Date) }]);
  });

  it('is applied as soon as the leg is known', async () => {
    const one = { ...leg(), from: CALLER, to: number };
    const moved = {
      type: 'transfer',
      conversation_uuid_from: one.conversation_uuid,
      conversation_uuid_to: `CON-${randomUUID()}`,
    };
    await tell({ ...one, dtmf: { digits: '7' }, timestamp: now() });
    await tell({ ...moved, uuid: one.uuid, timestamp: now() });
    expect(await withLeg(one.uuid)).toBeNull();
    await tell({ ...one, status: 'started', direction: 'inbound', timestamp: now() });
    const call = (await withLeg(one.uuid))!;
    const rows = await app.db
      .select({ kind: events.kind })
      .from(events)
      .where(and(eq(events.legUuid, one.uuid), eq(events.callId, call.id)));
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['input', 'status', 'transfer']);
  });
});

describe('a caller who withholds the number, or writes a name in its place', () => {
  it.each([
    ['anonymous', null],
    ['unknown', null],
    ['Restricted', null],
    [' anonymous', null],
    ['Jane', 'Jane'],
    ['sip:Jane@example.com', 'sip:Jane@example.com'],
  ])('%j is nobody’s agent', async (from, shown) => {
    const one = leg();
    await vonage.post(path(application.answerUrl), {
      ...one,
      from,
      to: number,
      endpoint_type: from === 'Jane' ? 'sip' : 'phone',
    });
    for (const status of ['started', 'answered', 'completed']) {
      await tell({ ...one, from, to: number, status, direction: 'inbound', timestamp: now() });
    }
    const call = await waitFor(() => withLeg(one.uuid));
    expect(call).toMatchObject({ direction: 'INBOUND', from: shown, userName: null, legs: [{ userName: null }] });
    // She may read it as any agent may: nobody took it.
    for (const name of ['Jane', from]) {
      expect((await calls('jane', name)).some(({ id }) => id === call.id)).toBe(false);
      expect((await calls('a', name)).some(({ id }) => id === call.id)).toBe(false);
    }
  });

  it('is not taken for an agent because of the endpoint type', async () => {
    const one = leg();
    const reply = await vonage.post(path(application.answerUrl), {
      ...one,
      from: CALLER,
      to: number,
      endpoint_type: 'app',
    });
    expect(reply.json).toMatchObject([{ action: 'connect', endpoint: [{ type: 'app', user: 'Joe' }] }]);
  });
});

it('an agent’s call stays an agent’s call whatever its status events contain', async () => {
  const one = leg();
  await vonage.post(path(application.answerUrl), {
    ...one,
    to: '447700900777',
    from_user: 'Jane',
    endpoint_type: 'app',
  });
  await tell({ ...one, from: null, to: 'Jane', status: 'started', direction: 'inbound', timestamp: now() });
  expect(await waitFor(() => withLeg(one.uuid, 'jane'))).toMatchObject({
    ...{ direction: 'OUTBOUND', from: 'Jane', to: '447700900777', userName: 'Jane' },
  });
  const lost = leg();
  await tell({ ...lost, from: null, to: 'Jane', status: 'started', direction: 'inbound', timestamp: now() });
  expect(await withLeg(lost.uuid, 'jane')).toMatchObject({ direction: 'OUTBOUND', from: 'Jane', to: null });
});
