import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Handset, openHandset, openPhones } from '../helpers/handset.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const FIELDS = /* GraphQL */ `
  id live userName agents waitSeconds hasNotes transferredBy
  outcome { kind reason userName detail }
  operation { kind who }
`;
const NEWEST = `query ($id: ID!) { calls(applicationId: $id, first: 1) { nodes { ${FIELDS} } } }`;
const CALL = `query ($id: ID!) { call(id: $id) { ${FIELDS} notes { userName text } } }`;
const FOUND = /* GraphQL */ `
  query ($id: ID!, $outcomes: [OutcomeKind!], $number: String) {
    calls(applicationId: $id, outcomes: $outcomes, number: $number, first: 100) { nodes { id outcome { kind } } }
    callTotals(applicationId: $id, outcomes: $outcomes, number: $number) { calls missed abandoned more }
  }
`;
const TRANSFER = /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!, $anyway: Boolean = false) {
    transferCall(legUuid: $leg, target: $target, anyway: $anyway) { state }
  }
`;
const CONSULT = /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!, $anyway: Boolean = false) {
    consultCall(legUuid: $leg, target: $target, anyway: $anyway) { kind state }
  }
`;
const NOTE = 'mutation ($leg: ID!, $text: String!) { writeCallNote(legUuid: $leg, text: $text) }';
const LINE = /* GraphQL */ `
  mutation ($id: ID!, $userName: String!, $tab: String!, $ready: Boolean!) {
    reportLine(applicationId: $id, userName: $userName, tab: $tab, ready: $ready)
  }
`;
const NAME = /* GraphQL */ `
  mutation ($id: ID!, $number: String!, $name: String!) {
    nameContact(applicationId: $id, number: $number, name: $name) { name }
  }
`;
const MEMBER = /* GraphQL */ `
  mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }
`;
const APOLOGY = 'Sorry, we have lost the person you were talking to. Please call again.';
const CUSTOMER = '447700900001';

interface CallNode {
  id: string;
  live: boolean;
  userName: string | null;
  agents: string[];
  waitSeconds: number | null;
  hasNotes: boolean;
  transferredBy: string | null;
  outcome: { kind: string; reason: string | null; userName: string | null; detail: string | null } | null;
  operation: { kind: string; who: string | null } | null;
}

let app: TestApp;
let applicationId: string;
let vonageId: string;
let number: string;
let caller: Handset;
let jane: Handset;
let joe: Handset;
const asJane = { slot: 'jane' };

beforeAll(async () => {
  app = await createTestApp();
  const application = await (await app.connectAccount()).createApplication();
  ({ id: applicationId, vonageId } = application);
  number = (await application.rentNumber()).msisdn;
  await application.addJaneAndJoe();
  // Ann works here, and has not signed in.
  await application.addUser('Ann');
  await app.ask(MEMBER, { input: { name: 'ann', displayName: 'Ann', role: 'AGENT', applicationId, userName: 'Ann' } });
  [caller, jane, joe] = await openPhones(app.control, vonageId);
});
afterAll(() => app?.close());
afterEach(async () => {
  for (const phone of [caller, jane, joe]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
  for (const phone of [caller, jane, joe]) await phone.is('idle');
});

/** The clocks of server and simulator stay together. */
async function timePasses(ms: number): Promise<void> {
  app.clock.advance(ms);
  await app.control('POST', '/clock', { advance_ms: ms });
  await app.services.jobs.runDue();
}

const newest = async () =>
  (await app.ask<{ calls: { nodes: CallNode[] } }>(NEWEST, { id: applicationId })).calls.nodes[0];
const read = async (id: string, slot = 'a') =>
  (await app.ask<{ call: CallNode & { notes: object[] } }>(CALL, { id }, { slot })).call;

/** @returns the call that began with `begin`, once it is known */
async function callOf(begin: () => Promise<unknown>): Promise<CallNode> {
  const before = await newest();
  await begin();
  return waitFor(async () => {
    const call = await newest();
    return call && call.id !== before?.id ? call : null;
  });
}

/** The call once it is over. */
const over = ({ id }: { id: string }) =>
  waitFor(async () => {
    const call = await read(id);
    return call.live ? null : call;
  });

/** @returns the call and Jane's leg, when she talks with the caller */
async function talkToJane() {
  const call = await callOf(async () => {
    await caller.dial(number);
    await jane.is('ringing');
  });
  const leg = (await jane.answer()).call!.leg;
  await caller.hears('joined', { who: 'Jane' });
  await waitFor(async () => (await read(call.id)).agents.length === 1);
  return { call, leg };
}

const transfer = (leg: string, target: object, anyway = false) => app.ask(TRANSFER, { leg, target, anyway }, asJane);

describe('an inbound call', () => {
  it('is answered: no outcome while it is live, then who talked and how long the caller waited', async () => {
    const { call } = await talkToJane();
    expect(await read(call.id)).toMatchObject({ outcome: null, agents: ['Jane'], waitSeconds: expect.any(Number) });
    await caller.hangUp();
    expect(await over(call)).toMatchObject({ outcome: { kind: 'ANSWERED', reason: null }, agents: ['Jane'] });
  });

  it('is declined by the agent, and says by whom', async () => {
    const call = await callOf(() => caller.dial(number));
    await jane.is('ringing');
    await jane.reject();
    expect(await over(call)).toMatchObject({ outcome: { kind: 'DECLINED', userName: 'Jane' }, agents: [] });
  });

  it('is abandoned where the caller hangs up first, and missed where no one answers', async () => {
    const call = await callOf(() => caller.dial(number));
    await jane.is('ringing');
    await caller.hangUp();
    expect((await over(call)).outcome).toMatchObject({ kind: 'ABANDONED', reason: null });

    const missed = await callOf(() => caller.dial(number));
    await jane.is('ringing');
    await timePasses(60_000);
    const { outcome, waitSeconds } = await over(missed);
    expect(outcome).toMatchObject({ kind: 'MISSED', reason: 'NOBODY_ANSWERED' });
    expect(waitSeconds).toBeGreaterThanOrEqual(59);
  });
});

describe('an outbound call', () => {
  it.each([
    [
      'to a country that is not allowed is blocked, and says by which rule',
      '81312345678',
      'BLOCKED',
      'COUNTRY_NOT_ALLOWED',
      'JP',
    ],
    [
      'to a number that no network has cannot be reached',
      '447700900999',
      'UNREACHABLE',
      'NUMBER_NOT_FOUND',
      '447700900999',
    ],
  ])('%s', async (_, to, kind, reason, detail) => {
    const call = await callOf(() => jane.dial(to));
    expect((await over(call)).outcome).toEqual({ kind, reason, userName: null, detail });
  });

  it('is declined by the person called, or canceled by the agent', async () => {
    const declined = await callOf(() => jane.dial(CUSTOMER));
    await caller.is('ringing');
    await caller.reject();
    expect((await over(declined)).outcome).toMatchObject({ kind: 'DECLINED', detail: CUSTOMER });

    const canceled = await callOf(() => jane.dial(CUSTOMER));
    await caller.is('ringing');
    await jane.hangUp();
    expect((await over(canceled)).outcome).toMatchObject({ kind: 'CANCELED' });
  });
});

describe('a blind transfer', () => {
  it('shows the colleague who sent the call and why, before they answer', async () => {
    const { call, leg } = await talkToJane();
    await app.ask(NOTE, { leg, text: 'Asks about invoice 4711' }, asJane);
    await transfer(leg, { userName: 'Joe' });
    await joe.is('ringing');
    const seen = await waitFor(() => read(call.id, 'joe').catch(() => null));
    expect(seen).toMatchObject({
      transferredBy: 'Jane',
      hasNotes: true,
      notes: [{ userName: 'Jane', text: 'Asks about invoice 4711' }],
    });
    await joe.answer();
    await caller.hears('joined', { who: 'Joe' });
    await joe.hangUp();
    expect(await over(call)).toMatchObject({
      outcome: { kind: 'TRANSFERRED', userName: 'Joe' },
      agents: ['Jane', 'Joe'],
      transferredBy: 'Jane',
    });
  });

  it('rings the colleague after the caller has heard that they are connected', async () => {
    await app.control('PATCH', '/account', { speech_rate: 100 });
    const { call, leg } = await talkToJane();
    await transfer(leg, { userName: 'Joe' });
    await jane.is('idle');
    await joe.is('ringing');
    await app.control('PATCH', '/account', { speech_rate: 100_000 });
    await app.services.jobs.runDue();
    await joe.answer();
    await caller.hears('joined', { who: 'Joe' });
    await caller.hangUp();
    expect((await over(call)).outcome).toMatchObject({ kind: 'TRANSFERRED', userName: 'Joe' });
  });

  it('comes back to the agent when the colleague declines: music, then both talk again', async () => {
    const { call, leg } = await talkToJane();
    await transfer(leg, { userName: 'Joe' });
    await joe.is('ringing');
    await joe.reject();
    await jane.is('ringing');
    await caller.hears('playing', { url: `${app.url}/hold.wav` });
    expect((await read(call.id)).operation).toMatchObject({ kind: 'COME_BACK', who: 'Jane' });
    await jane.answer();
    await waitFor(async () => {
      await jane.say('Here I am again');
      return (await caller.transcript()).some(({ text }) => text === 'Here I am again');
    });
    await caller.hangUp();
    expect(await over(call)).toMatchObject({ outcome: { kind: 'ANSWERED' }, agents: ['Jane'] });
  });

  it('is lost only when no one could take the caller, who hears a sentence', async () => {
    const { call, leg } = await talkToJane();
    await transfer(leg, { userName: 'Joe' });
    await joe.is('ringing');
    await timePasses(20_000);
    await jane.is('ringing');
    await jane.reject();
    await caller.hears('said', { text: APOLOGY });
    expect((await over(call)).outcome).toEqual({
      kind: 'LOST_IN_TRANSFER',
      reason: 'NOBODY_ANSWERED',
      userName: 'Joe',
      detail: null,
    });
  });

  it('to a colleague who is not signed in is refused; sent anyway, it comes back within half a minute', async () => {
    const { call, leg } = await talkToJane();
    const refused = await app.refused(TRANSFER, { leg, target: { userName: 'Ann' } }, asJane);
    expect(refused.extensions).toMatchObject({ code: 'CONFLICT', rule: 'notSignedIn', params: { who: 'Ann' } });
    expect((await jane.now()).state).toBe('talking');

    await transfer(leg, { userName: 'Ann' }, true);
    await jane.is('idle');
    await waitFor(async () => {
      await timePasses(5000);
      return (await jane.now()).state === 'ringing';
    });
    await jane.answer();
    await caller.hangUp();
    expect((await over(call)).outcome?.kind).toBe('ANSWERED');
  });
});

describe('a consultation', () => {
  it('with a colleague who is not signed in is refused before the caller hears music, unless the agent insists', async () => {
    const { call, leg } = await talkToJane();
    const target = { userName: 'Ann' };
    const refused = await app.refused(CONSULT, { leg, target }, asJane);
    expect(refused.extensions).toMatchObject({ code: 'CONFLICT', rule: 'notSignedIn', params: { who: 'Ann' } });
    expect((await caller.transcript()).filter(({ type }) => type === 'playing')).toEqual([]);

    const done = { kind: 'CONSULT', state: 'DONE' };
    expect(await app.ask(CONSULT, { leg, target, anyway: true }, asJane)).toEqual({ consultCall: done });
    await caller.hears('playing', { url: `${app.url}/hold.wav` });
    await caller.hangUp();
    await jane.hangUp();
    expect((await over(call)).outcome?.kind).toBe('ANSWERED');
  });
});

describe('a colleague who has closed the console', () => {
  it('is not sent a call, although they are still signed in to the web app', async () => {
    const line = (ready: boolean) =>
      app.ask(LINE, { id: applicationId, userName: 'Joe', tab: 'one', ready }, { slot: 'joe' });
    await line(true);
    const { call, leg } = await talkToJane();
    await line(false);
    const refused = await app.refused(TRANSFER, { leg, target: { userName: 'Joe' } }, asJane);
    expect(refused.extensions.rule).toBe('notSignedIn');
    await line(true);
    await transfer(leg, { userName: 'Joe' });
    await joe.is('ringing');
    await joe.answer();
    await caller.hangUp();
    expect((await over(call)).outcome).toMatchObject({ kind: 'TRANSFERRED', userName: 'Joe' });
  });
});

describe('the list', () => {
  const found = (variables: object) =>
    app.ask<{
      calls: { nodes: { id: string; outcome: { kind: string } }[] };
      callTotals: { calls: number; missed: number; abandoned: number; more: boolean };
    }>(FOUND, { id: applicationId, ...variables });

  it('is filtered by outcomes, newest first, with totals of the same calls', async () => {
    const all = await found({});
    const kinds = ['MISSED', 'ABANDONED', 'DECLINED'];
    const wanted = all.calls.nodes.filter(({ outcome }) => kinds.includes(outcome.kind));
    const some = await found({ outcomes: kinds });
    expect(some.calls.nodes).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(2);
    expect(some.callTotals).toEqual({ calls: wanted.length, missed: 1, abandoned: 1, more: false });
    expect(all.callTotals.calls).toBe(all.calls.nodes.length);
  });

  it('is found by a part of the name of a contact', async () => {
    await app.ask(NAME, { id: applicationId, number: CUSTOMER, name: 'Hanako Yamada' });
    const hers = await found({ number: 'yamada' });
    const all = await found({ number: CUSTOMER });
    expect(hers.calls.nodes.length).toBeGreaterThan(0);
    expect(hers.calls.nodes).toEqual(all.calls.nodes);
  });

  it('is found by a part of the name of an agent', async () => {
    const joes = await found({ number: 'jo' });
    expect(joes.calls.nodes.length).toBeGreaterThan(0);
    expect(joes.calls.nodes.length).toBeLessThan((await found({})).calls.nodes.length);
    expect((await found({ number: 'nobody' })).callTotals.calls).toBe(0);
  });

  it('says of calls from before outcomes were kept how they ended, as of all others', async () => {
    const sql = app.db.$client;
    const kept = () =>
      sql`select id, outcome, outcome_reason, outcome_user, outcome_detail, wait, agents from calls order by id`;
    const before = [...(await kept())];
    await sql`update calls set outcome = null, outcome_reason = null, outcome_user = null, outcome_detail = null,
      wait = null, agents = null`;
    await timePasses(61_000);
    expect([...(await kept())]).toEqual(before);
    expect(before.every(({ outcome }) => outcome)).toBe(true);
  });
});

describe('a caller while no agent is signed in', () => {
  it('is missed for this reason, and not because no one answered', async () => {
    await app.ask('mutation { signOut }', {}, asJane);
    await jane.remove();
    const call = await callOf(() => caller.dial(number));
    await waitFor(async () => (await read(call.id)).userName === 'Jane');
    await timePasses(60_000);
    expect((await over(call)).outcome).toMatchObject({ kind: 'MISSED', reason: 'NOBODY_SIGNED_IN' });
    jane = await openHandset(app.control, { user: 'Jane', application_id: vonageId });
  });
});
