import type { LegNow } from '../../server/simulator/api/legs.js';
import { type Handset, openHandset } from '../helpers/handset.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { createGate, type Gate } from './gate.js';
import type { OperationName, Story } from './story.js';
import { type Told, whatIsWrong } from './verdict.js';

/** Milliseconds: nothing here takes longer on loopback, and most of the stories' failures are waited for. */
const VONAGE_TIME_OUT_MS = 1_000;
/** How long an event is late, how long a request hangs: longer than the time-out. */
const LATE_MS = 60;
const HANGS_MS = 1_200;
/** Milliseconds after which a story that has not come to a good end has come to a bad one. */
const PATIENCE_MS = 8_000;
/** Simulated milliseconds between two looks: pauses and deadlines pass quickly. */
const CLOCK_STEP_MS = 3_000;

const ANSWER = '{ id kind state problem { message } }';
const byLeg = (name: string, answer = ANSWER) => `mutation ($leg: ID!) { ${name}(legUuid: $leg) ${answer} }`;
const toTarget = (name: string) =>
  `mutation ($leg: ID!, $target: TransferTargetInput!) { ${name}(legUuid: $leg, target: $target) ${ANSWER} }`;
const END = `mutation ($leg: ID!, $how: ConsultEnd!) { endConsult(legUuid: $leg, how: $how) ${ANSWER} }`;
const TOLD = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, live: true, first: 10) {
      nodes {
        id heldSince
        consult { status targetLeg customerWaits }
        legs { uuid userName answeredAt endedAt heldSince }
      }
    }
  }
`;
const RUNNING = 'query ($leg: ID!) { operation(legUuid: $leg) { id kind } }';

export interface Ending {
  story: Story;
  /** What was wrong at the end; empty = all was well. */
  wrong: string[];
}

/** A server and a simulated Vonage, with rooms for several stories at a time: each has an application and people of its own. */
export async function openStage(lanes: number) {
  const app = await createTestApp({
    crashes: true,
    vonageTimeOut: VONAGE_TIME_OUT_MS,
  });
  const account = await app.connectAccount();
  const people: Lane[] = [];
  for (let lane = 0; lane < lanes; lane += 1) people.push(await openLane(app, account, lane));
  let crashes = 0;
  /** A server that crashes while a call begins is no story of operations. */
  const gate = createGate();
  const world: World = {
    app,
    gate,
    async crash() {
      await app.crash();
      crashes += 1;
    },
  };

  return {
    app,
    crashes: () => crashes,

    /** Plays the stories, several at a time. @returns how each ended, in their order */
    async play(stories: readonly Story[]): Promise<Ending[]> {
      const endings: Ending[] = [];
      let next = 0;
      await Promise.all(
        people.map(async (lane) => {
          for (let at = next++; at < stories.length; at = next++) {
            const story = stories[at]!;
            const wrong = await playStory(world, lane, story).catch((error: Error) => [`the test failed: ${error}`]);
            endings[at] = { story, wrong };
            await lane.clear();
          }
        }),
      );
      return endings;
    },

    close: () => app.close(),
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

type Account = Awaited<ReturnType<TestApp['connectAccount']>>;

async function openLane(app: TestApp, account: Account, lane: number) {
  const application = await account.createApplication(`Lane ${lane}`);
  const { msisdn } = await application.rentNumber();
  // Whom the usual preset rings.
  const [agent, colleague] = ['Jane', 'Joe'] as const;
  const elsewhere = `4477009000${50 + lane}`;
  for (const name of [agent, colleague]) await application.addUser(name);
  await application.signInAgent(agent, `agent${lane}`, `agent${lane}`);
  const user = (name: string) => openHandset(app.control, { user: name, application_id: application.vonageId });
  const phones = {
    contact: await openHandset(app.control, { number: `4477009000${10 + lane}` }),
    agent: await user(agent),
    colleague: await user(colleague),
    elsewhere: await openHandset(app.control, { number: elsewhere }),
  };
  for (const phone of [phones.agent, phones.colleague, phones.elsewhere]) await phone.set({ auto_answer_ms: 0 });

  return {
    ...phones,
    application,
    number: msisdn,
    slot: { slot: `agent${lane}` },
    /** Whom the agent transfers to. */
    targets: { user: { userName: colleague }, number: { number: elsewhere } },

    /** Nobody is in a call any more, and nothing is ordered. */
    async clear(): Promise<void> {
      await app.control('DELETE', `/faults?application_id=${application.vonageId}`);
      await waitFor(async () => {
        const all = await Promise.all(Object.values(phones).map(hangUp));
        return all.every((state) => state === 'idle');
      }, 20_000);
    },
  };
}

interface World {
  app: TestApp;
  gate: Gate;
  crash(): Promise<void>;
}

type Lane = Awaited<ReturnType<typeof openLane>>;

async function hangUp(phone: Handset) {
  const { state, call } = await phone.now();
  if (call) await phone.hangUp().catch(() => {});
  return state;
}

/** @returns what was wrong at its end */
async function playStory(world: World, lane: Lane, story: Story): Promise<string[]> {
  const { app, gate } = world;
  const leg = await gate.among(() => begin(app, lane, story));
  await orderFailures(app, lane, story);
  const operate = () => Promise.all([...operations(app, lane, story, leg), leaving(lane, story)]);
  if (story.failure === 'server crash') await gate.alone(() => crashDuring(world, lane, operate()));
  else await operate();

  const wrong = await settle(app, lane, leg);
  if (wrong.length > 0) return wrong;
  await app.control('DELETE', `/faults?application_id=${lane.application.vonageId}`);
  if (story.last === 'agent') await app.graphql(byLeg('hangUpLeg', ''), { leg }, lane.slot).catch(() => {});
  else await hangUp(lane.contact);
  return (await settle(app, lane, leg)).map((one) => `after the ${story.last} hung up, ${one}`);
}

function operations(app: TestApp, lane: Lane, { operation, twice }: Story, leg: string): Promise<unknown>[] {
  return Array.from({ length: twice ? 2 : 1 }, () => ask(app, lane, operation, leg));
}

const leaving = async (lane: Lane, { leaves }: Story) => leaves && hangUp(lane[leaves]).catch(() => {});

/** The contact talks with the agent, and all that comes before the operation is done. @returns the agent's leg */
async function begin(app: TestApp, lane: Lane, { operation, held }: Story): Promise<string> {
  await lane.contact.dial(lane.number);
  await lane.agent.is('talking');
  const leg = (await lane.agent.now()).call!.leg;
  await known(app, lane, 2);
  const ending = ['complete', 'merge', 'cancel'].includes(operation);
  if (operation === 'resume' || (held && operation !== 'hold')) await app.ask(byLeg('holdCall'), { leg }, lane.slot);
  if (ending) {
    await app.ask(toTarget('consultCall'), { leg, target: lane.targets.user }, lane.slot);
    await waitFor(async () => (await told(app, lane)).calls[0]?.consult?.status === 'TALKING');
  }
  return leg;
}

const known = (app: TestApp, lane: Lane, legs: number) =>
  waitFor(async () => {
    const [call] = (await told(app, lane)).calls;
    return call?.legs.filter(({ answeredAt, endedAt }) => answeredAt && !endedAt).length === legs;
  });

async function told(app: TestApp, { application }: Lane): Promise<Told> {
  const { calls } = await app.ask<{ calls: { nodes: Told['calls'] } }>(TOLD, { id: application.id });
  return { calls: calls.nodes };
}

/** @returns what is wrong now */
async function lookAt(app: TestApp, lane: Lane): Promise<string[]> {
  const path = `/legs?application_id=${lane.application.vonageId}`;
  const { legs } = (await app.control('GET', path)) as { legs: LegNow[] };
  return whatIsWrong(legs, await told(app, lane));
}

/** Time passes until no operation runs and nothing is wrong. @returns what is still wrong at last */
async function settle(app: TestApp, lane: Lane, leg: string): Promise<string[]> {
  const giveUp = performance.now() + PATIENCE_MS;
  for (;;) {
    const wrong = await lookOnce(app, lane, leg);
    if (wrong.length === 0 || performance.now() > giveUp) return wrong;
    app.clock.advance(CLOCK_STEP_MS);
    await app.services.calls.runDue().catch(() => {});
    await app.services.jobs.runDue().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function lookOnce(app: TestApp, lane: Lane, leg: string): Promise<string[]> {
  try {
    const { data } = await app.graphql<{ operation: { kind: string } | null }>(RUNNING, { leg }, lane.slot);
    if (data?.operation) return [`the operation ${data.operation.kind} still runs`];
    return await lookAt(app, lane);
  } catch (error) {
    // The server has crashed and is not back yet.
    return [`the server does not answer: ${error}`];
  }
}

const ENDS: Partial<Record<OperationName, string>> = { complete: 'COMPLETE', merge: 'MERGE', cancel: 'CANCEL' };

/** Asks for it; what comes of it is judged by what everybody hears. */
async function ask(app: TestApp, { slot, targets }: Lane, operation: OperationName, leg: string): Promise<unknown> {
  const send = (query: string, more: object = {}) => app.graphql(query, { leg, ...more }, slot).catch((error) => error);
  if (operation === 'hold') return send(byLeg('holdCall'));
  if (operation === 'resume') return send(byLeg('resumeCall'));
  if (operation === 'transfer to a user') return send(toTarget('transferCall'), { target: targets.user });
  if (operation === 'transfer to a number') return send(toTarget('transferCall'), { target: targets.number });
  if (operation === 'consult') return send(toTarget('consultCall'), { target: targets.user });
  return send(END, { how: ENDS[operation] });
}

async function orderFailures(app: TestApp, { application }: Lane, story: Story): Promise<void> {
  const { vonageId: application_id } = application;
  const { failure, late, step, after, times } = story;
  if (late) {
    await app.fault({ events: 'delay', status: late, delay_ms: LATE_MS, application_id, times: 10 });
  }
  if (failure === 'none') return;
  const crash = failure === 'server crash';
  const which = { path: '/v1/calls', application_id, skip: step, times: crash ? 1 : times, ...(after && { after }) };
  await app.fault({ ...which, ...whatHappens(failure) });
}

function whatHappens(failure: Exclude<Story['failure'], 'none'>): object {
  switch (failure) {
    case 'status 500':
      return { status: 500 };
    case 'status 429':
      return { status: 429 };
    case 'garbage':
      return { garbage: true };
    case 'connection cut':
      return { cut: true };
    case 'time-out':
      return { cut: true, delay_ms: HANGS_MS };
    case 'server crash':
      // The server is dead by then.
      return { cut: true, delay_ms: 2 * HANGS_MS };
  }
}

/** The server crashes when the request hangs, unless the operation ends without such a request. */
async function crashDuring({ app, crash }: World, lane: Lane, operation: Promise<unknown>): Promise<void> {
  let over = false;
  void operation.finally(() => {
    over = true;
  });
  while (!over && (await isOrdered(app, lane))) await new Promise((resolve) => setTimeout(resolve, 5));
  if (!over) await crash();
  await operation;
}

/** Whether the failure of a request is still to come. */
async function isOrdered(app: TestApp, { application }: Lane): Promise<boolean> {
  const { faults } = (await app.control('GET', '/faults')) as { faults: { application_id?: string; path?: string }[] };
  return faults.some((fault) => fault.path && fault.application_id === application.vonageId);
}
