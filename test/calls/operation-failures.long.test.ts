import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Handset, openPhones } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import {
  byLeg,
  CONSULT,
  END,
  FOLLOWED,
  LIVE,
  type Live,
  RUNNING,
  type Shown,
  toTarget,
} from './operation-documents.js';

describe('operations when Vonage fails', () => {
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
    await made.addJaneAndJoe();
    [caller, jane, joe] = await openPhones(app.control, made.vonageId);
    for (const phone of [jane, joe]) await phone.set({ auto_answer_ms: 0 });
  });
  afterAll(() => app?.close());
  afterEach(async () => {
    await app.clearFaults();
    for (const phone of [caller, jane, joe]) if ((await phone.now()).call) await phone.hangUp().catch(() => {});
    for (const phone of [caller, jane, joe]) await phone.is('idle');
  });

  const live = async () => (await app.ask<Live>(LIVE, { id: application.id })).calls.nodes;
  /** The legs of the live call that has this one: the end of an earlier call may not have been heard of yet. */
  const legsOf = async (uuid: string) =>
    (await live()).filter((call) => call.legs.some((leg) => leg.uuid === uuid)).flatMap((call) => call.legs);

  /** @returns the legs of Jane and of the caller, who talk with each other */
  async function talk() {
    await caller.dial(number);
    await jane.is('talking');
    const [own, customer] = [(await jane.now()).call!.leg, (await caller.now()).call!.leg];
    await waitFor(async () => {
      const talking = (await live()).flatMap(({ legs }) => legs).filter((leg) => leg.answeredAt && !leg.endedAt);
      return [own, customer].every((uuid) => talking.some((leg) => leg.uuid === uuid));
    });
    return { own, customer };
  }

  async function consulted() {
    const legs = await talk();
    await app.ask(toTarget('consultCall'), { leg: legs.own, target: joes }, asJane);
    await jane.hears('joined', { who: 'Joe' });
    await waitFor(async () => (await status(legs.own)) === 'TALKING');
    return legs;
  }
  const status = async (leg: string) =>
    (await app.ask<{ consult: { status: string } | null }>(CONSULT, { leg }, asJane)).consult?.status ?? null;

  const hearEachOther = async (one: Handset, other: Handset) => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const text = `Hello ${Math.random()}`;
      await waitFor(async () => {
        await from.say(text);
        return (await to.transcript()).some((heard) => heard.type === 'heard' && heard.text === text);
      });
    }
  };

  /** Waits until no operation runs. @returns the last one as it was shown */
  const rest = (leg: string) =>
    waitFor(async () => {
      app.clock.advance(1000);
      await app.services.jobs.runDue();
      return (await app.ask<{ operation: Shown | null }>(RUNNING, { leg }, asJane)).operation === null;
    }, 15_000);

  /** Follows the operations of a leg, as a page does. */
  async function follow(leg: string) {
    const shown = await subscribe<{ operationChanged: Shown | null }>(app.url, {
      query: FOLLOWED,
      variables: { leg },
      slot: 'jane',
      cookie: app.cookie('jane')!,
    });
    await waitFor(() => shown.received.length === 1);
    return shown;
  }

  /** Holds the call. @returns how that ended, which on a busy machine may be after the reply */
  async function hold(leg: string): Promise<Shown> {
    const shown = await follow(leg);
    await app.ask(byLeg('holdCall'), { leg }, asJane);
    const last = () => shown.received.at(-1)!.operationChanged;
    await waitFor(() => last() && last()!.state !== 'RUNNING', 15_000);
    shown.stop();
    return last()!;
  }

  const faultAt = (path: string, method: string, fault: object, times = 1) =>
    app.fault({ path, method, application_id: application.vonageId, times, ...fault });

  describe('a hold', () => {
    it('whose music Vonage refuses is undone: both hear each other, and the call is not shown as on hold', async () => {
      const { own, customer } = await talk();
      await faultAt(`/v1/calls/${customer}/stream`, 'PUT', { status: 403 });
      expect(await hold(own)).toMatchObject({ state: 'UNDONE', problem: { extensions: { code: 'VONAGE_REFUSED' } } });
      await hearEachOther(jane, caller);
      expect((await live())[0]).toMatchObject({ heldSince: null, operation: null });
    });

    it('whose reply is garbage is sent again, until the contact hears the music', async () => {
      const { own, customer } = await talk();
      await faultAt(`/v1/calls/${customer}/stream`, 'PUT', { garbage: true });
      await faultAt(`/v1/calls/${own}`, 'PUT', { garbage: true });
      expect(await hold(own)).toMatchObject({ state: 'DONE', problem: null });
      await jane.hears('held');
      await caller.hears('playing');
    });

    it('is shown in every tab and on the call, and a transfer from another tab ends the music', async () => {
      const { own, customer } = await talk();
      await app.ask(byLeg('holdCall'), { leg: own }, asJane);
      const [call] = await live();
      const held = call!.legs.find(({ uuid }) => uuid === customer)!.heldSince;
      expect(held).toEqual(expect.stringMatching(/^20.*Z$/));
      expect(call!.heldSince).toBe(held);
      await app.ask(toTarget('transferCall'), { leg: own, target: joes }, asJane);
      await jane.is('idle');
      await hearEachOther(joe, caller);
      expect((await live())[0]).toMatchObject({ heldSince: null });
    });

    it('sends its state to subscribers from beginning to end', async () => {
      const { own } = await talk();
      const shown = await follow(own);
      expect(shown.received[0]).toEqual({ operationChanged: null });
      await app.ask(byLeg('holdCall'), { leg: own }, asJane);
      await waitFor(() => shown.received.at(-1)?.operationChanged?.state === 'DONE');
      expect(shown.received[1]).toMatchObject({ operationChanged: { kind: 'HOLD', state: 'RUNNING' } });
      shown.stop();
    });
  });

  describe('resuming', () => {
    it.each([
      ['is refused', { status: 400 }],
      ['finds nothing that plays', { status: 404 }],
      ['fails', { status: 500 }],
      ['is never answered with anything that can be read', { garbage: true }],
    ])('lets both talk at once although stopping the music %s', async (_, fault) => {
      const { own, customer } = await talk();
      await hold(own);
      await faultAt(`/v1/calls/${customer}/stream`, 'DELETE', fault, 1000);
      await app.ask(byLeg('resumeCall'), { leg: own }, asJane);
      await jane.hears('resumed');
      await hearEachOther(jane, caller);
      await app.clearFaults();
      await rest(own);
      expect((await live())[0]).toMatchObject({ heldSince: null });
    });
  });

  it.each([400, 404])(
    'hanging up, which Vonage refuses with %i at first, is repeated until the leg is over',
    async (status) => {
      const { own } = await talk();
      await faultAt(`/v1/calls/${own}`, 'PUT', { status }, 2);
      await app.ask('mutation ($leg: ID!) { hangUpLeg(legUuid: $leg) }', { leg: own }, asJane);
      await waitFor(async () => {
        app.clock.advance(1000);
        await app.services.jobs.runDue();
        return (await jane.now()).state === 'idle';
      });
      await caller.is('idle');
    },
  );

  it('a colleague who is consulted and no longer wanted stops ringing, although Vonage does not hang up what it has just placed', async () => {
    await joe.set({ auto_answer_ms: null });
    const { own } = await talk();
    await app.ask(toTarget('consultCall'), { leg: own, target: joes }, asJane);
    try {
      await waitFor(async () => (await status(own)) === 'CALLING');
      await app.ask(END, { leg: own, how: 'CANCEL' }, asJane);
      await rest(own);
      await joe.is('idle');
      await hearEachOther(jane, caller);
    } finally {
      await joe.set({ auto_answer_ms: 0 });
    }
  });

  describe('a consultation', () => {
    it('whose music fails after the contact was moved connects both again', async () => {
      const { own, customer } = await talk();
      await faultAt(`/v1/calls/${customer}/stream`, 'PUT', { status: 500 }, 100);
      await app.ask(toTarget('consultCall'), { leg: own, target: joes }, asJane);
      await rest(own);
      await hearEachOther(jane, caller);
      expect((await joe.now()).state).toBe('idle');
      expect(await status(own)).toBeNull();
    });

    it('whose agent cannot be released from hold leaves the contact on hold, and the agent can resume', async () => {
      const { own } = await talk();
      await app.ask(byLeg('holdCall'), { leg: own }, asJane);
      // The contact is moved first, then the agent is released by two requests on the same path.
      await faultAt(`/v1/calls/${own}`, 'PUT', { status: 500 }, 8);
      await app.ask(toTarget('consultCall'), { leg: own, target: joes }, asJane);
      await rest(own);
      expect((await joe.now()).state).toBe('idle');
      expect((await live())[0]!.heldSince).not.toBeNull();
      await app.ask(byLeg('resumeCall'), { leg: own }, asJane);
      await hearEachOther(jane, caller);
    });

    it('that is requested twice at the same time rings one person', async () => {
      const { own } = await talk();
      const ask = () =>
        app.graphql<{ consultCall: Shown }>(toTarget('consultCall'), { leg: own, target: joes }, asJane);
      const both = await Promise.all([ask(), ask()]);
      const refused = both.flatMap(({ errors }) => errors);
      expect(refused.map(({ extensions }) => extensions.code)).toEqual(['CONFLICT']);
      await jane.hears('joined', { who: 'Joe' });
      await waitFor(async () => (await legsOf(own)).length >= 3);
      expect(await legsOf(own)).toHaveLength(3);
    });

    it.each([
      ['is lost', { cut: true, after: true }],
      ['is garbage', { garbage: true, after: true }],
    ])('whose request to ring takes effect while its reply %s rings one person and continues', async (_, fault) => {
      const { own } = await talk();
      await faultAt('/v1/calls', 'POST', fault);
      await app.ask(toTarget('consultCall'), { leg: own, target: joes }, asJane);
      await jane.hears('joined', { who: 'Joe' });
      await hearEachOther(jane, joe);
      await waitFor(async () => (await status(own)) === 'TALKING' && (await legsOf(own)).length >= 3);
      expect(await legsOf(own)).toHaveLength(3);
    });

    it('whose agent has hung up is completed with the consulted person, also when Vonage fails at first', async () => {
      const { customer } = await consulted();
      await faultAt(`/v1/calls/${customer}/stream`, 'DELETE', { status: 500 }, 2);
      await jane.hangUp();
      await hearEachOther(joe, caller);
      await waitFor(async () => (await live())[0]?.heldSince === null);
    });
  });

  it('a transferred contact is not left in silence when the other agent hangs up', async () => {
    const { own } = await consulted();
    await app.ask(END, { leg: own, how: 'COMPLETE' }, asJane);
    await hearEachOther(joe, caller);
    const before = app.clock.now().toISOString();
    await joe.hangUp();
    await caller.is('idle');
    // It began in the transaction that applied Joe's last event, and not at some later look.
    const [settled] = await app.db.execute<{ late: number }>(sql`
      select extract(epoch from o.started_at - e.applied_at)::float8 * 1000 as late
      from operations o join events e on e.call_id = o.call_id
      where o.kind = 'settle' and o.started_at > ${before} and e.applied_at > ${before} and e.body ->> 'status' = 'completed'
      order by abs(extract(epoch from o.started_at - e.applied_at)) limit 1`);
    expect(settled!.late).toBeLessThan(1000);
  });

  it('a transfer whose reply is lost rings the target once, and the agent leaves', async () => {
    const { own, customer } = await talk();
    await faultAt(`/v1/calls/${customer}`, 'PUT', { cut: true, after: true });
    await app.ask(toTarget('transferCall'), { leg: own, target: joes }, asJane);
    await jane.is('idle');
    await hearEachOther(joe, caller);
    await waitFor(async () => (await legsOf(own)).filter(({ endedAt }) => endedAt === null).length === 2);
    expect(await legsOf(own)).toHaveLength(3);
  });
});
