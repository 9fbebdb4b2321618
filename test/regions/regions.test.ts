import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { applications } from '../../server/applications/applications.table.js';
import { finishTask } from '../helpers/finish-task.js';
import { type Handset, openPhones } from '../helpers/handset.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CHANGE = /* GraphQL */ `
  mutation ($id: ID!, $region: String!) { changeRegion(applicationId: $id, region: $region) { id } }
`;
const REGION = /* GraphQL */ `
  query ($id: ID!) {
    application(id: $id) { region proposedRegion client { apiUrl websocketUrl websocketPath } }
    users(applicationId: $id, first: 10) { nodes { name displayName } }
  }
`;
const TOKEN = /* GraphQL */ `
  mutation ($id: ID!) { createAgentToken(applicationId: $id, userName: "Jane") { region client { apiUrl } } }
`;
const ADDRESSES = /* GraphQL */ `
  subscription ($id: ID!) { clientAddressesChanged(applicationId: $id) { apiUrl } }
`;
const LIVE = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, live: true, first: 5) { nodes { heldSince operation { kind } consult { status } legs { userName answeredAt } } }
  }
`;
const act = (name: string) => `mutation ($leg: ID!) { ${name}(legUuid: $leg) { state } }`;
const to = (name: string) => /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!) { ${name}(legUuid: $leg, target: $target) { state } }
`;
interface Seen {
  application: {
    region: string | null;
    proposedRegion: string | null;
    client: { apiUrl: string; websocketUrl: string; websocketPath: string };
  };
  users: { nodes: { name: string; displayName: string | null }[] };
}

describe('the region of an application', () => {
  let app: TestApp;
  let owner: Awaited<ReturnType<TestApp['connectAccount']>>;
  beforeAll(async () => {
    app = await createTestApp();
    owner = await app.connectAccount();
  });
  afterAll(() => app?.close());
  const seen = (id: string) => app.ask<Seen>(REGION, { id });

  it('is the one nearest to the numbers that the account has when it is created', async () => {
    const first = await owner.createApplication('First');
    await first.rentNumber('US');
    const second = await owner.createApplication('Second');
    expect((await seen(second.id)).application).toMatchObject({ region: 'na-east', proposedRegion: null });
    const atVonage = app.simulator.cloud.applications.get(second.vonageId);
    expect(atVonage?.capabilities.voice?.region).toBe('na-east');
  });

  it('is proposed for an application of an earlier version, by its own numbers', async () => {
    const old = await owner.createApplication('Old');
    await old.rentNumber('GB');
    await app.db.update(applications).set({ region: null });
    expect((await seen(old.id)).application).toMatchObject({ region: null, proposedRegion: 'eu-west' });
    expect((await finishTask(app, CHANGE, { id: old.id, region: 'eu-west' })).state).toBe('DONE');
    expect((await seen(old.id)).application).toMatchObject({ region: 'eu-west', proposedRegion: null });
  });

  it('must be one of Vonage’s', async () => {
    const { id } = await owner.createApplication('Wrong');
    expect(await app.refused(CHANGE, { id, region: 'mars' })).toMatchObject({
      extensions: { code: 'BAD_INPUT', rule: 'oneOf' },
    });
  });

  // Whether Vonage moves the users along is not documented (real-cloud row 3).
  it.each(['stay', 'move'] as const)('is changed with all users, whether they %s at Vonage', async (manner) => {
    await app.control('PATCH', '/manners', { users_on_region_change: manner });
    const application = await owner.createApplication(`Moved ${manner}`);
    const { id } = application;
    await application.addUser('Jane');
    await application.addUser('Joe');
    const stream = await subscribe<{ clientAddressesChanged: { apiUrl: string } }>(app.url, {
      query: ADDRESSES,
      variables: { id },
      cookie: app.cookie('a'),
    });
    await waitFor(() => stream.received.length === 1);

    const task = await finishTask(app, CHANGE, { id, region: 'apac-sng' });
    expect(task).toMatchObject({ kind: 'CHANGE_REGION', state: 'DONE', done: 2, total: 2 });
    const { application: now, users } = await seen(id);
    const apiUrl = `${app.simulator.url}/apac-sng`;
    expect(now).toMatchObject({ region: 'apac-sng', client: { apiUrl, websocketPath: '/apac-sng/v2/rtc' } });
    expect(users.nodes.map(({ name }) => name)).toEqual(['Jane', 'Joe']);
    for (const name of ['Jane', 'Joe']) {
      expect(app.simulator.cloud.user(application.vonageId, 'apac-sng', name)).toBeDefined();
    }
    expect(await app.ask(TOKEN, { id })).toEqual({ createAgentToken: { region: 'apac-sng', client: { apiUrl } } });
    // A page that is open is told, once the users are there.
    await waitFor(() => stream.received.at(-1)?.clientAddressesChanged.apiUrl === apiUrl);
    expect(stream.received).toHaveLength(2);
    stream.stop();
  });
});

describe('a call that began before its application got another region', () => {
  let app: TestApp;
  let id: string;
  let number: string;
  let caller: Handset;
  let jane: Handset;
  let joe: Handset;
  const asJane = { slot: 'jane' };
  const other = { 'eu-west': 'na-west', 'na-west': 'eu-west' } as const;
  let region: keyof typeof other = 'eu-west';

  beforeAll(async () => {
    app = await createTestApp();
    const application = await (await app.connectAccount()).createApplication();
    id = application.id;
    number = (await application.rentNumber()).msisdn;
    await application.addJaneAndJoe();
    await finishTask(app, CHANGE, { id, region });
    [caller, jane, joe] = await openPhones(app.control, application.vonageId);
    for (const phone of [jane, joe]) await phone.set({ auto_answer_ms: 0 });
  });
  afterAll(() => app?.close());
  afterEach(async () => {
    for (const phone of [caller, jane, joe]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
    await waitFor(async () => (await live()).length === 0);
  });

  interface Live {
    heldSince: string | null;
    operation: object | null;
    consult: { status: string } | null;
    legs: { userName: string | null; answeredAt: string | null }[];
  }
  const live = async () => (await app.ask<{ calls: { nodes: Live[] } }>(LIVE, { id })).calls.nodes;

  /** The caller talks with Jane, and the application moves away. @returns Jane's leg */
  async function talkAndMove(): Promise<string> {
    await caller.dial(number);
    await waitFor(async () =>
      (await live())[0]?.legs.some(({ userName, answeredAt }) => userName === 'Jane' && answeredAt),
    );
    region = other[region];
    await finishTask(app, CHANGE, { id, region });
    return (await jane.now()).call!.leg;
  }
  const ask = (mutation: string, leg: string, target?: object) => app.ask(mutation, { leg, target }, asJane);
  const done = { state: 'DONE' };

  it('is held and resumed where it lives', async () => {
    const leg = await talkAndMove();
    expect(await ask(act('holdCall'), leg)).toEqual({ holdCall: done });
    expect((await live())[0]!.heldSince).not.toBeNull();
    expect(await ask(act('resumeCall'), leg)).toEqual({ resumeCall: done });
    await jane.say('There you are again');
    await caller.hears('heard', { text: 'There you are again' });
  });

  it('is transferred, and the colleague is consulted, in the region of the call: one room, in which they hear each other', async () => {
    const leg = await talkAndMove();
    expect(await ask(to('consultCall'), leg, { userName: 'Joe' })).toEqual({ consultCall: done });
    await joe.is('talking');
    await jane.say('Would you take this one?');
    await joe.hears('heard', { text: 'Would you take this one?' });
    await waitFor(async () => (await live())[0]?.consult?.status === 'TALKING');
    const complete = 'mutation ($leg: ID!) { endConsult(legUuid: $leg, how: COMPLETE) { state } }';
    expect(await ask(complete, leg)).toEqual({ endConsult: done });
    await jane.is('idle');
    await caller.say('Hello Joe');
    await joe.hears('heard', { text: 'Hello Joe' });
  });

  it('is found when its last events were lost', async () => {
    await talkAndMove();
    await app.control('POST', '/faults', { events: 'drop', status: 'completed', times: 10 });
    await caller.hangUp();
    await jane.is('idle');
    app.clock.advance(11 * 60_000);
    await app.services.jobs.runDue();
    await waitFor(async () => (await live()).length === 0);
  });
});
