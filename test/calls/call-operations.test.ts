import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Handset, openHandset, openPhones } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const leg = (name: string) =>
  `mutation ($leg: ID!) { ${name}(legUuid: $leg) ${name === 'hangUpLeg' ? '' : '{ id kind state }'} }`;
const TRANSFER = /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!) { transferCall(legUuid: $leg, target: $target) { id kind state } }
`;
const CONSULT = /* GraphQL */ `
  mutation ($leg: ID!, $target: TransferTargetInput!) { consultCall(legUuid: $leg, target: $target) { kind state } }
`;
const END_CONSULT = /* GraphQL */ `
  mutation ($leg: ID!, $how: ConsultEnd!) { endConsult(legUuid: $leg, how: $how) { kind state } }
`;
const CONSULT_NOW = /* GraphQL */ `
  query ($leg: ID!) { consult(legUuid: $leg) { who status customerWaits } }
`;
const CONSULT_NEWS = /* GraphQL */ `
  subscription ($leg: ID!) { consult: consultChanged(legUuid: $leg) { status customerWaits } }
`;
const CONSULT_OF_CALLS = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, first: 5) { nodes { consult { who status } notes { userName text } } }
  }
`;
const CONSULTED_BY = /* GraphQL */ `
  query ($id: ID!, $leg: ID!) { calls(applicationId: $id, first: 1) { nodes { consultedBy(legUuid: $leg) } } }
`;
const NOTE = /* GraphQL */ `
  mutation ($leg: ID!, $text: String!) { writeCallNote(legUuid: $leg, text: $text) }
`;
const LIVE = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, live: true, first: 5) { nodes { id legs { uuid answeredAt endedAt operationId } } }
  }
`;
type Now = { consult: { status: string; customerWaits: boolean } | null };
type Shown = { calls: { nodes: { consult: object | null; notes: object[] }[] } };
interface Leg {
  uuid: string;
  answeredAt: string | null;
  endedAt: string | null;
  operationId: string | null;
}
type Live = { calls: { nodes: { id: string; legs: Leg[] }[] } };

describe('operations of an agent during a call', () => {
  let app: TestApp;
  let application: SeededApplication;
  let number: string;
  let caller: Handset;
  let jane: Handset;
  let joe: Handset;

  const asJane = { slot: 'jane' };
  const asJoe = { slot: 'joe' };

  beforeAll(async () => {
    app = await createTestApp();
    const made = await (await app.connectAccount()).createApplication();
    application = made;
    number = (await made.rentNumber()).msisdn;
    await made.addJaneAndJoe();
    [caller, jane, joe] = await openPhones(app.control, made.vonageId);
  });
  afterAll(() => app?.close());
  afterEach(async () => {
    for (const phone of [caller, jane, joe]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
    for (const phone of [caller, jane, joe]) await phone.is('idle');
  });

  /** Waits until the server knows that all of them talk. */
  const known = (uuids: string[]) =>
    waitFor(async () => {
      const { calls } = await app.ask<Live>(LIVE, { id: application.id });
      const talking = calls.nodes.flatMap(({ legs }) => legs.filter((one) => one.answeredAt && !one.endedAt));
      return uuids.every((uuid) => talking.some((one) => one.uuid === uuid));
    });

  /** @returns Jane's leg, when the caller talks with her */
  async function callJane(shownAs?: string): Promise<string> {
    await caller.dial(number, shownAs);
    await jane.is('ringing');
    const view = await jane.answer();
    await caller.hears('joined', { who: 'Jane' });
    await known([view.call!.leg, (await caller.now()).call!.leg]);
    return view.call!.leg;
  }

  /** @returns Jane's leg, when she talks with the number that she has called */
  async function janeCalls(): Promise<string> {
    await jane.dial('447700900001');
    await caller.is('ringing');
    await caller.answer();
    await jane.hears('joined', { who: '447700900001' });
    const { call } = await jane.now();
    await known([call!.leg, (await caller.now()).call!.leg]);
    return call!.leg;
  }

  const talk = async (one: Handset, other: Handset) => {
    const text = `Hello ${Math.random()}`;
    await one.say(text);
    await other.hears('heard', { text });
  };

  it.each([
    ['has answered', () => callJane()],
    ['has placed', janeCalls],
  ])(
    'holds the call that she %s: music for the other side, silence for her; then both talk again',
    async (_, begin) => {
      const held = await begin();
      await app.ask(leg('holdCall'), { leg: held }, asJane);
      await jane.hears('held');
      await caller.hears('playing', { url: `${app.url}/hold.wav` });
      await jane.say('Nobody hears this');

      await app.ask(leg('resumeCall'), { leg: held }, asJane);
      await jane.hears('resumed');
      await talk(caller, jane);
      await talk(jane, caller);
      expect((await caller.transcript()).filter(({ type }) => type === 'heard')).toHaveLength(1);
    },
  );

  it('blind transfer: connects the caller with Joe, and the agent leaves at once', async () => {
    const own = await callJane();
    const target = { userName: 'Joe' };
    const { transferCall } = await app.ask<{ transferCall: { id: string } }>(TRANSFER, { leg: own, target }, asJane);
    await jane.is('idle');
    await joe.is('ringing');
    await caller.hears('said', { text: 'Please hold while we connect you.' });
    /** Joe's leg, which names the transfer that called him. */
    const called = () =>
      waitFor(async () => {
        const { calls } = await app.ask<Live>(LIVE, { id: application.id });
        return calls.nodes[0]?.legs.find(({ operationId }) => operationId === transferCall.id);
      });
    expect((await called()).answeredAt).toBeNull();
    await joe.answer();
    await caller.hears('joined', { who: 'Joe' });
    await talk(caller, joe);
    await waitFor(async () => (await called()).answeredAt);
  });

  it('blind transfer: whoever is called after a long sentence, when the transfer is over already, rings and talks', async () => {
    const own = await callJane();
    await app.control('PATCH', '/account', { speech_rate: 30 });
    const { transferCall } = await app.ask<{ transferCall: { state: string } }>(
      TRANSFER,
      { leg: own, target: { userName: 'Joe' } },
      asJane,
    );
    expect([transferCall.state, (await joe.now()).state]).toEqual(['DONE', 'idle']);
    await joe.is('ringing');
    await waitFor(async () => {
      const { calls } = await app.ask<Live>(LIVE, { id: application.id });
      return calls.nodes[0]?.legs.filter(({ uuid, endedAt }) => uuid !== own && endedAt === null).length === 2;
    });
    await app.services.jobs.runDue();
    await joe.answer();
    await talk(caller, joe);
    await app.control('PATCH', '/account', { speech_rate: 100_000 });
  });

  it('blind transfer of a called person on hold: the music ends', async () => {
    const own = await janeCalls();
    await app.ask(leg('holdCall'), { leg: own }, asJane);
    await app.ask(TRANSFER, { leg: own, target: { userName: 'Joe' } }, asJane);
    await joe.is('ringing');
    await caller.hears('silence');
    await joe.answer();
    await talk(joe, caller);
    expect((await jane.now()).state).toBe('idle');
  });

  it('blind transfer to a phone number, which sees the application’s number', async () => {
    const own = await callJane();
    const elsewhere = await openHandset(app.control, { number: '447700900009' });
    await app.ask(TRANSFER, { leg: own, target: { number: '+44 7700 900009' } }, asJane);
    await elsewhere.hears('ringing', { from: number });
    await elsewhere.answer();
    await talk(caller, elsewhere);
    await elsewhere.remove();
  });

  describe('warm transfer: the agent consults Joe while the caller hears music', () => {
    /** @returns Jane's leg */
    async function callJoe(): Promise<string> {
      const own = await callJane();
      const target = { userName: 'Joe' };
      expect(await app.ask(CONSULT, { leg: own, target }, asJane)).toMatchObject({ consultCall: { kind: 'CONSULT' } });
      await caller.hears('playing');
      await joe.is('ringing');
      return own;
    }

    async function consultJoe(): Promise<string> {
      const own = await callJoe();
      await joe.answer();
      await jane.hears('joined', { who: 'Joe' });
      await talk(jane, joe);
      await fares(own, 'TALKING');
      expect((await caller.transcript()).filter(({ type }) => type === 'heard')).toEqual([]);
      return own;
    }

    /** Waits until Jane can see how Joe fares. */
    const fares = (own: string, status: string | null, customerWaits = true) =>
      waitFor(async () => {
        const { consult } = await app.ask<Now>(CONSULT_NOW, { leg: own }, asJane);
        return status ? consult?.status === status && consult.customerWaits === customerWaits : consult === null;
      });

    /** Waits until the server has settled what becomes of the others after the agent has left. */
    const settled = () =>
      waitFor(async () => {
        const { calls } = await app.ask<Shown>(CONSULT_OF_CALLS, { id: application.id });
        return calls.nodes.every(({ consult }) => consult === null);
      });

    it.each([
      ['the caller’s number', () => callJane(), '447700900001'],
      ['the number that the agent has called', () => janeCalls(), '447700900001'],
      ['the application’s number where the caller withholds theirs', () => callJane('anonymous'), null],
    ])('Joe sees %s', async (_, begin, shown) => {
      const own = await begin();
      await app.ask(CONSULT, { leg: own, target: { userName: 'Joe' } }, asJane);
      await joe.is('ringing');
      expect(await joe.hears('ringing')).toMatchObject({ from: shown ?? number });
    });

    it('Joe sees the application’s number where Vonage accepts no other', async () => {
      await app.control('PATCH', '/manners', { foreign_from: 'refused' });
      const own = await callJane();
      await app.ask(CONSULT, { leg: own, target: { userName: 'Joe' } }, asJane);
      await joe.is('ringing');
      expect(await joe.hears('ringing')).toMatchObject({ from: number });
      await app.control('PATCH', '/manners', { foreign_from: 'accepted' });
    });

    it('merge: all three hear each other', async () => {
      const own = await consultJoe();
      await app.ask(END_CONSULT, { leg: own, how: 'MERGE' }, asJane);
      await caller.hears('joined', { who: 'Joe' });
      await talk(joe, caller);
      await talk(caller, jane);
      await fares(own, null);
    });

    it('merge: a hold by one agent that the other ends is over for both', async () => {
      const own = await consultJoe();
      await app.ask(END_CONSULT, { leg: own, how: 'MERGE' }, asJane);
      await caller.hears('joined', { who: 'Joe' });
      await fares(own, null);
      await app.ask(leg('holdCall'), { leg: own }, asJane);
      await caller.hears('playing');
      const joes = (await joe.now()).call!.leg;
      await app.ask(leg('resumeCall'), { leg: joes }, asJoe);
      await talk(joe, caller);
      for (const [one, other] of [
        [jane, caller],
        [caller, jane],
        [jane, joe],
      ] as const) {
        await waitFor(async () => {
          const text = `Hello ${Math.random()}`;
          await one.say(text);
          return (await other.transcript()).some((event) => event.type === 'heard' && event.text === text);
        });
      }
    });

    it('complete: Joe and the caller hear each other', async () => {
      const own = await consultJoe();
      await app.ask(END_CONSULT, { leg: own, how: 'COMPLETE' }, asJane);
      await jane.is('idle');
      await talk(joe, caller);
    });

    it.each([
      ['while it rings and after Jane has returned to the caller', callJoe, 'CANCEL', 'Jane'],
      ['also after he has answered and Jane has returned to the caller', consultJoe, 'CANCEL', 'Jane'],
      ['no longer when the caller was left with him', consultJoe, 'COMPLETE', null],
      ['no longer when all three talked', consultJoe, 'MERGE', null],
    ] as const)('Joe’s call says that Jane consulted him, %s', async (_, begin, how, then) => {
      const own = await begin();
      const joes = (await joe.now()).call!.leg;
      const consultedBy = async () => {
        type Found = { calls: { nodes: { consultedBy: string | null }[] } };
        const { calls } = await app.ask<Found>(CONSULTED_BY, { id: application.id, leg: joes }, asJoe);
        return calls.nodes[0]?.consultedBy;
      };
      await waitFor(async () => (await consultedBy()) === 'Jane');
      await app.ask(END_CONSULT, { leg: own, how }, asJane);
      await fares(own, null);
      expect(await consultedBy()).toBe(then);
    });

    it('Joe’s leg belongs to the call from the first ring, and Joe cannot hold or transfer the caller yet', async () => {
      await callJoe();
      const joes = (await joe.now()).call!.leg;
      const callOf = async (uuid: string) => {
        const { calls } = await app.ask<Live>(LIVE, { id: application.id });
        return calls.nodes.filter(({ legs }) => legs.some((one) => one.uuid === uuid)).map(({ id }) => id);
      };
      const [hers] = await callOf((await caller.now()).call!.leg);
      await waitFor(async () => (await callOf(joes))[0] === hers);
      await joe.answer();
      await jane.hears('joined', { who: 'Joe' });
      expect((await app.refused(leg('holdCall'), { leg: joes }, asJoe)).extensions.rule).toBe('nobodyThere');
    });

    it('after completing, Joe can hold and transfer the caller to Jane, and Jane can consult Joe again', async () => {
      const own = await consultJoe();
      const joes = (await joe.now()).call!.leg;
      await app.ask(END_CONSULT, { leg: own, how: 'COMPLETE' }, asJane);
      await jane.is('idle');
      await app.ask(leg('holdCall'), { leg: joes }, asJoe);
      await caller.hears('playing', { url: `${app.url}/hold.wav` });
      await app.ask(leg('resumeCall'), { leg: joes }, asJoe);
      await talk(joe, caller);
      await app.ask(TRANSFER, { leg: joes, target: { userName: 'Jane' } }, asJoe);
      await joe.is('idle');
      await jane.is('ringing');
      await jane.answer();
      await talk(jane, caller);

      const again = (await jane.now()).call!.leg;
      await app.ask(CONSULT, { leg: again, target: { userName: 'Joe' } }, asJane);
      await joe.is('ringing');
      await joe.answer();
      await fares(again, 'TALKING');
      await app.ask(END_CONSULT, { leg: again, how: 'COMPLETE' }, asJane);
      await jane.is('idle');
      await talk(joe, caller);
    });

    it('return to caller: Joe leaves the call', async () => {
      const own = await consultJoe();
      await app.ask(END_CONSULT, { leg: own, how: 'CANCEL' }, asJane);
      await joe.is('idle');
      await talk(caller, jane);
    });

    it('shows that Joe is called and declines, and the agent returns to the caller', async () => {
      const own = await callJoe();
      // No event says that an app rings (real-cloud row 5).
      await fares(own, 'CALLING');
      expect((await app.refused(END_CONSULT, { leg: own, how: 'COMPLETE' }, asJane)).extensions.rule).toBe(
        'nobodyThere',
      );
      await joe.reject();
      await fares(own, 'DECLINED');
      await app.ask(END_CONSULT, { leg: own, how: 'CANCEL' }, asJane);
      await talk(caller, jane);
    });

    it('sends the status of the consultation to subscribers at once', async () => {
      const own = await callJane();
      await app.ask(CONSULT, { leg: own, target: { userName: 'Joe' } }, asJane);
      const news = await subscribe<Now>(app.url, {
        query: CONSULT_NEWS,
        variables: { leg: own },
        slot: 'jane',
        ...(app.cookie('jane') && { cookie: app.cookie('jane')! }),
      });
      await joe.is('ringing');
      await joe.answer();
      await waitFor(() => news.received.some(({ consult }) => consult?.status === 'TALKING'));
      await app.ask(END_CONSULT, { leg: own, how: 'CANCEL' }, asJane);
      await waitFor(() => news.received.at(-1)?.consult === null);
      news.stop();
    });

    it('shows the consultation on the call to everyone who may see the call', async () => {
      await consultJoe();
      const { calls } = await app.ask<Shown>(CONSULT_OF_CALLS, { id: application.id });
      expect(calls.nodes.map(({ consult }) => consult)).toContainEqual({ who: 'Joe', status: 'TALKING' });
    });

    it('connects Joe with the caller if the agent hangs up during the consultation', async () => {
      await consultJoe();
      await jane.hangUp();
      await settled();
      await talk(joe, caller);
      await talk(caller, joe);
    });

    it('ends the call if the caller or Joe hangs up afterwards', async () => {
      const own = await consultJoe();
      await app.ask(END_CONSULT, { leg: own, how: 'CANCEL' }, asJane);
      await joe.is('idle');
      await talk(caller, jane);
      await caller.hangUp();
      await jane.is('idle');

      const again = await consultJoe();
      await app.ask(END_CONSULT, { leg: again, how: 'COMPLETE' }, asJane);
      await talk(joe, caller);
      await joe.hangUp();
      await caller.is('idle');
    });

    it('tells the caller if the agent hangs up before Joe answers', async () => {
      await callJoe();
      await jane.hangUp();
      await settled();
      await caller.hears('said', { text: 'Sorry, we have lost the person you were talking to. Please call again.' });
      await caller.is('idle');
      await joe.is('idle');
    });

    it('refuses to return to a caller who has hung up', async () => {
      const own = await consultJoe();
      await caller.hangUp();
      await fares(own, 'TALKING', false);
      expect((await app.refused(END_CONSULT, { leg: own, how: 'CANCEL' }, asJane)).extensions.rule).toBe('nobodyThere');
      await talk(joe, jane);
    });

    it('lets only the agent see and end the consultation, and start only one', async () => {
      const own = await consultJoe();
      expect((await app.refused(END_CONSULT, { leg: own, how: 'CANCEL' }, asJoe)).extensions.code).toBe('NOT_FOUND');
      expect((await app.refused(CONSULT_NOW, { leg: own }, asJoe)).extensions.code).toBe('NOT_FOUND');
      const again = await app.refused(CONSULT, { leg: own, target: { number: '447700900009' } }, asJane);
      expect(again.extensions.code).toBe('CONFLICT');
    });
  });

  it('keeps an agent’s note with the call after its end, and refuses changes by other agents', async () => {
    const own = await callJane();
    await app.ask(NOTE, { leg: own, text: 'Wants' }, asJane);
    await caller.hangUp();
    await jane.is('idle');
    await app.ask(NOTE, { leg: own, text: 'Wants a callback at five.' }, asJane);
    const { calls } = await app.ask<Shown>(CONSULT_OF_CALLS, { id: application.id });
    expect(calls.nodes[0]!.notes).toEqual([{ userName: 'Jane', text: 'Wants a callback at five.' }]);
    expect((await app.refused(NOTE, { leg: own, text: 'x' }, { slot: 'joe' })).extensions.code).toBe('NOT_FOUND');
    expect((await app.refused(NOTE, { leg: own, text: 'x'.repeat(5001) }, asJane)).extensions.rule).toBe('tooLong');
  });

  it('keeps both texts and their authors when an admin replaces a note', async () => {
    const own = await callJane();
    await app.ask(NOTE, { leg: own, text: 'Wants' }, asJane);
    await app.ask(NOTE, { leg: own, text: 'Wants his money back.' }, asJane);
    await app.ask(NOTE, { leg: own, text: 'Nothing of it.' });
    const query = `{ calls(applicationId: "${application.id}", first: 1) { nodes {
      notes { userName writerName text earlier { writerName text writtenAt } } } } }`;
    const { calls } = await app.ask<Shown>(query, {}, asJane);
    const earlier = [
      { writerName: 'Jane', text: 'Wants his money back.', writtenAt: expect.stringMatching(/^20.*Z$/) },
    ];
    expect(calls.nodes[0]!.notes).toEqual([{ userName: 'Jane', writerName: 'Owner', text: 'Nothing of it.', earlier }]);
    const log = '{ auditLog(filter: { action: "call." }, first: 1) { nodes { actorName targetName after } } }';
    expect(await app.ask(log)).toEqual({
      auditLog: { nodes: [{ actorName: 'Owner', targetName: 'Jane', after: { operation: 'note' } }] },
    });
    await caller.hangUp();
    await jane.is('idle');
  });

  it('hangs up the agent’s leg while the called person still rings', async () => {
    const { call } = await jane.dial('447700900001');
    await caller.is('ringing');
    await waitFor(async () => !(await app.graphql(leg('hangUpLeg'), { leg: call!.leg }, asJane)).errors.length);
    await caller.is('idle');
    await jane.is('idle');
  });

  it('refuses operations by other agents, and invalid targets', async () => {
    const own = await callJane();
    for (const name of ['holdCall', 'resumeCall', 'hangUpLeg']) {
      expect((await app.refused(leg(name), { leg: own }, { slot: 'joe' })).extensions.code).toBe('NOT_FOUND');
    }
    expect((await app.refused(leg('holdCall'), { leg: own }, { slot: 'nobody' })).extensions.code).toBe(
      'UNAUTHENTICATED',
    );
    expect((await app.refused(TRANSFER, { leg: own, target: {} }, asJane)).extensions.rule).toBe('required');
    expect((await app.refused(TRANSFER, { leg: own, target: { number: '12' } }, asJane)).extensions.rule).toBe(
      'phoneNumber',
    );
    await talk(caller, jane);
    await app.ask(leg('holdCall'), { leg: own });
    await caller.hears('playing');
  });

  it('refuses to hold a call whose caller has just hung up', async () => {
    const own = await callJane();
    await caller.hangUp();
    await waitFor(async () => (await app.graphql(leg('holdCall'), { leg: own }, asJane)).errors.length > 0, 10_000);
  });
});
