import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSoftPhone, type SoftPhone } from '../../scripts/soft-phone.js';
import type { LegNow } from '../../server/simulator/api/legs.js';
import { type Handset, openHandset } from '../helpers/handset.js';
import { answerCall, invited, openSdkSocket, type SdkSocket } from '../helpers/sdk-socket.js';
import type { SeededApplication } from '../helpers/seed.js';
import type { Telephony } from '../helpers/telephony.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const APOLOGY = 'Sorry, we have lost the person you were talking to. Please call again.';
const CONSULT = /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!) { consultCall(legUuid: $leg, target: $target) { state } }
`;
const END = 'mutation ($leg: ID!) { endConsult(legUuid: $leg, how: CANCEL) { state } }';
const HOLD = 'mutation ($leg: ID!) { holdCall(legUuid: $leg) { state } }';
const RESUME = 'mutation ($leg: ID!) { resumeCall(legUuid: $leg) { state } }';
const HANG_UP = 'mutation ($leg: ID!) { hangUpLeg(legUuid: $leg) }';
const STATUS = 'query ($leg: ID!) { consult(legUuid: $leg) { status } }';
const TOKEN = 'mutation ($id: ID!) { createAgentToken(applicationId: $id, userName: "Jane") { jwt } }';
const LIVE = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, live: true, first: 5) {
      nodes { heldSince operation { kind who legUuid } legs { uuid userName answeredAt endedAt } }
    }
  }
`;
interface Shown {
  heldSince: string | null;
  operation: { kind: string; who: string | null; legUuid: string } | null;
  legs: { uuid: string; userName: string | null; answeredAt: string | null; endedAt: string | null }[];
}

let app: TestApp;
let application: SeededApplication;
let number: string;
let caller: Handset;
let joe: Handset;
const asJane = { slot: 'jane' };

beforeAll(async () => {
  app = await createTestApp();
  application = await (await app.connectAccount()).createApplication();
  const made = application as Awaited<ReturnType<Awaited<ReturnType<TestApp['connectAccount']>>['createApplication']>>;
  number = (await made.rentNumber()).msisdn;
  for (const name of ['Jane', 'Joe']) {
    await made.addUser(name);
    await made.signInAgent(name, name.toLowerCase());
  }
  caller = await openHandset(app.control, { number: '447700900001' });
  joe = await openHandset(app.control, { user: 'Joe', application_id: made.vonageId });
});
afterAll(() => app?.close());
afterEach(() => app.clearFaults());

const openJane = () => openHandset(app.control, { user: 'Jane', application_id: application.vonageId });
const live = async () => (await app.ask<{ calls: { nodes: Shown[] } }>(LIVE, { id: application.id })).calls.nodes;
const joinedLegs = async () =>
  (await live()).flatMap(({ legs }) => legs).filter((leg) => leg.answeredAt && !leg.endedAt);

const hear = async (speaker: Handset, hearer: Handset) => {
  const text = `Hello ${Math.random()}`;
  await waitFor(async () => {
    await speaker.say(text);
    return (await hearer.transcript()).some((heard) => heard.type === 'heard' && heard.text === text);
  });
};
const talk = (one: Handset, other: Handset) => Promise.all([hear(one, other), hear(other, one)]);

/** The contact and the agent with that leg talk in a room of ours, as after any consultation. */
async function intoRoom(leg: string): Promise<void> {
  await app.ask(CONSULT, { leg, target: { userName: 'Joe' } }, asJane);
  await joe.is('ringing');
  await app.ask(END, { leg }, asJane);
  await joe.is('idle');
  await waitFor(async () => (await live())[0]?.operation === null);
}

/** Waits until the server knows that the caller and the agent with that leg talk. */
const known = (leg: string) =>
  waitFor(async () => {
    const legs = await joinedLegs();
    return legs.length === 2 && legs.some(({ uuid }) => uuid === leg);
  });

const heardOf = async (phone: Handset, type: string) =>
  (await phone.transcript()).filter((event) => event.type === type).length;

/** Whose leg it is, and what they hear in the simulated network. */
async function legNow(whose: Partial<LegNow>): Promise<LegNow | undefined> {
  const path = `/legs?application_id=${application.vonageId}`;
  const { legs } = (await app.control('GET', path)) as { legs: LegNow[] };
  return legs.find(({ user, number: of }) => user === whose.user && of === whose.number);
}

/** Whether music plays to the caller now. */
const hearsMusic = async () => Boolean((await legNow({ number: '447700900001' }))?.playing);

/** How often the caller has heard that their call is lost. */
const apologies = async () => (await caller.said()).filter((text) => text === APOLOGY).length;

describe('an agent whose handset is connected', () => {
  let jane: Handset;
  beforeAll(async () => {
    jane = await openJane();
  });
  afterAll(() => jane.remove());
  afterEach(async () => {
    await jane.set({ unreachable: false });
    for (const phone of [caller, jane, joe]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
    for (const phone of [caller, jane, joe]) await phone.is('idle');
  });

  /** @returns Jane's leg, which talks with the caller in a room of ours */
  async function inRoom(): Promise<string> {
    const leg = await connected();
    await intoRoom(leg);
    return leg;
  }
  async function connected(): Promise<string> {
    await caller.dial(number);
    await jane.is('ringing');
    const leg = (await jane.answer()).call!.leg;
    await known(leg);
    return leg;
  }

  /** The network loses the leg: Vonage ends it, as it ends one whose browser is gone for 20 s. */
  async function breakOff(leg: string): Promise<void> {
    const access = await app.services.applications.access(application.id);
    await app.servers[0]!.vonage.application(access).live.end(leg);
    await waitFor(async () => !(await joinedLegs()).some(({ uuid }) => uuid === leg));
  }
  const timePasses = async (ms: number) => {
    app.clock.advance(ms);
    await app.services.jobs.runDue();
  };

  it('is rung into the room when the connection breaks off; the contact hears music until both talk', async () => {
    const leg = await inRoom();
    await breakOff(leg);
    await jane.is('ringing');
    expect(await hearsMusic()).toBe(true);
    await waitFor(async () => (await live())[0]?.legs.length === 4);
    expect(await live()).toMatchObject([{ operation: { kind: 'RING_AGAIN', who: 'Jane', legUuid: leg } }]);
    await jane.answer();
    await talk(jane, caller);
    await waitFor(async () => (await live())[0]?.operation === null);
    expect((await live())[0]!.heldSince).toBeNull();
    expect(await hearsMusic()).toBe(false);
    expect(await apologies()).toBe(0);
  });

  it('holds, resumes and is rung once more after that', async () => {
    await breakOff(await inRoom());
    await jane.is('ringing');
    const leg = (await jane.answer()).call!.leg;
    await talk(jane, caller);
    await waitFor(async () => (await live())[0]?.operation === null);
    await app.ask(HOLD, { leg }, asJane);
    expect(await hearsMusic()).toBe(true);
    await app.ask(RESUME, { leg }, asJane);
    await talk(jane, caller);
    await app.ask(HOLD, { leg }, asJane);
    await breakOff(leg);
    await jane.is('ringing');
    expect(await hearsMusic()).toBe(true);
    await jane.answer();
    await talk(jane, caller);
  });

  it('who declines leaves the contact with an apology', async () => {
    await breakOff(await inRoom());
    await jane.is('ringing');
    await jane.reject();
    await caller.is('idle');
    expect(await apologies()).toBe(1);
  });

  it('who does not answer is rung for a limited time; then the contact hears the apology', async () => {
    await breakOff(await inRoom());
    await jane.is('ringing');
    await timePasses(30_000);
    expect((await jane.now()).state).toBe('ringing');
    await timePasses(16_000);
    await jane.is('idle');
    await caller.is('idle');
    expect(await apologies()).toBe(1);
  });

  it('who cannot be reached is rung until they can', async () => {
    const leg = await inRoom();
    await jane.set({ busy: true });
    await breakOff(leg);
    await waitFor(async () => (await live())[0]?.legs.length === 4);
    await jane.set({ busy: false });
    await waitFor(async () => {
      await timePasses(1000);
      return (await jane.now()).state === 'ringing';
    });
    expect(await hearsMusic()).toBe(true);
    await jane.answer();
    await talk(jane, caller);
  });

  it('who cannot be called because Vonage refuses leaves the contact with an apology', async () => {
    const leg = await inRoom();
    const fault = { path: '/v1/calls', method: 'POST', application_id: application.vonageId, status: 400 };
    await app.fault({ ...fault, times: 100 });
    await breakOff(leg);
    await caller.is('idle');
    expect(await apologies()).toBe(1);
  });

  it('is rung although Vonage fails at first', async () => {
    const leg = await inRoom();
    await app.fault({ path: '/v1/calls', method: 'POST', application_id: application.vonageId, status: 500 });
    await breakOff(leg);
    await waitFor(async () => {
      await timePasses(1000);
      return (await jane.now()).state === 'ringing';
    });
    await jane.answer();
    await talk(jane, caller);
  });

  it('is rung when the connection breaks off while the consulted person rings, who rings no longer', async () => {
    const leg = await connected();
    await app.ask(CONSULT, { leg, target: { userName: 'Joe' } }, asJane);
    await joe.is('ringing');
    await breakOff(leg);
    await joe.is('idle');
    await jane.is('ringing');
    expect(await hearsMusic()).toBe(true);
    await jane.answer();
    await talk(jane, caller);
  });

  it('is not rung while the consulted person is there to talk with the contact', async () => {
    const leg = await connected();
    await app.ask(CONSULT, { leg, target: { userName: 'Joe' } }, asJane);
    await joe.is('ringing');
    await joe.answer();
    await waitFor(
      async () =>
        (await app.ask<{ consult: { status: string } | null }>(STATUS, { leg }, asJane)).consult?.status === 'TALKING',
    );
    const rung = await heardOf(jane, 'ringing');
    await breakOff(leg);
    await talk(joe, caller);
    expect(await heardOf(jane, 'ringing')).toBe(rung);
  });

  it.each([
    ['on their phone', () => jane.hangUp()],
    ['through the API', (leg: string) => app.ask(HANG_UP, { leg }, asJane)],
  ])('who hangs up %s is not rung', async (_, hangUp) => {
    const leg = await inRoom();
    const rung = await heardOf(jane, 'ringing');
    await hangUp(leg);
    await caller.is('idle');
    expect(await heardOf(jane, 'ringing')).toBe(rung);
  });

  it('stops ringing when the contact hangs up', async () => {
    await breakOff(await inRoom());
    await jane.is('ringing');
    await caller.hangUp();
    await jane.is('idle');
    await waitFor(async () => (await live()).length === 0);
  });
});

describe('an agent whose browser is connected', () => {
  const phones: SoftPhone[] = [];
  const sockets: SdkSocket[] = [];
  afterEach(async () => {
    if ((await caller.now()).call) await caller.hangUp();
    for (const socket of sockets.splice(0)) socket.close();
    for (const phone of phones.splice(0)) await phone.close();
  });

  /** Of the telephony that the helpers want, the part that they use. */
  const telephony = () => {
    async function request(path: string, { authorization, headers, ...rest }: RequestInit & { authorization: string }) {
      const sent = { ...rest, headers: { ...(headers as Record<string, string>), authorization } };
      const reply = await fetch(`${app.simulator.url}${path}`, sent);
      return { status: reply.status, body: await reply.text() };
    }
    return { simulator: { url: app.simulator.url, request } } as unknown as Telephony;
  };

  async function signIn(): Promise<SdkSocket> {
    const { createAgentToken } = await app.ask<{ createAgentToken: { jwt: string } }>(
      TOKEN,
      { id: application.id },
      asJane,
    );
    const socket = await openSdkSocket(telephony(), createAgentToken.jwt);
    sockets.push(socket);
    return socket;
  }
  const newPhone = () => {
    const phone = createSoftPhone();
    phones.push(phone);
    return phone;
  };

  it('is rung into the room in the new browser when the old one has crashed, and both talk', async () => {
    const before = await signIn();
    await caller.dial(number);
    const call = await invited(before);
    const lost = await answerCall(before, call, newPhone());
    await known(call.leg);
    await intoRoom(call.leg);

    await lost.close();
    before.close();
    await waitFor(async () => {
      await app.control('POST', '/clock', { advance_ms: 1000 });
      return (await live())[0]?.operation?.kind === 'RING_AGAIN';
    }, 30_000);
    await waitFor(hearsMusic);

    const after = await signIn();
    const again = await invited(after);
    expect(again.leg).not.toBe(call.leg);
    await answerCall(after, again, newPhone());
    await waitFor(async () => {
      const [jane, contact] = [await legNow({ user: 'Jane' }), await legNow({ number: '447700900001' })];
      return jane?.hears.includes(contact!.leg) && contact!.hears.includes(jane.leg) && !contact!.playing;
    });
    await waitFor(async () => (await live())[0]?.operation === null);
    const [shown] = await live();
    expect(shown!.legs.filter((leg) => leg.answeredAt && !leg.endedAt)).toHaveLength(2);
  });
});
