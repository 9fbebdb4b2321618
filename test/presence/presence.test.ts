import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AskOptions } from '../helpers/graphql-client.js';
import { type Handset, openPhones } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const AGENTS = 'query ($id: ID!) { agents(applicationId: $id) { name displayName state since away } }';
const CHANGED = 'subscription ($id: ID!) { agentChanged(applicationId: $id) { name state since } }';
const REPORT = /* GraphQL */ `
  mutation ($id: ID!, $user: String!, $tab: String!, $ready: Boolean!) {
    reportLine(applicationId: $id, userName: $user, tab: $tab, ready: $ready)
  }
`;
const AWAY = /* GraphQL */ `
  mutation ($id: ID!, $user: String!, $away: Boolean!) {
    setAway(applicationId: $id, userName: $user, away: $away) { state since }
  }
`;
const TRANSFER = /* GraphQL */ `
  mutation ($leg: ID!) { transferCall(legUuid: $leg, target: { userName: "Joe" }) { state } }
`;
interface Agent {
  name: string;
  displayName: string | null;
  state: string;
  since: string;
  away: boolean;
}
const MINUTE_MS = 60_000;

let app: TestApp;
let demo: SeededApplication;
let number: string;
let caller: Handset;
let jane: Handset;
let joe: Handset;
const asJane = { slot: 'jane' };
const asJoe = { slot: 'joe' };

beforeAll(async () => {
  app = await createTestApp({ servers: 2, crashes: true, lines: 'each' });
  const made = await (await app.connectAccount()).createApplication();
  demo = made;
  number = (await made.rentNumber()).msisdn;
  await made.addJaneAndJoe();
  const input = '{ name: "sue", displayName: "Sue", role: SUPERVISOR, password: "long enough" }';
  await app.ask(`mutation { createMember(input: ${input}) { password } }`);
  await app.ask('mutation { signIn(input: { name: "sue", password: "long enough" }) { id } }', {}, { slot: 'sue' });
  [caller, jane, joe] = await openPhones(app.control, made.vonageId);
});
afterAll(() => app?.close());

const report = (tab: string, ready: boolean, options: AskOptions = asJane, user = 'Jane') =>
  app.ask(REPORT, { id: demo.id, user, tab, ready }, options);
const agents = async (options: AskOptions = asJoe) =>
  (await app.ask<{ agents: Agent[] }>(AGENTS, { id: demo.id }, options)).agents;
const stateOf = async (name: string) => (await agents()).find((agent) => agent.name === name)!.state;
const is = (name: string, state: string) => waitFor(async () => (await stateOf(name)) === state, 8000);

/** Joe, at the other server, is told of Jane. @returns her states since then, each once until it changes */
async function listen() {
  const { received, stop } = await subscribe<{ agentChanged: Agent }>(app.servers[1]!.url, {
    query: CHANGED,
    variables: { id: demo.id },
    slot: 'joe',
    cookie: app.cookie('joe')!,
  });
  const states = () => {
    const all = received.map(({ agentChanged }) => agentChanged).filter(({ name }) => name === 'Jane');
    return all.map(({ state }) => state).filter((state, at, list) => state !== list[at - 1]);
  };
  // The server may still be on its way to listening.
  await waitFor(async () => {
    await app.ask(AWAY, { id: demo.id, user: 'Jane', away: true }, asJane);
    await app.ask(AWAY, { id: demo.id, user: 'Jane', away: false }, asJane);
    return states().length > 0;
  });
  const before = states();
  const told = () => states().slice(before.length);
  return { told, hears: (state: string) => waitFor(() => told().at(-1) === state, 8000), stop };
}

afterEach(async () => {
  await app.ask(AWAY, { id: demo.id, user: 'Jane', away: false }, asJane);
  for (const phone of [caller, jane, joe]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
  for (const phone of [caller, jane, joe]) await phone.is('idle');
  app.clock.advance(2 * MINUTE_MS);
  await is('Jane', 'OFFLINE');
  await is('Joe', 'OFFLINE');
});

describe('an agent', () => {
  it('is available while one of their tabs reports that it can be rung', async () => {
    const { told, hears, stop } = await listen();
    await report('laptop', true);
    await report('phone', true);
    await hears('AVAILABLE');
    expect(await agents()).toMatchObject([
      { name: 'Jane', state: 'AVAILABLE' },
      { name: 'Joe', state: 'OFFLINE' },
    ]);
    await report('laptop', false);
    expect(await stateOf('Jane')).toBe('AVAILABLE');
    await report('phone', false);
    await hears('OFFLINE');
    expect(told()).toEqual(['AVAILABLE', 'OFFLINE']);
    stop();
  });

  it('stays so since the same instant as long as reports are repeated', async () => {
    await report('laptop', true);
    const [{ since }] = (await agents()) as [Agent];
    for (let n = 0; n < 3; n += 1) {
      app.clock.advance(MINUTE_MS / 2);
      await report('laptop', true);
      for (const { services } of app.servers) await services.jobs.runDue();
    }
    expect((await agents())[0]).toMatchObject({ state: 'AVAILABLE', since });
  });

  it('goes offline without a word when the browser dies, and everyone is told', async () => {
    const { told, hears, stop } = await listen();
    await report('laptop', true);
    await hears('AVAILABLE');
    app.clock.advance(MINUTE_MS + 1);
    await hears('OFFLINE');
    expect(told()).toEqual(['AVAILABLE', 'OFFLINE']);
    stop();
  });

  it('rings, is on a call and is available again with the legs of a call, also at the other server', async () => {
    const { told, hears, stop } = await listen();
    await report('laptop', true);
    await hears('AVAILABLE');
    await caller.dial(number);
    await jane.is('ringing');
    await hears('RINGING');
    await jane.answer();
    await hears('ON_A_CALL');
    await caller.hangUp();
    await hears('AVAILABLE');
    expect(told()).toEqual(['AVAILABLE', 'RINGING', 'ON_A_CALL', 'AVAILABLE']);
    expect(await stateOf('Jane')).toBe('AVAILABLE');
    stop();
  });

  it('is on a call from the moment they dial', async () => {
    await report('laptop', true);
    await jane.dial('447700900001');
    await is('Jane', 'ON_A_CALL');
    await caller.is('ringing');
    expect(await stateOf('Jane')).toBe('ON_A_CALL');
    await jane.hangUp();
    await is('Jane', 'AVAILABLE');
  });

  it('who uses a mobile app is offline until they answer, and on a call then', async () => {
    await caller.dial(number);
    await jane.is('ringing');
    expect(await stateOf('Jane')).toBe('OFFLINE');
    await jane.answer();
    await is('Jane', 'ON_A_CALL');
    await jane.hangUp();
    await is('Jane', 'OFFLINE');
  });

  it('who is away is shown so between calls, is rung all the same, and stays away until they choose again', async () => {
    await report('laptop', true);
    const { setAway } = await app.ask<{ setAway: Agent }>(AWAY, { id: demo.id, user: 'Jane', away: true }, asJane);
    expect(setAway.state).toBe('AWAY');
    await caller.dial(number);
    await jane.is('ringing');
    await is('Jane', 'RINGING');
    await caller.hangUp();
    await is('Jane', 'AWAY');
    await report('laptop', false);
    expect(await stateOf('Jane')).toBe('OFFLINE');
    await report('other', true);
    expect(await stateOf('Jane')).toBe('AWAY');
    await app.ask(AWAY, { id: demo.id, user: 'Jane', away: false }, asJane);
    expect(await stateOf('Jane')).toBe('AVAILABLE');
  });

  it('can choose to be away in a call, and without a line that rings', async () => {
    const choose = (away: boolean) => app.ask(AWAY, { id: demo.id, user: 'Jane', away }, asJane);
    const shown = async () => {
      const { state, away } = (await agents()).find(({ name }) => name === 'Jane')!;
      return [state, away];
    };
    await choose(true);
    expect(await shown()).toEqual(['OFFLINE', true]);
    await caller.dial(number);
    await jane.is('ringing');
    await jane.answer();
    await is('Jane', 'ON_A_CALL');
    expect(await shown()).toEqual(['ON_A_CALL', true]);
    await choose(false);
    expect(await shown()).toEqual(['ON_A_CALL', false]);
  });

  it('of whose many tabs none reports its end keeps no more than twenty reports', async () => {
    for (let n = 0; n < 25; n += 1) await report(`tab-${n}`, true);
    const rows = await app.db.execute(sql`select tab from agent_lines where user_name = 'Jane'`);
    expect(rows).toHaveLength(20);
    expect(await stateOf('Jane')).toBe('AVAILABLE');
  });
});

it('a call is not transferred to a colleague who has closed the console, though their session lasts', async () => {
  await report('laptop', true, asJoe, 'Joe');
  await report('laptop', false, asJoe, 'Joe');
  await caller.dial(number);
  const { leg } = (await jane.is('ringing')).call!;
  await jane.answer();
  await is('Jane', 'ON_A_CALL');
  expect((await app.refused(TRANSFER, { leg }, asJane)).extensions).toMatchObject({ rule: 'notSignedIn' });
  await report('laptop', true, asJoe, 'Joe');
  await app.ask(TRANSFER, { leg }, asJane);
  await joe.is('ringing');
});

describe('who may do what', () => {
  const refused = async (query: string, variables: object, options: AskOptions) =>
    (await app.refused(query, { id: demo.id, ...variables }, options)).extensions;

  it('agents report and set themselves only', async () => {
    const ofJoe = { user: 'Joe', tab: 'x', ready: true };
    expect(await refused(REPORT, ofJoe, asJane)).toMatchObject({ code: 'FORBIDDEN', rule: 'ownUser' });
    expect(await refused(AWAY, { user: 'Joe', away: true }, asJane)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await stateOf('Joe')).toBe('OFFLINE');
  });

  it('supervisors set others, which is written down, and report nobody', async () => {
    await report('laptop', true);
    await app.ask(AWAY, { id: demo.id, user: 'Jane', away: true }, { slot: 'sue' });
    expect(await stateOf('Jane')).toBe('AWAY');
    await app.ask(AWAY, { id: demo.id, user: 'Jane', away: false }, { slot: 'sue' });
    const LOG =
      '{ auditLog(first: 2, filter: { action: "user.statusSet" }) { nodes { action actorName targetName before after } } }';
    expect(await app.ask(LOG)).toEqual({
      auditLog: {
        nodes: [
          ['away', 'available'],
          ['available', 'away'],
        ].map(([before, after]) => ({
          action: 'user.statusSet',
          actorName: 'Sue',
          targetName: 'Jane',
          before: { status: before },
          after: { status: after },
        })),
      },
    });
    expect(await refused(REPORT, { user: 'Jane', tab: 'x', ready: true }, { slot: 'sue' })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('admins report for the agent whose console they have opened', async () => {
    await report('admin', true, { slot: 'a' }, 'Joe');
    expect(await stateOf('Joe')).toBe('AVAILABLE');
  });

  it('refuses users and tabs that do not exist', async () => {
    const nobody = { user: 'Nobody', tab: 'x', ready: true };
    expect(await refused(REPORT, nobody, { slot: 'a' })).toMatchObject({ code: 'NOT_FOUND', rule: 'user' });
    expect(await refused(REPORT, { user: 'Jane', tab: 'a b', ready: true }, asJane)).toMatchObject({
      code: 'BAD_INPUT',
      field: 'tab',
    });
  });
});

it('an agent goes offline as well when the server that heard their report has been killed', async () => {
  const { hears, stop } = await listen();
  await report('laptop', true, { ...asJane, server: 0 });
  await hears('AVAILABLE');
  await app.crash();
  app.clock.advance(MINUTE_MS + 1);
  await hears('OFFLINE');
  stop();
});
