import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Control, type Handset, openHandset } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CALLS = /* GraphQL */ `
  query Calls($id: ID!, $live: Boolean, $first: Int, $after: String) {
    calls(applicationId: $id, live: $live, first: $first, after: $after) {
      nodes {
        id direction from to userName status live durationSeconds price endedBy reason preset presetVersion ncco
        legs { uuid direction from to userName status durationSeconds detail disconnectedBy reconciled }
        events { kind door status legUuid body }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

interface CallNode {
  id: string;
  status: string;
  live: boolean;
  userName: string | null;
  durationSeconds: number | null;
  legs: { uuid: string; userName: string | null; status: string; reconciled: boolean }[];
  events: { kind: string; door: string; status: string | null; body: Record<string, unknown> }[];
  [field: string]: unknown;
}
interface Page {
  calls: { nodes: CallNode[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

describe('calls through the API', () => {
  let app: TestApp;
  let application: SeededApplication;
  let number: string;
  let caller: Handset;
  let jane: Handset;

  const control: Control = (...asked) => app.control(...asked);
  const list = async (variables: object = {}, slot = 'a', server = 0) =>
    (await app.ask<Page>(CALLS, { id: application.id, ...variables }, { slot, server })).calls;
  const newest = async () => (await list({ first: 1 })).nodes[0]!;

  beforeAll(async () => {
    app = await createTestApp({ servers: 2 });
    const made = await (await app.connectAccount()).createApplication();
    application = made;
    number = (await made.rentNumber()).msisdn;
    await made.addUser('Jane');
    await made.addUser('Joe');
    await made.signInAgent('Jane', 'jane');
    await made.signInAgent('Joe', 'joe');
    caller = await openHandset(control, { number: '447700900001' });
    jane = await openHandset(control, { user: 'Jane', application_id: application.vonageId });
  });
  afterAll(() => app?.close());
  beforeEach(() => control('DELETE', '/faults'));

  let before: string | undefined;

  /** @returns when Jane rings and the call can be seen */
  async function callJane() {
    before = (await newest())?.id;
    await caller.dial(number);
    await jane.is('ringing');
    await waitFor(async () => (await newest()).id !== before);
  }

  it('shows a call from its first ring to its end: its parties, NCCO, legs, events and outcome', async () => {
    await callJane();
    await waitFor(async () => (await newest())?.status === 'RINGING');
    expect((await list({ live: true })).nodes).toMatchObject([{ live: true, durationSeconds: null }]);
    await jane.answer();
    await waitFor(async () => (await newest()).status === 'ANSWERED');
    await caller.hangUp();
    const call = await waitFor(async () => {
      const found = await newest();
      return found.live ? null : found;
    });
    expect(call).toMatchObject({
      direction: 'INBOUND',
      from: '447700900001',
      to: number,
      userName: 'Jane',
      status: 'COMPLETED',
      endedBy: 'caller',
      reason: null,
      preset: 'INBOUND',
      presetVersion: 0,
      ncco: [{ action: 'talk', text: 'Thank you for calling Jane' }, { action: 'connect' }],
      price: expect.stringMatching(/^\d+\.\d+$/),
      legs: [
        { direction: 'INBOUND', from: '447700900001', to: number, userName: null, status: 'completed' },
        { direction: 'OUTBOUND', userName: 'Jane', status: 'completed', reconciled: false },
      ],
    });
    await waitFor(async () => (await newest()).events.filter((event) => event.status === 'completed').length === 2);
    const { events } = await newest();
    expect(events.map((event) => event.kind)).toContain('answer');
    expect(events.filter((event) => event.kind === 'status').length).toBeGreaterThanOrEqual(7);
    expect((await list({ live: true })).nodes).toEqual([]);
  });

  it('shows that Jane did not answer, and that the caller hung up', async () => {
    await callJane();
    await jane.reject();
    await caller.hears('ended');
    expect(await ended()).toMatchObject({
      reason: expect.stringMatching(/^(unanswered|rejected|busy):Jane$/),
      durationSeconds: 0,
    });
    await callJane();
    await caller.hangUp();
    expect(await ended()).toMatchObject({ status: 'CANCELLED', reason: 'cancelled:Jane', endedBy: 'caller' });
  });

  it('shows an agent’s call as outbound', async () => {
    const customer = await openHandset(control, { number: '447700900009' });
    before = (await newest()).id;
    await jane.serverCall({ to: '447700900009' });
    await customer.is('ringing');
    await customer.answer();
    await jane.is('talking');
    await customer.hangUp();
    expect(await ended()).toMatchObject({
      direction: 'OUTBOUND',
      from: 'Jane',
      to: '447700900009',
      userName: 'Jane',
      preset: 'OUTBOUND',
      status: 'COMPLETED',
      endedBy: 'callee',
    });
    await customer.remove();
  });

  it('shows agents only their own calls, and missed ones', async () => {
    const { nodes } = await list();
    expect((await list({}, 'jane')).nodes.map((call) => call.id)).toEqual(nodes.map((call) => call.id));
    const missed = nodes.filter(({ status }) => status !== 'COMPLETED');
    expect(new Set(missed.map(({ direction }) => direction))).toEqual(new Set(['INBOUND']));
    expect((await list({}, 'joe')).nodes.map((call) => call.id)).toEqual(missed.map((call) => call.id));
    const answered = nodes.find(({ status }) => status === 'COMPLETED')!;
    const one = 'query One($id: ID!) { call(id: $id) { id events { id } } }';
    expect(await app.refused(one, { id: answered.id }, { slot: 'joe' })).toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
    expect(await app.ask(one, { id: answered.id }, { slot: 'jane' })).toMatchObject({ call: { id: answered.id } });
    const events =
      'query Events($id: ID!, $call: ID) { events(applicationId: $id, callId: $call) { nodes { id callId } } }';
    expect(await app.refused(events, { id: application.id }, { slot: 'joe' })).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
    const own = { id: application.id, call: answered.id };
    expect(await app.refused(events, own, { slot: 'joe' })).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(await app.ask(events, own, { slot: 'jane' })).toMatchObject({
      events: { nodes: expect.arrayContaining([{ id: expect.any(String), callId: own.call }]) },
    });
    expect(await app.refused(CALLS, { id: 'another' })).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });

  it('lists calls page by page', async () => {
    const all = (await list()).nodes.map((call) => call.id);
    const read: string[] = [];
    let after: string | null = null;
    do {
      const page: Page['calls'] = await list({ first: 1, after });
      read.push(...page.nodes.map((call) => call.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(read).toEqual(all);
    expect(await app.refused(CALLS, { id: application.id, first: 101 })).toMatchObject({
      extensions: { code: 'BAD_INPUT', field: 'first' },
    });
    expect(await app.refused(CALLS, { id: application.id, after: 'bm9uc2Vuc2U' })).toMatchObject({
      extensions: { code: 'BAD_INPUT', field: 'after' },
    });
  });

  it('sends calls and events to subscribers on another server, to agents only their own and missed ones', async () => {
    const variables = { id: application.id };
    const other = app.servers[1]!.url;
    const watch = (query: string, slot: string) =>
      subscribe<Record<string, CallNode>>(other, { query, variables, slot, cookie: app.cookie(slot)! });
    const changes =
      'subscription Changed($id: ID!) { callChanged(applicationId: $id) { id status userName legs { uuid } } }';
    const added = 'subscription Added($id: ID!) { eventAdded(applicationId: $id) { id kind status callId } }';
    const [all, hers, his, events, refused] = await Promise.all([
      watch(changes, 'a'),
      watch(changes, 'jane'),
      watch(changes, 'joe'),
      watch(added, 'a'),
      watch(added, 'jane'),
    ]);
    await waitFor(() => refused.refused.length > 0);
    // They have been heard of when a first call has been.
    await waitFor(async () => {
      await callJane();
      await caller.hangUp();
      await jane.is('idle');
      return all.received.length > 0 && hers.received.length > 0 && events.received.length > 0;
    });
    await callJane();
    await jane.answer();
    await caller.hangUp();
    const { id } = await ended();
    for (const watcher of [all, hers]) {
      const last = () => watcher.received.filter(({ callChanged }) => callChanged?.id === id).at(-1)?.callChanged;
      await waitFor(() => last()?.status === 'COMPLETED');
      expect(last()).toMatchObject({ userName: 'Jane', legs: [{}, {}] });
    }
    await waitFor(() =>
      events.received.some(({ eventAdded }) => eventAdded?.callId === id && eventAdded.status === 'completed'),
    );
    expect(his.received.map(({ callChanged }) => callChanged?.status)).not.toContain('RINGING');
    expect(his.received.filter(({ callChanged }) => callChanged?.id === id)).toEqual([]);
    for (const watcher of [all, hers, his, events, refused]) watcher.stop();
  });

  it('asks Vonage about a call whose last events were lost, so that no call stays live indefinitely', async () => {
    await callJane();
    await jane.answer();
    await waitFor(async () => (await newest()).status === 'ANSWERED');
    await control('POST', '/faults', { events: 'drop', status: 'completed', times: 10 });
    await caller.hangUp();
    await jane.is('idle');
    expect(await newest()).toMatchObject({ live: true, status: 'ANSWERED' });
    app.clock.advance(11 * 60_000);
    await app.services.jobs.runDue();
    // The other server may have been quicker to look, and be still at it.
    await waitFor(async () => !(await newest()).live);
    expect(await newest()).toMatchObject({
      live: false,
      status: 'COMPLETED',
      userName: 'Jane',
      legs: [
        { status: 'completed', reconciled: true },
        { status: 'completed', reconciled: true },
      ],
    });
    expect((await newest()).events.filter((event) => event.door === 'reconcile')).toHaveLength(2);
  });

  it('asks again later about a live call, and when Vonage is unavailable', async () => {
    await callJane();
    await jane.answer();
    await waitFor(async () => (await newest()).status === 'ANSWERED');
    app.clock.advance(11 * 60_000);
    await control('POST', '/faults', { path: '/v1/calls', status: 500, times: 100 });
    await app.services.jobs.runDue();
    expect(await newest()).toMatchObject({ live: true });
    await control('DELETE', '/faults');
    app.clock.advance(2 * 60_000);
    await app.services.jobs.runDue();
    expect(await newest()).toMatchObject({ live: true, status: 'ANSWERED' });
    await caller.hangUp();
    expect(await ended()).toMatchObject({ status: 'COMPLETED' });
  });

  it('ends a call that Vonage does not find only when its last event is older than any call', async () => {
    const lost = {
      uuid: 'leg-lost',
      conversation_uuid: 'CON-lost',
      from: '447700900001',
      to: number,
      direction: 'inbound',
      status: 'started',
      timestamp: new Date().toISOString(),
    };
    await app.services.calls.accept({
      applicationId: application.id,
      door: 'event',
      kind: 'status',
      raw: Buffer.from('lost'),
      body: lost,
    });
    await app.services.calls.apply(application.id);
    expect(await newest()).toMatchObject({ live: true, status: 'STARTED' });
    for (const minutes of [11, 23 * 60]) {
      app.clock.advance(minutes * 60_000);
      await app.services.jobs.runDue();
      expect(await newest()).toMatchObject({ live: true, status: 'STARTED' });
    }
    app.clock.advance(60 * 60_000);
    await app.services.jobs.runDue();
    await waitFor(async () => !(await newest()).live);
    expect(await newest()).toMatchObject({ live: false, legs: [{ uuid: 'leg-lost', reconciled: true }] });
  });

  async function ended(): Promise<CallNode> {
    await caller.is('idle');
    await jane.is('idle');
    return waitFor(async () => {
      const found = await newest();
      return found.live || found.id === before ? null : found;
    });
  }
});
