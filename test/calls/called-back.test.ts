import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Handset, openPhones } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const FIELDS = 'id live outcome { kind } calledBack { at userName outcome { kind } }';
const NEWEST = `query ($id: ID!) { calls(applicationId: $id, first: 1) { nodes { ${FIELDS} } } }`;
const CHANGED = `subscription ($id: ID!) { callChanged(applicationId: $id) { ${FIELDS} } }`;
const CALL = `query ($id: ID!) { call(id: $id) { ${FIELDS} } }`;
const CUSTOMER = '447700900001';

interface CallNode {
  id: string;
  live: boolean;
  outcome: { kind: string } | null;
  calledBack: { at: string; userName: string | null; outcome: { kind: string } | null } | null;
}

let app: TestApp;
let application: SeededApplication;
let number: string;
let caller: Handset;
let jane: Handset;
/** What Joe is sent as it happens. */
let joe: Awaited<ReturnType<typeof subscribe<{ callChanged: CallNode }>>>;
const asJoe = { slot: 'joe' };

beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  await made.addJaneAndJoe();
  [caller, jane] = await openPhones(app.control, application.vonageId);
});
afterAll(() => app?.close());
beforeEach(async () => {
  const variables = { id: application.id };
  joe = await subscribe(app.servers[0]!.url, { query: CHANGED, variables, cookie: app.cookie('joe')!, ...asJoe });
  // The server listens once it has told of a missed call.
  await waitFor(async () => {
    await missed(() => caller.hangUp());
    return joe.received.length > 0;
  });
});
afterEach(async () => {
  joe.stop();
  for (const phone of [caller, jane]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
  for (const phone of [caller, jane]) await phone.is('idle');
  await over();
});

const newest = async () =>
  (await app.ask<{ calls: { nodes: CallNode[] } }>(NEWEST, { id: application.id })).calls.nodes[0];
const over = () =>
  waitFor(async () => {
    const call = await newest();
    return call?.live ? null : call;
  });
const refused = async (id: string) => (await app.refused(CALL, { id }, asJoe)).extensions.code;

/** The customer calls, Jane is rung, and it ends in a way. @returns the id of the call once it is over */
async function missed(end: () => Promise<unknown>, from?: string): Promise<string> {
  const before = await newest();
  await caller.dial(number, from);
  await jane.is('ringing');
  await waitFor(async () => (await newest())?.id !== before?.id);
  await end();
  for (const phone of [caller, jane]) await phone.is('idle');
  return (await over())!.id;
}

/** What Joe was last sent of a call, once it is as expected. */
const joeSees = (id: string, expected: Partial<CallNode>) =>
  waitFor(() => {
    const last = joe.received.findLast(({ callChanged }) => callChanged.id === id)?.callChanged;
    expect(last).toMatchObject(expected);
    return true;
  });

it('a caller whom Jane missed or declined is shown to Joe at once, although he was not rung', async () => {
  const abandoned = await missed(() => caller.hangUp());
  await joeSees(abandoned, { outcome: { kind: 'ABANDONED' }, calledBack: null });
  const declined = await missed(() => jane.reject());
  await joeSees(declined, { outcome: { kind: 'DECLINED' }, calledBack: null });
  expect(await app.ask(CALL, { id: declined }, asJoe)).toMatchObject({ call: { id: declined } });
});

it('Joe sees that Jane is calling back a missed caller, and how it ended; her call is not his to read', async () => {
  const id = await missed(() => caller.hangUp());
  await joeSees(id, { calledBack: null });
  await jane.dial(CUSTOMER);
  await caller.is('ringing');
  await joeSees(id, { calledBack: { at: expect.any(String), userName: 'Jane', outcome: null } });
  await caller.answer();
  await jane.is('talking');
  await caller.hangUp();
  await joeSees(id, { calledBack: { at: expect.any(String), userName: 'Jane', outcome: { kind: 'ANSWERED' } } });
  expect(await refused((await over())!.id)).toBe('NOT_FOUND');
});

it('who was called and given up on at once still waits; who did not answer has been called', async () => {
  const id = await missed(() => caller.hangUp());
  await jane.dial(CUSTOMER);
  await caller.is('ringing');
  await joeSees(id, { calledBack: { at: expect.any(String), userName: 'Jane', outcome: null } });
  await jane.hangUp();
  await joeSees(id, { calledBack: null });

  await jane.dial(CUSTOMER);
  await caller.is('ringing');
  await caller.reject();
  await joeSees(id, { calledBack: { at: expect.any(String), userName: 'Jane', outcome: { kind: 'DECLINED' } } });
});

it('who calls again and is answered no longer waits, and a talk counts more than an attempt', async () => {
  const id = await missed(() => caller.hangUp());
  await jane.dial(CUSTOMER);
  await caller.is('ringing');
  await caller.reject();
  await joeSees(id, { calledBack: { at: expect.any(String), userName: 'Jane', outcome: { kind: 'DECLINED' } } });
  await jane.is('idle');
  await caller.dial(number);
  await jane.is('ringing');
  await jane.answer();
  await caller.hears('joined', { who: 'Jane' });
  await joeSees(id, { calledBack: { at: expect.any(String), userName: 'Jane', outcome: null } });
  await caller.hangUp();
  await joeSees(id, { calledBack: { at: expect.any(String), userName: 'Jane', outcome: { kind: 'ANSWERED' } } });
});

it('a call from before, and one with a withheld number, call nobody back', async () => {
  const withheld = await missed(() => caller.hangUp(), 'anonymous');
  const id = await missed(() => caller.hangUp());
  await jane.dial(CUSTOMER);
  await caller.is('ringing');
  await joeSees(id, { calledBack: { at: expect.any(String), userName: 'Jane', outcome: null } });
  await caller.answer();
  await caller.hangUp();
  const { call } = await app.ask<{ call: CallNode }>(CALL, { id: withheld }, asJoe);
  expect(call.calledBack).toBeNull();
  await jane.is('idle');
  const next = await missed(() => caller.hangUp());
  await joeSees(next, { calledBack: null });
});
