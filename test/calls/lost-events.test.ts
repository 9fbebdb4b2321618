import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHandset } from '../helpers/handset.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const LIVE = 'query ($id: ID!) { calls(applicationId: $id, live: true, first: 5) { nodes { id } } }';
const HOLD = 'mutation ($leg: ID!) { holdCall(legUuid: $leg) { state } }';
const CONSULT = /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!) { consultCall(legUuid: $leg, target: $target) { state } }
`;
const CANCEL = 'mutation ($leg: ID!) { endConsult(legUuid: $leg, how: CANCEL) { state } }';
const SECONDS = 1000;

describe('events that were sent while no server listened', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ crashes: true });
  });
  afterAll(() => app?.close());

  it('are asked about after the start: a contact whose agent left meanwhile is not left alone', async () => {
    const application = await (await app.connectAccount()).createApplication();
    const { msisdn } = await application.rentNumber();
    for (const name of ['Jane', 'Joe']) await application.addUser(name);
    await application.signInAgent('Jane', 'jane');
    const caller = await openHandset(app.control, { number: '447700900001' });
    const phoneOf = (user: string) => openHandset(app.control, { user, application_id: application.vonageId });
    const [jane, joe] = [await phoneOf('Jane'), await phoneOf('Joe')];
    for (const phone of [jane, joe]) await phone.set({ auto_answer_ms: 0 });
    const [asJane, id] = [{ slot: 'jane' }, { id: application.id }];
    const live = async () => (await app.ask<{ calls: { nodes: object[] } }>(LIVE, id)).calls.nodes.length;

    await caller.dial(msisdn);
    await waitFor(async () => (await jane.now()).state === 'talking');
    const { leg } = (await jane.now()).call!;
    const done = { state: 'DONE' };
    await waitFor(async () => (await app.graphql(HOLD, { leg }, asJane)).errors.length === 0);
    expect(await app.ask(CONSULT, { leg, target: { userName: 'Joe' } }, asJane)).toEqual({ consultCall: done });
    expect(await app.ask(CANCEL, { leg }, asJane)).toEqual({ endConsult: done });
    await waitFor(async () => (await joe.now()).state === 'idle');

    await app.control('POST', '/faults', { events: 'drop', application_id: application.vonageId, times: 100 });
    await jane.hangUp();
    await app.crash();
    await app.clearFaults();
    app.clock.advance(10 * SECONDS);
    await app.services.jobs.runDue();
    await waitFor(async () => (await caller.now()).state === 'idle');
    await waitFor(async () => (await live()) === 0);
  });
});
