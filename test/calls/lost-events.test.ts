import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Handset, openHandset } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const LIVE = 'query ($id: ID!) { calls(applicationId: $id, live: true, first: 5) { nodes { id } } }';
const CONSULTED = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, live: true, first: 5) { nodes { consult { status } legs { uuid userName endedAt } } }
  }
`;
const HOLD = 'mutation ($leg: ID!) { holdCall(legUuid: $leg) { state } }';
const CONSULT = /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!) { consultCall(legUuid: $leg, target: $target) { state } }
`;
const CANCEL = 'mutation ($leg: ID!) { endConsult(legUuid: $leg, how: CANCEL) { state } }';
const TRANSFER = /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!) { transferCall(legUuid: $leg, target: $target) { state } }
`;
const RUNNING = 'query ($leg: ID!) { operation(legUuid: $leg) { kind } }';
const SECONDS = 1000;

describe('events that were sent while no server listened are asked about after the start', () => {
  let app: TestApp;
  let application: SeededApplication;
  let number: string;
  let caller: Handset;
  let jane: Handset;
  let joe: Handset;
  const asJane = { slot: 'jane' };
  beforeAll(async () => {
    app = await createTestApp({ crashes: true });
    const made = await (await app.connectAccount()).createApplication();
    application = made;
    number = (await made.rentNumber()).msisdn;
    for (const name of ['Jane', 'Joe']) await made.addUser(name);
    await made.signInAgent('Jane', 'jane');
    caller = await openHandset(app.control, { number: '447700900001' });
    const phoneOf = (user: string) => openHandset(app.control, { user, application_id: application.vonageId });
    [jane, joe] = [await phoneOf('Jane'), await phoneOf('Joe')];
    for (const phone of [jane, joe]) await phone.set({ auto_answer_ms: 0 });
  });
  afterAll(() => app?.close());

  const live = async () =>
    (await app.ask<{ calls: { nodes: object[] } }>(LIVE, { id: application.id })).calls.nodes.length;
  const runDue = () => app.services.jobs.runDue();

  /** The caller talks with Jane. @returns her leg */
  async function talk(): Promise<string> {
    await caller.dial(number);
    await waitFor(async () => (await jane.now()).state === 'talking');
    return (await jane.now()).call!.leg;
  }
  const done = { state: 'DONE' };

  async function loseEvents(): Promise<void> {
    await app.control('POST', '/faults', { events: 'drop', application_id: application.vonageId, times: 100 });
  }

  /** The server dies, and Vonage is asked about the calls after its start. */
  async function startAgain(): Promise<void> {
    await app.crash();
    await app.clearFaults();
    app.clock.advance(10 * SECONDS);
    await runDue();
  }

  /** Joe is called, the server dies before it hears of it, and finishes the operation after its start. */
  async function crashDuring(mutation: string, leg: string): Promise<void> {
    const asked = app.graphql(mutation, { leg, target: { userName: 'Joe' } }, asJane).catch(() => {});
    await waitFor(async () => (await joe.now()).state === 'talking');
    await startAgain();
    await asked;
    await waitFor(async () => {
      await runDue();
      return (await app.ask<{ operation: unknown }>(RUNNING, { leg }, asJane)).operation === null;
    });
  }

  async function allIsOver(): Promise<void> {
    await waitFor(async () => (await joe.now()).state === 'idle');
    await waitFor(async () => (await live()) === 0);
  }

  it('a contact whose agent left meanwhile is not left alone', async () => {
    const leg = await talk();
    await waitFor(async () => (await app.graphql(HOLD, { leg }, asJane)).errors.length === 0);
    expect(await app.ask(CONSULT, { leg, target: { userName: 'Joe' } }, asJane)).toEqual({ consultCall: done });
    expect(await app.ask(CANCEL, { leg }, asJane)).toEqual({ endConsult: done });
    await waitFor(async () => (await joe.now()).state === 'idle');

    await loseEvents();
    await jane.hangUp();
    await startAgain();
    await waitFor(async () => (await caller.now()).state === 'idle');
    await waitFor(async () => (await live()) === 0);
  });

  it('a transfer whose reply and events were lost is finished: the target is known from asking, and not left alone', async () => {
    const leg = await talk();
    const customer = (await caller.now()).call!.leg;
    await loseEvents();
    const transfer = { path: `/v1/calls/${customer}`, method: 'PUT', application_id: application.vonageId };
    await app.fault({ ...transfer, after: true, cut: true, delay_ms: 5 * SECONDS });
    await crashDuring(TRANSFER, leg);
    expect([(await caller.now()).state, (await joe.now()).state]).toEqual(['talking', 'talking']);
    await waitFor(async () => (await jane.now()).state === 'idle');
    await caller.hangUp();
    await allIsOver();
  });

  it('a person called for a consultation is known although no event tells of them', async () => {
    const leg = await talk();
    await loseEvents();
    const ring = { path: '/v1/calls', method: 'POST', application_id: application.vonageId };
    await app.fault({ ...ring, after: true, cut: true, delay_ms: 5 * SECONDS });
    await crashDuring(CONSULT, leg);
    type Told = { calls: { nodes: { consult: { status: string } | null; legs: { userName: string | null }[] }[] } };
    await waitFor(async () => {
      const [call] = (await app.ask<Told>(CONSULTED, { id: application.id })).calls.nodes;
      return call?.consult?.status === 'TALKING' && call.legs.some(({ userName }) => userName === 'Joe');
    });
    await caller.hangUp();
    await jane.hangUp();
    await allIsOver();
  });

  it('an agent whom the move of the contact has disconnected is called again, although the server died before its reply', async () => {
    await app.control('PATCH', '/manners', { moved_pair: 'ends' });
    const leg = await talk();
    const customer = (await caller.now()).call!.leg;
    const move = { path: `/v1/calls/${customer}`, method: 'PUT', application_id: application.vonageId };
    await app.fault({ ...move, after: true, cut: true, delay_ms: 5 * SECONDS });
    const asked = app.graphql(CONSULT, { leg, target: { userName: 'Joe' } }, asJane).catch(() => {});
    type Told = {
      calls: { nodes: { consult: { status: string } | null; legs: { uuid: string; endedAt: string }[] }[] };
    };
    const told = async () => (await app.ask<Told>(CONSULTED, { id: application.id })).calls.nodes[0];
    await waitFor(async () => (await told())?.legs.find(({ uuid }) => uuid === leg)?.endedAt);
    await startAgain();
    await asked;
    await waitFor(async () => {
      await runDue();
      return (await told())?.consult?.status === 'TALKING';
    });
    await caller.hangUp();
    await jane.hangUp();
    await allIsOver();
    await app.control('DELETE', '/manners');
  });
});
