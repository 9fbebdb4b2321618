import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Handset, openPhones } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CALLER = '447700900001';
const OF_LEG = /* GraphQL */ `
  query ($leg: ID!) {
    callerOfLeg(legUuid: $leg) {
      number called keys
      contact { name }
      earlier { id direction userName durationSeconds outcome { kind } notes readable }
    }
  }
`;
const NAME = /* GraphQL */ `
  mutation ($id: ID!, $number: String!, $name: String!) {
    nameContact(applicationId: $id, number: $number, name: $name) { id number name }
  }
`;
const CALLS = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, first: 10) { nodes { id contactNumber contact { name } } }
  }
`;
const CALL = 'query ($id: ID!) { call(id: $id) { id } }';
const CALL_OF_LEG = 'query ($id: ID!) { calls(applicationId: $id, live: true) { nodes { id legs { uuid } } } }';
const NOTE = 'mutation ($leg: ID!, $text: String!) { writeCallNote(legUuid: $leg, text: $text) }';
const LIVE_IVR = 'mutation ($id: ID!) { setLivePreset(applicationId: $id, slot: FROM_OUTSIDE, kind: IVR) { id } }';
interface Seen {
  number: string | null;
  called: string | null;
  keys: string[];
  contact: { name: string } | null;
  earlier: {
    id: string;
    direction: string;
    userName: string | null;
    durationSeconds: number | null;
    outcome: { kind: string } | null;
    notes: string[];
    readable: boolean;
  }[];
}
interface Shown {
  id: string;
  contactNumber: string | null;
  contact: { name: string } | null;
}

let app: TestApp;
let demo: SeededApplication;
let number: string;
let caller: Handset;
let jane: Handset;
let joe: Handset;
const asJane = { slot: 'jane' };
const asJoe = { slot: 'joe' };

beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication();
  demo = made;
  number = (await made.rentNumber()).msisdn;
  await made.addJaneAndJoe();
  [caller, jane, joe] = await openPhones(app.control, made.vonageId);
});
afterAll(() => app?.close());
afterEach(async () => {
  for (const phone of [caller, jane, joe]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
  for (const phone of [caller, jane, joe]) await phone.is('idle');
  await waitFor(async () => (await liveCalls()).length === 0);
});

const liveCalls = async () =>
  (await app.ask<{ calls: { nodes: { id: string; legs: { uuid: string }[] }[] } }>(CALL_OF_LEG, { id: demo.id })).calls
    .nodes;
const shown = async (options: object) =>
  (await app.ask<{ calls: { nodes: Shown[] } }>(CALLS, { id: demo.id }, options)).calls.nodes;
const ofLeg = async (leg: string, options: object) =>
  (await app.ask<{ callerOfLeg: Seen }>(OF_LEG, { leg }, options)).callerOfLeg;
const name = (number: string, text: string, options: object = asJane) =>
  app.ask<{ nameContact: { id: string; number: string; name: string } | null }>(
    NAME,
    { id: demo.id, number, name: text },
    options,
  );

/** The caller is put through to Jane. @returns her leg, which rings */
async function ringJane(): Promise<string> {
  await caller.dial(number);
  return (await jane.is('ringing')).call!.leg;
}

describe('the caller, before the call is answered', () => {
  it('is shown with the name for the number, the number that they called, and earlier calls with notes of everyone', async () => {
    const first = await ringJane();
    expect(await ofLeg(first, asJane)).toMatchObject({ number: CALLER, called: number, contact: null, earlier: [] });
    await jane.answer();
    await name(`+${CALLER}`, 'Hanako Yamada');
    await app.ask(NOTE, { leg: first, text: 'Asked about invoice 4711' }, asJane);
    await caller.hangUp();
    await jane.is('idle');

    // Joe has called them back; Jane was not in that call.
    await joe.dial(CALLER);
    await caller.is('ringing');
    await caller.answer();
    const { leg } = (await joe.is('talking')).call!;
    await app.ask(NOTE, { leg, text: 'Sent it again' }, asJoe);
    await joe.hangUp();
    await caller.is('idle');
    await waitFor(async () => (await liveCalls()).length === 0);

    const again = await ringJane();
    const seen = await ofLeg(again, asJane);
    expect(seen.contact).toEqual({ name: 'Hanako Yamada' });
    expect(seen.earlier).toMatchObject([
      {
        direction: 'OUTBOUND',
        userName: 'Joe',
        outcome: { kind: 'ANSWERED' },
        notes: ['Sent it again'],
        readable: false,
      },
      { direction: 'INBOUND', userName: 'Jane', notes: ['Asked about invoice 4711'], readable: true },
    ]);
    const joes = seen.earlier[0]!.id;
    expect((await app.refused(CALL, { id: joes }, asJane)).extensions.code).toBe('NOT_FOUND');
    expect(await shown({ slot: 'a' })).toMatchObject([
      { contactNumber: CALLER, contact: { name: 'Hanako Yamada' } },
      { contactNumber: CALLER, contact: { name: 'Hanako Yamada' } },
      { contactNumber: CALLER, contact: { name: 'Hanako Yamada' } },
    ]);

    // The call is over: what others have written is no longer hers to read.
    await caller.hangUp();
    await jane.is('idle');
    await waitFor(async () => (await ofLeg(again, asJane)).earlier.length === 1);
    expect((await ofLeg(again, asJane)).earlier).toMatchObject([{ userName: 'Jane', readable: true }]);
    expect((await ofLeg(again, { slot: 'a' })).earlier).toHaveLength(2);
  });

  it('is not shown to the colleague whose leg it is not', async () => {
    const leg = await ringJane();
    expect((await app.refused(OF_LEG, { leg }, asJoe)).extensions.code).toBe('NOT_FOUND');
    expect((await ofLeg(leg, { slot: 'a' })).number).toBe(CALLER);
  });

  it('who withholds the number has none, and no history of others who do', async () => {
    await caller.dial(number, 'anonymous');
    const { leg } = (await jane.is('ringing')).call!;
    expect(await ofLeg(leg, asJane)).toMatchObject({ number: null, contact: null, called: number, earlier: [] });
  });

  it('is shown with the keys that they pressed', async () => {
    await app.ask(LIVE_IVR, { id: demo.id });
    await caller.dial(number);
    await caller.hears('said', { text: 'To talk to Jane, please press 1, or, to talk to Joe, press 2.' });
    await caller.keys('1');
    await jane.is('ringing');
    const { leg } = (await jane.now()).call!;
    await waitFor(async () => (await ofLeg(leg, asJane)).keys.includes('1'));
    await app.ask(LIVE_IVR.replace('IVR', 'INBOUND'), { id: demo.id });
  });
});

it('agents read missed calls of colleagues, and no others', async () => {
  const OUTCOME = 'query ($id: ID!) { call(id: $id) { outcome { kind } } }';
  const callOf = (leg: string) =>
    waitFor(async () => (await liveCalls()).find(({ legs }) => legs.some(({ uuid }) => uuid === leg))?.id);
  const missed = await callOf(await ringJane());
  expect((await app.refused(OUTCOME, { id: missed }, asJoe)).extensions.code).toBe('NOT_FOUND');
  await caller.hangUp();
  await waitFor(async () => (await liveCalls()).length === 0);
  expect(await app.ask(OUTCOME, { id: missed }, asJoe)).toEqual({ call: { outcome: { kind: 'ABANDONED' } } });
  expect((await shown(asJoe))[0]).toMatchObject({ id: missed });

  await jane.is('idle');
  const answered = await callOf(await ringJane());
  await jane.answer();
  await caller.hears('joined', { who: 'Jane' });
  await caller.hangUp();
  await waitFor(async () => (await liveCalls()).length === 0);
  expect((await app.refused(OUTCOME, { id: answered }, asJoe)).extensions.code).toBe('NOT_FOUND');
});

describe('a name for a number', () => {
  it('is kept for the account, changed, and taken away by an empty one', async () => {
    const given = (await name('+44 7700 900001', '  山田　花子 ')).nameContact!;
    expect(given).toMatchObject({ number: CALLER, name: '山田　花子' });
    const node = 'query ($id: ID!) { node(id: $id) { ... on Contact { name number } } }';
    expect(await app.ask(node, { id: given.id }, asJoe)).toEqual({ node: { name: '山田　花子', number: CALLER } });
    expect((await name(CALLER, 'Hanako', { slot: 'a' })).nameContact).toMatchObject({ id: given.id, name: 'Hanako' });
    expect((await name(CALLER, ' ')).nameContact).toBeNull();
    expect((await shown(asJane)).every(({ contact }) => contact === null)).toBe(true);
    const LOG = '{ auditLog(first: 2) { nodes { action targetName before after } } }';
    expect(await app.ask(LOG)).toEqual({
      auditLog: {
        nodes: [
          { action: 'contact.removed', targetName: CALLER, before: null, after: null },
          { action: 'contact.named', targetName: CALLER, before: null, after: null },
        ],
      },
    });
  });

  it('is given by agents to the callers of their own calls only', async () => {
    const { extensions } = await app.refused(NAME, { id: demo.id, number: '447700900777', name: 'X' }, asJane);
    expect(extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'ownCalls' });
    const other = (await name('447700900777', 'Ben', { slot: 'a' })).nameContact!;
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await app.ask(node, { id: other.id }, asJane)).toEqual({ node: null });
  });

  it('is refused where it would not be seen, or the number is none', async () => {
    const refused = async (number: string, text: string) =>
      (await app.refused(NAME, { id: demo.id, number, name: text })).extensions;
    expect(await refused('hello', 'X')).toMatchObject({ code: 'BAD_INPUT', rule: 'phoneNumber', field: 'number' });
    expect(await refused('0123', 'X')).toMatchObject({ code: 'BAD_INPUT', rule: 'phoneNumber' });
    expect(await refused(CALLER, '\u200b')).toMatchObject({ code: 'BAD_INPUT', rule: 'unseen', field: 'name' });
    expect(await refused(CALLER, 'x'.repeat(101))).toMatchObject({ code: 'BAD_INPUT', rule: 'tooLong' });
  });
});
