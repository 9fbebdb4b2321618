import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LegNow } from '../../server/simulator/api/legs.js';
import { type Handset, openPhones } from '../helpers/handset.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const byLeg = (name: string) => `mutation ($leg: ID!) { ${name}(legUuid: $leg) { state } }`;
const toTarget = (name: string) => /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!) { ${name}(legUuid: $leg, target: $target) { state } }
`;
const END = 'mutation ($leg: ID!, $how: ConsultEnd!) { endConsult(legUuid: $leg, how: $how) { state } }';
const LIVE = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, live: true, first: 5) {
      nodes { heldSince operation { kind } consult { status customerWaits } legs { userName answeredAt endedAt } }
    }
  }
`;
interface Shown {
  heldSince: string | null;
  operation: { kind: string } | null;
  consult: { status: string; customerWaits: boolean } | null;
  legs: { userName: string | null; answeredAt: string | null; endedAt: string | null }[];
}

// Whether Vonage ends the other leg of a connected pair when one is moved is not documented (real-cloud row 4).
describe.each(['ends', 'stays'] as const)('when the other leg of a moved pair %s', (moved_pair) => {
  let app: TestApp;
  let id: string;
  let vonageId: string;
  let number: string;
  let caller: Handset;
  let jane: Handset;
  let joe: Handset;
  const asJane = { slot: 'jane' };

  beforeAll(async () => {
    app = await createTestApp({ manners: { moved_pair } });
    const application = await (await app.connectAccount()).createApplication();
    ({ id, vonageId } = application);
    number = (await application.rentNumber()).msisdn;
    await application.addJaneAndJoe();
    [caller, jane, joe] = await openPhones(app.control, vonageId);
    for (const phone of [jane, joe]) await phone.set({ auto_answer_ms: 0 });
  });
  afterAll(() => app?.close());
  afterEach(async () => {
    for (const phone of [caller, jane, joe]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
    for (const phone of [caller, jane, joe]) await phone.is('idle');
    await waitFor(async () => (await live()).length === 0);
  });

  const live = async () => (await app.ask<{ calls: { nodes: Shown[] } }>(LIVE, { id })).calls.nodes;
  const legOf = async (phone: Handset) => (await phone.now()).call!.leg;

  /** Waits until exactly these are connected, by our books, and nothing runs. */
  const connected = (...names: (string | null)[]) =>
    waitFor(async () => {
      const [call] = await live();
      const there = call?.legs.filter((leg) => leg.answeredAt && !leg.endedAt).map(({ userName }) => userName);
      return call && call.operation === null && there!.sort().join() === names.sort().join() && call;
    });

  const hear = async (speaker: Handset, hearer: Handset) => {
    const text = `Hello ${Math.random()}`;
    await waitFor(async () => {
      await speaker.say(text);
      return (await hearer.transcript()).some((heard) => heard.type === 'heard' && heard.text === text);
    });
  };
  const talk = (one: Handset, other: Handset) => Promise.all([hear(one, other), hear(other, one)]);

  async function hearsMusic(): Promise<boolean> {
    const { legs } = (await app.control('GET', `/legs?application_id=${vonageId}`)) as { legs: LegNow[] };
    return legs.some((leg) => leg.number !== undefined && leg.playing !== null);
  }

  async function callJane(): Promise<void> {
    await caller.dial(number);
    await connected(null, 'Jane');
  }
  async function janeCalls(): Promise<void> {
    const dialing = jane.dial('447700900001');
    await caller.is('ringing');
    await caller.answer();
    await dialing;
    await connected(null, 'Jane');
  }

  /** Jane talks with Joe; the caller hears music. @returns Jane's leg */
  async function consult(): Promise<string> {
    await app.ask(toTarget('consultCall'), { leg: await legOf(jane), target: { userName: 'Joe' } }, asJane);
    await waitFor(async () => (await live())[0]?.consult?.status === 'TALKING');
    await connected(null, 'Jane', 'Joe');
    await talk(jane, joe);
    await waitFor(hearsMusic);
    return legOf(jane);
  }
  const endConsult = async (how: string) => app.ask(END, { leg: await legOf(jane), how }, asJane);

  describe.each([
    ['a call that the agent has answered', callJane],
    ['a call that the agent has placed', janeCalls],
  ])('%s', (_, begin) => {
    it('is held and resumed', async () => {
      await begin();
      const leg = await legOf(jane);
      expect(await app.ask(byLeg('holdCall'), { leg }, asJane)).toEqual({ holdCall: { state: 'DONE' } });
      await waitFor(hearsMusic);
      expect(await app.ask(byLeg('resumeCall'), { leg }, asJane)).toEqual({ resumeCall: { state: 'DONE' } });
      await talk(caller, jane);
    });

    it('is transferred: the contact talks with Joe, and the agent leaves', async () => {
      await begin();
      await app.ask(toTarget('transferCall'), { leg: await legOf(jane), target: { userName: 'Joe' } }, asJane);
      await connected(null, 'Joe');
      await jane.is('idle');
      await talk(caller, joe);
    });

    it('is consulted about and completed: the contact talks with Joe', async () => {
      await begin();
      await consult();
      await endConsult('COMPLETE');
      await connected(null, 'Joe');
      await talk(caller, joe);
      expect(await hearsMusic()).toBe(false);
    });

    it('is consulted about and merged: all three talk', async () => {
      await begin();
      await consult();
      await endConsult('MERGE');
      await connected(null, 'Jane', 'Joe');
      await talk(caller, jane);
      await talk(caller, joe);
      expect(await hearsMusic()).toBe(false);
    });

    it('is consulted about and canceled: the contact talks with the agent', async () => {
      await begin();
      await consult();
      await endConsult('CANCEL');
      await connected(null, 'Jane');
      await talk(caller, jane);
      expect(await hearsMusic()).toBe(false);
    });

    it('is consulted about during a hold', async () => {
      await begin();
      await app.ask(byLeg('holdCall'), { leg: await legOf(jane) }, asJane);
      await consult();
      await endConsult('CANCEL');
      await connected(null, 'Jane');
      await talk(caller, jane);
    });
  });
});
