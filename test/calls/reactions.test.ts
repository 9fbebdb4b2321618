import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { NO_LEG, viewLeg } from '../../server/calls/fold/leg-state.js';
import { createReactions, type Reaction } from '../../server/calls/fold/reactions.js';
import type { DbOrTx } from '../../server/db/connect.js';
import { uuidv7 } from '../../server/ids.js';
import { type Handset, openHandset } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CONSULT = /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!) { consultCall(legUuid: $leg, target: $target) { state } }
`;
const LIVE = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, live: true, first: 5) { nodes { legs { uuid userName answeredAt endedAt } } }
  }
`;
interface Leg {
  uuid: string;
  userName: string | null;
  answeredAt: string | null;
  endedAt: string | null;
}

let app: TestApp;
let application: SeededApplication;
let number: string;
let caller: Handset;
let jane: Handset;
let joe: Handset;
const asJane = { slot: 'jane' };
const joes = { userName: 'Joe' };

beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  for (const name of ['Jane', 'Joe']) {
    await made.addUser(name);
    await made.signInAgent(name, name.toLowerCase());
  }
  caller = await openHandset(app.control, { number: '447700900001' });
  jane = await openHandset(app.control, { user: 'Jane', application_id: made.vonageId });
  joe = await openHandset(app.control, { user: 'Joe', application_id: made.vonageId });
});
afterAll(() => app?.close());
afterEach(async () => {
  await repair();
  for (const phone of [caller, jane, joe]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
  for (const phone of [caller, jane, joe]) await phone.is('idle');
});

/** The database refuses such operations, so that the reaction that writes them throws. */
async function refuseInsert(when: string): Promise<void> {
  await app.db.execute(
    sql.raw(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'Refused.'; end $$`),
  );
  await app.db.execute(
    sql.raw(`create trigger refused before insert on operations for each row when (${when}) execute function refuse()`),
  );
}
const repair = () => app.db.execute(sql`drop function if exists refuse cascade`);

const legs = async () =>
  (await app.ask<{ calls: { nodes: { legs: Leg[] }[] } }>(LIVE, { id: application.id })).calls.nodes.flatMap(
    (call) => call.legs,
  );
const isOver = (uuid: string) =>
  waitFor(async () => (await legs()).every((leg) => leg.uuid !== uuid || leg.endedAt !== null));
const waiting = async () =>
  (
    await app.db.execute<{ name: string }>(sql`select payload ->> 'name' as name from jobs where kind = 'reaction'`)
  ).map(({ name }) => name);

/** @returns Jane's leg, who talks with the caller */
async function talk(): Promise<string> {
  await caller.dial(number);
  await jane.is('ringing');
  const { leg } = (await jane.answer()).call!;
  await waitFor(async () => (await legs()).filter(({ answeredAt }) => answeredAt).length === 2);
  return leg;
}

it('a reaction that throws loses no event and is tried again until it succeeds', async () => {
  const leg = await talk();
  await app.ask(CONSULT, { leg, target: joes }, asJane);
  await joe.is('ringing');
  await refuseInsert(`new.kind = 'settle'`);
  await jane.hangUp();
  await isOver(leg);
  expect(await waiting()).toEqual(['settle']);
  expect((await caller.now()).state).toBe('talking');
  await repair();
  await waitFor(async () => {
    app.clock.advance(1000);
    await app.services.jobs.runDue();
    return (await waiting()).length === 0;
  });
  await joe.is('idle');
  await caller.hears('said', { text: 'Sorry, we have lost the person you were talking to. Please call again.' });
  await caller.is('idle');
});

it('a reaction that throws is rolled back alone: the others of the same events have their effect', async () => {
  await app.db.execute(sql`create table marks (name text)`);
  const mark = (tx: DbOrTx, name: string) => tx.execute(sql`insert into marks values (${name})`);
  let isBroken = true;
  const reaction = (name: string, fails: () => boolean): Reaction => ({
    name,
    concerns: () => true,
    async react(tx) {
      await mark(tx, name);
      if (fails()) throw new Error('It is broken.');
    },
  });
  const reactions = [
    reaction('before', () => false),
    reaction('broken', () => isBroken),
    reaction('after', () => false),
  ];
  const { jobs } = app.services;
  const { realtime } = app.servers[0]!;
  const log = pino({ level: 'silent' });
  const react = createReactions({ db: app.db, jobs, realtime, clock: app.clock, log, reactions });
  const marks = async () =>
    (await app.db.execute<{ name: string }>(sql`select name from marks`)).map(({ name }) => name);

  const leg = viewLeg('a-leg-of-nobody', NO_LEG);
  const change = { uuid: leg.uuid, callId: uuidv7(app.clock.now()), before: null, after: leg };
  await app.db.transaction((tx) => react(tx, { applicationId: application.id, legs: [change], calls: [] }));
  expect(await marks()).toEqual(['before', 'after']);
  expect(await waiting()).toEqual(['broken']);
  isBroken = false;
  await jobs.runDue();
  expect(await marks()).toEqual(['before', 'after', 'broken']);
  expect(await waiting()).toEqual([]);
});
