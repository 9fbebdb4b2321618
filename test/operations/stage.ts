import { setTimeout as sleep } from 'node:timers/promises';
import type { LegNow } from '../../server/simulator/api/legs.js';
import { waitFor } from '../helpers/wait-for.js';
import { type Crashes, createCrashes } from './crashes.js';
import { clearFailures, orderFailures } from './failures.js';
import { hangUp, type Lane, openLane } from './lane.js';
import type { StoryServer } from './server.js';
import type { OperationName, Story } from './story.js';
import { type Told, whatIsWrong } from './verdict.js';

/** Milliseconds: most of a story is waiting, and every look is work. */
const LOOK_EVERY_MS = 400;
/** A busy machine looks seldom: a story has not come to a bad end before so many looks. */
const FEWEST_LOOKS = 40;
/** Nothing is judged while a story is set up: waits as long as a busy machine may need. */
const soon = (look: () => Promise<unknown>) => waitFor(look, 60_000, LOOK_EVERY_MS);

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

interface World {
  server: StoryServer;
  crashes: Crashes;
  /** Milliseconds after which a story that has not come to a good end has come to a bad one. */
  patience: number;
}

/**
 * People on a server who play stories, several at a time: each story has an application and people of its own.
 * @param lanes how many at a time
 */
export async function openStage(server: StoryServer, lanes: number) {
  const account = await server.connectAccount();
  const people: Lane[] = [];
  for (let lane = 0; lane < lanes; lane += 1) people.push(await openLane(server, account, lane));
  const crashes = createCrashes(server);

  return {
    /**
     * @param patience milliseconds after which a story that has not come to a good end has come to a bad one
     * @returns how each ended, in their order
     */
    play: (stories: readonly Story[], patience: number): Promise<Ending[]> =>
      playAll({ server, crashes, patience }, people, stories),
  };
}

async function playAll(world: World, people: Lane[], stories: readonly Story[]): Promise<Ending[]> {
  const { server } = world;
  const endings: Ending[] = [];
  const [crashing, others] = [true, false].map((crash) =>
    [...stories.keys()].filter((at) => (stories[at]!.failure === 'server crash') === crash),
  );

  const play = (lane: Lane, at: number) => {
    const story = stories[at]!;
    const begun = begin(server, lane, story);
    return {
      begun: begun.catch(() => {}),
      ended: async () => {
        const wrong = await begun
          .then((leg) => playStory(world, lane, story, leg))
          .catch((error: Error) => [`the test failed: ${error}`]);
        endings[at] = { story, wrong };
        await lane.clear();
      },
    };
  };
  const rest = others!.values();
  await Promise.all(
    people.map(async (lane) => {
      for (const at of rest) await play(lane, at).ended();
    }),
  );
  // A server that crashes while a call begins is no story of operations: the calls of a round begin before.
  for (let first = 0; first < crashing!.length; first += people.length) {
    const round = crashing!.slice(first, first + people.length).map((at, index) => play(people[index]!, at));
    await Promise.all(round.map(({ begun }) => begun));
    await Promise.all(round.map(({ ended }) => ended()));
  }
  return endings;
}

/** The story that is played. */
interface About {
  /** The agent's leg. */
  agent: string;
  /** The legs with which it begins. */
  own: string[];
}

/** @param leg the agent's @returns what was wrong at its end */
async function playStory(world: World, lane: Lane, story: Story, leg: string): Promise<string[]> {
  const { server, crashes } = world;
  const about: About = { agent: leg, own: [leg, (await lane.contact.now()).call?.leg ?? ''] };
  const rung = await ringsAtTarget(lane, story);
  await orderFailures(server, lane, story);
  const operating = Promise.all([...operations(server, lane, story, leg), leaving(lane, story)]);
  if (story.failure === 'server crash') {
    await crashes.during(lane, async () => {
      const replied = await Promise.race([operating.then(() => true), sleep(0, false)]);
      return replied && !(await isOperating(server, lane, leg));
    });
  }
  await operating;

  const wrong = await settle(world, lane, about);
  wrong.push(...(await rungTooOften(lane, story, rung)));
  if (wrong.length > 0) return wrong;
  await clearFailures(server, lane);
  if (story.last === 'agent') {
    const now = (await lane.agent.now()).call?.leg ?? leg;
    await server.graphql(byLeg('hangUpLeg', ''), { leg: now }, lane.slot).catch(() => {});
  } else await hangUp(lane.contact);
  return (await settle(world, lane, about)).map((one) => `after the ${story.last} hung up, ${one}`);
}

/** How often the person was called whom the operation calls. */
async function ringsAtTarget({ colleague, elsewhere }: Lane, { operation }: Story): Promise<number> {
  const heard = await (operation === 'transfer to a number' ? elsewhere : colleague).transcript();
  return heard.filter(({ type }) => type === 'ringing').length;
}

/** Two operations at a time, or one request sent twice, would call somebody twice. */
async function rungTooOften(lane: Lane, story: Story, before: number): Promise<string[]> {
  const most = story.operation === 'consult' || story.operation.startsWith('transfer') ? 1 : 0;
  const times = (await ringsAtTarget(lane, story)) - before;
  return times > most ? [`the target was called ${times} times`] : [];
}

function operations(server: StoryServer, lane: Lane, { operation, twice }: Story, leg: string): Promise<unknown>[] {
  return Array.from({ length: twice ? 2 : 1 }, () => ask(server, lane, operation, leg));
}

const leaving = async (lane: Lane, { leaves }: Story) => leaves && hangUp(lane[leaves]).catch(() => {});

/** The contact talks with the agent, and all that comes before the operation is done. @returns the agent's leg */
async function begin(server: StoryServer, lane: Lane, { operation, held }: Story): Promise<string> {
  await lane.contact.dial(lane.number);
  await soon(async () => (await lane.agent.now()).state === 'talking');
  const leg = (await lane.agent.now()).call!.leg;
  await known(server, lane, leg);
  const ending = ['complete', 'merge', 'cancel'].includes(operation);
  if (operation === 'resume' || (held && operation !== 'hold')) await server.ask(byLeg('holdCall'), { leg }, lane.slot);
  await idle(server, lane, leg);
  if (ending) await soon(() => consults(server, lane, leg));
  // The agent may have been rung again.
  const now = (await lane.agent.now()).call?.leg ?? leg;
  await idle(server, lane, now);
  return now;
}

/**
 * Asks for a consultation, and again where its deadline has passed: time runs fast, and a busy machine is slow.
 * @returns whether the agent talks with the colleague
 */
async function consults(server: StoryServer, lane: Lane, leg: string): Promise<boolean> {
  const now = (await lane.agent.now()).call?.leg ?? leg;
  if (await isOperating(server, lane, now)) return false;
  const consult = (await told(server, lane)).calls.find((call) => call.consult)?.consult;
  const target = lane.targets.user;
  if (!consult) await server.graphql(toTarget('consultCall'), { leg: now, target }, lane.slot).catch(() => {});
  return consult?.status === 'TALKING';
}

/** What runs for the agent, in words; null when nothing does. */
async function running(server: StoryServer, { slot }: Lane, leg: string): Promise<string | null> {
  type Reply = { operation: { id: string; kind: string } | null };
  const reply = await server.graphql<Reply>(RUNNING, { leg }, slot).catch(() => null);
  if (!reply?.data) return `the server does not say whether an operation runs: ${JSON.stringify(reply)}`;
  const { operation } = reply.data;
  return operation && `an operation still runs: ${operation.kind} ${operation.id}`;
}

const isOperating = async (server: StoryServer, lane: Lane, leg: string) => (await running(server, lane, leg)) !== null;

/** Waits until no operation runs for the agent: on a busy machine a reply says only that it has begun. */
const idle = (server: StoryServer, lane: Lane, leg: string) =>
  soon(async () => !(await isOperating(server, lane, leg)));

/** Waits until the server knows that two talk, one of them with that leg. */
const known = (server: StoryServer, lane: Lane, leg: string) =>
  soon(async () => {
    const call = (await told(server, lane)).calls.find(({ legs }) => legs.some(({ uuid }) => uuid === leg));
    return call?.legs.filter(({ answeredAt, endedAt }) => answeredAt && !endedAt).length === 2;
  });

async function told(server: StoryServer, { application }: Lane): Promise<Told> {
  const { calls } = await server.ask<{ calls: { nodes: Told['calls'] } }>(TOLD, { id: application.id });
  return { calls: calls.nodes };
}

/** @returns what is wrong now, with the calls of this story */
async function lookAt(server: StoryServer, lane: Lane, { own }: About): Promise<string[]> {
  const path = `/legs?application_id=${lane.application.vonageId}`;
  const { legs } = (await server.control('GET', path)) as { legs: LegNow[] };
  const { calls } = await told(server, lane);
  const live = [...own, ...legs.map((leg) => leg.leg)];
  return whatIsWrong(legs, { calls: calls.filter((call) => call.legs.some(({ uuid }) => live.includes(uuid))) });
}

/** Time passes until no operation runs and nothing is wrong. @returns what is still wrong at last */
async function settle({ server, patience }: World, lane: Lane, about: About): Promise<string[]> {
  const giveUp = performance.now() + patience;
  for (let looks = 1; ; looks += 1) {
    const wrong = await lookOnce(server, lane, about);
    if (wrong.length === 0 || (performance.now() > giveUp && looks >= FEWEST_LOOKS)) return wrong;
    await sleep(LOOK_EVERY_MS);
  }
}

async function lookOnce(server: StoryServer, lane: Lane, about: About): Promise<string[]> {
  try {
    const operation = await running(server, lane, about.agent);
    return operation ? [operation] : await lookAt(server, lane, about);
  } catch (error) {
    // The server has crashed and is not back yet.
    return [`the server does not answer: ${error}`];
  }
}

const ENDS: Partial<Record<OperationName, string>> = { complete: 'COMPLETE', merge: 'MERGE', cancel: 'CANCEL' };

/** Asks for it; what comes of it is judged by what everybody hears. */
async function ask(
  server: StoryServer,
  { slot, targets }: Lane,
  operation: OperationName,
  leg: string,
): Promise<unknown> {
  const send = (query: string, more: object = {}) =>
    server.graphql(query, { leg, ...more }, slot).catch((error) => error);
  if (operation === 'hold') return send(byLeg('holdCall'));
  if (operation === 'resume') return send(byLeg('resumeCall'));
  if (operation === 'transfer to a user') return send(toTarget('transferCall'), { target: targets.user });
  if (operation === 'transfer to a number') return send(toTarget('transferCall'), { target: targets.number });
  if (operation === 'consult') return send(toTarget('consultCall'), { target: targets.user });
  return send(END, { how: ENDS[operation] });
}
