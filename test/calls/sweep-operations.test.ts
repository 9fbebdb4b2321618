import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobs } from '../../server/jobs/jobs.table.js';
import { type Handset, openHandset } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const HOLD = 'mutation ($leg: ID!) { holdCall(legUuid: $leg) { state } }';
const RUNNING = 'query ($leg: ID!) { operation(legUuid: $leg) { kind } }';
const LIVE = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, live: true, first: 5) { nodes { heldSince legs { answeredAt } } }
  }
`;
interface Live {
  calls: { nodes: { heldSince: string | null; legs: { answeredAt: string | null }[] }[] };
}

let app: TestApp;
let application: SeededApplication;
let number: string;
let caller: Handset;
let jane: Handset;
const asJane = { slot: 'jane' };

beforeAll(async () => {
  app = await createTestApp({ crashes: true });
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  await made.addUser('Jane');
  await made.signInAgent('Jane', 'jane');
  caller = await openHandset(app.control, { number: '447700900001' });
  jane = await openHandset(app.control, { user: 'Jane', application_id: made.vonageId });
});
afterAll(() => app?.close());

const live = async () => (await app.ask<Live>(LIVE, { id: application.id })).calls.nodes;

it('an operation that a dead server left running without a job is finished by another server', async () => {
  await caller.dial(number);
  await jane.is('ringing');
  const leg = (await jane.answer()).call!.leg;
  await waitFor(async () => (await live())[0]?.legs.filter(({ answeredAt }) => answeredAt).length === 2);
  const customer = (await caller.now()).call!.leg;
  const hangs = { path: `/v1/calls/${customer}/stream`, method: 'PUT', application_id: application.vonageId };
  await app.fault({ ...hangs, cut: true, delay_ms: 5000 });
  const held = app.graphql(HOLD, { leg }, asJane).catch(() => {});
  await waitFor(async () => ((await app.control('GET', '/faults')) as { faults: object[] }).faults.length === 0);
  await app.crash();
  await held;
  await app.db.delete(jobs).where(eq(jobs.kind, 'operation'));

  const running = () => app.ask<{ operation: { kind: string } | null }>(RUNNING, { leg }, asJane);
  await app.services.jobs.runDue();
  expect((await running()).operation).toEqual({ kind: 'HOLD' });
  app.clock.advance(60_000);
  await app.services.jobs.runDue();
  await waitFor(async () => {
    await app.services.jobs.runDue();
    return (await running()).operation === null;
  });
  expect((await live())[0]!.heldSince).not.toBeNull();
  await caller.hears('playing');
});
