import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';

let telephony: Telephony;
let caller: TestPhone;
let jane: TestPhone;
beforeAll(async () => {
  telephony = await startTelephony();
});
beforeEach(async () => {
  await telephony.reset();
  caller = await telephony.phone({ number: '447700900999' });
  jane = await telephony.phone({ user: 'Jane' });
});
afterAll(() => telephony.close());

const talk = (text: string) => ({ action: 'talk', text });
const connectJane = { action: 'connect', endpoint: [{ type: 'app', user: 'Jane' }] };

describe('a caller dials a rented number', () => {
  it('hears the greeting, is connected with Jane, and both hear each other', async () => {
    const { office } = telephony;
    office.on('/answer', [talk('Thank you for calling Jane'), connectJane]);
    const dialled = await caller.dial('+44 7700 900123');
    expect(dialled).toMatchObject({ state: 'dialling', call: { direction: 'outbound', other: NUMBER } });

    const rings = await jane.is('ringing');
    expect(rings.call).toMatchObject({ direction: 'inbound', other: '447700900999' });
    await jane.answer();
    await caller.hears('joined', { who: 'Jane' });
    await jane.say('Hello, Jane speaking.');
    await caller.hears('heard', { text: 'Hello, Jane speaking.' });
    await caller.say('I need help.');
    await jane.hears('heard', { text: 'I need help.' });
    await jane.hangUp();
    await caller.hears('ended', { by: 'platform' });

    const types = (await caller.transcript()).map((event) => event.type);
    expect(types).toEqual([
      'dialling',
      'ringback',
      'answered',
      'said',
      'ringback',
      'joined',
      'heard',
      'spoke',
      'left',
      'ended',
    ]);
    expect((await office.expect('/answer')).body).toMatchObject({
      to: NUMBER,
      from: '447700900999',
      endpoint_type: 'phone',
      uuid: dialled.call!.leg,
      conversation_uuid: dialled.call!.conversation,
      region_url: `${telephony.simulator.url}/eu-west`,
    });
  });

  it("reports each leg's status to the application, with times and price", async () => {
    const { office } = telephony;
    office.on('/answer', [connectJane]);
    const { call } = await caller.dial(NUMBER);
    const { call: janes } = await jane.is('ringing');
    await jane.answer();
    await caller.hears('joined');
    await telephony.skip(7000);
    await caller.hangUp();

    const { body } = await office.expect('/event', { uuid: call!.leg, status: 'completed' });
    expect(body).toMatchObject({
      from: '447700900999',
      to: NUMBER,
      direction: 'inbound',
      conversation_uuid: call!.conversation,
      rate: '0.00450000',
      network: 'GB-MOBILE',
      disconnected_by: 'user',
    });
    expect(['7', '8']).toContain(body.duration);
    expect(Number(body.price)).toBeCloseTo((0.0045 * Number(body.duration)) / 60, 8);
    const child = await office.expect('/event', { uuid: janes!.leg, status: 'completed' });
    expect(child.body).toMatchObject({ to: 'Jane', direction: 'outbound', disconnected_by: 'platform' });
    expect(office.statuses(call!.leg).sort()).toEqual(['answered', 'completed', 'ringing', 'started']);
    expect(office.statuses(janes!.leg).sort()).toEqual(['answered', 'completed', 'started']);
    const answered = office.at('/event').find((one) => one.body.status === 'answered');
    expect(answered!.body).toMatchObject({ start_time: null, rate: null, network: null });
  });

  it("writes an app's leg as the cloud does: no ringing, one instant, and a caller only at first", async () => {
    const { office } = telephony;
    office.on('/answer', [connectJane]);
    await caller.dial(NUMBER);
    const { call } = await jane.is('ringing');
    await telephony.skip(7000);
    await jane.answer();
    const { body: started } = await office.expect('/event', { uuid: call!.leg, status: 'started' });
    const { body: answered } = await office.expect('/event', { uuid: call!.leg, status: 'answered' });
    expect(started).toMatchObject({ from: '447700900999', to: 'Jane' });
    expect(answered).toMatchObject({ from: 'Unknown', to: 'Jane', timestamp: started.timestamp });
    expect(office.statuses(call!.leg)).not.toContain('ringing');
  });

  it('gives up while Jane rings: her leg is canceled', async () => {
    const { office } = telephony;
    office.on('/answer', [connectJane]);
    await caller.dial(NUMBER);
    const { call } = await jane.is('ringing');
    await caller.hangUp();
    await jane.hears('ended', { by: 'far', reason: 'cancelled' });
    await office.expect('/event', { uuid: call!.leg, status: 'cancelled' });
    const { body } = await office.expect('/event', { uuid: call!.leg, status: 'completed' });
    expect(body).toMatchObject({ duration: '0', start_time: null });
  });

  it('continues with the next action if Jane rejects, is busy, or does not answer in time', async () => {
    const { office } = telephony;
    office.on('/answer', [{ ...connectJane, timeout: 20 }, talk('Nobody is here.')]);
    await caller.dial(NUMBER);
    const { call } = await jane.is('ringing');
    await jane.reject();
    await caller.hears('said', { text: 'Nobody is here.' });
    const rejected = await office.expect('/event', { uuid: call!.leg, status: 'rejected' });
    expect(rejected.body).toMatchObject({ detail: 'declined', sip_code: 603 });
    await caller.is('idle');
    expect(office.statuses(call!.leg)).not.toContain('completed');

    await jane.set({ busy: true });
    await caller.dial(NUMBER);
    await caller.hears('said', { text: 'Nobody is here.' });
    expect((await office.expect('/event', { status: 'busy' })).body).toMatchObject({ sip_code: 486 });

    await jane.set({ busy: false });
    await caller.is('idle');
    await caller.dial(NUMBER);
    await jane.is('ringing');
    await telephony.skip(20_000);
    await caller.hears('said', { text: 'Nobody is here.' });
    await office.expect('/event', { status: 'timeout' });
    await jane.hears('ended', { by: 'platform', reason: 'timeout' });
  });

  it('waits for a user without a handset, who may connect in time', async () => {
    telephony.office.on('/answer', [{ ...connectJane, endpoint: [{ type: 'app', user: 'Joe' }] }]);
    await caller.dial(NUMBER);
    await caller.is('talking');
    const joe = await telephony.phone({ user: 'Joe' });
    await joe.is('ringing');
    await joe.answer();
    await caller.hears('joined', { who: 'Joe' });
  });

  it('fails for a user that does not exist', async () => {
    telephony.office.on('/answer', [{ ...connectJane, endpoint: [{ type: 'app', user: 'Nobody' }] }]);
    await caller.dial(NUMBER);
    const { body } = await telephony.office.expect('/event', { status: 'failed' });
    expect(body).toMatchObject({ to: 'Nobody', detail: 'cannot_route', sip_code: 404 });
  });

  it('ends when the application has an empty flow', async () => {
    telephony.office.on('/answer', []);
    await caller.dial(NUMBER);
    await caller.hears('ended', { by: 'platform', reason: 'ncco_finished' });
  });
});

describe('an agent calls out', () => {
  const context = { to: '+44 7700 900009', ticket: 17 };

  it('with custom data for the application as text, and no `from`', async () => {
    const { office } = telephony;
    office.on('/answer', [
      { action: 'connect', from: NUMBER, timeout: 20, endpoint: [{ type: 'phone', number: '447700900009' }] },
    ]);
    const friend = await telephony.phone({ number: '447700900009' });
    await jane.serverCall(context);
    const rings = await friend.is('ringing');
    expect(rings.call!.other).toBe(NUMBER);
    await friend.answer();
    await jane.hears('joined', { who: '447700900009' });
    const { body } = await office.expect('/answer');
    expect(body).toMatchObject({ from_user: 'Jane', to: context.to, endpoint_type: 'app' });
    expect(JSON.parse(String(body.custom_data))).toEqual(context);
    expect(body).not.toHaveProperty('from');
    const { body: started } = await office.expect('/event', { uuid: body.uuid, status: 'started' });
    expect(started).toMatchObject({ from: null, to: 'Jane', direction: 'inbound' });
  });

  it('and a GET carries that context as a JSON string', async () => {
    const { office, sdk, application } = telephony;
    const known = await sdk.applications.getApplication(application.id);
    const answer = known.capabilities!.voice!.webhooks!.answerUrl!;
    answer.httpMethod = 'GET' as never;
    await sdk.applications.updateApplication(known);
    await jane.serverCall(context);
    const { method, body } = await office.expect('/answer');
    answer.httpMethod = 'POST' as never;
    await sdk.applications.updateApplication(known);
    expect(method).toBe('GET');
    expect(JSON.parse(String(body.custom_data))).toEqual(context);
    expect(body.to).toBe(context.to);
  });

  it('shows "unknown" to the callee if `from` is not a number of the account', async () => {
    telephony.office.on('/answer', [
      { action: 'connect', from: '447700900555', endpoint: [{ type: 'phone', number: '447700900009' }] },
    ]);
    const friend = await telephony.phone({ number: '447700900009' });
    await jane.dial('447700900009');
    await friend.hears('ringing', { from: 'unknown' });
  });

  it('to an unassigned number: the leg fails', async () => {
    telephony.office.on('/answer', [{ action: 'connect', endpoint: [{ type: 'phone', number: '447700900888' }] }]);
    await jane.dial('447700900888');
    const { body } = await telephony.office.expect('/event', { status: 'failed' });
    expect(body).toMatchObject({ detail: 'cannot_route', sip_code: 404, direction: 'outbound' });
    await jane.hears('ended', { by: 'platform' });
  });

  it('to a phone that is switched off: unanswered', async () => {
    telephony.office.on('/answer', [{ action: 'connect', endpoint: [{ type: 'phone', number: '447700900009' }] }]);
    const friend = await telephony.phone({ number: '447700900009' });
    await friend.set({ unreachable: true });
    await jane.dial('447700900009');
    const { body } = await telephony.office.expect('/event', { status: 'unanswered' });
    expect(body).toMatchObject({ detail: 'unavailable', sip_code: 480 });
  });
});

describe('several handsets', () => {
  it('of one user all ring, and the first answer wins', async () => {
    telephony.office.on('/answer', [connectJane]);
    const mobile = await telephony.phone({ user: 'Jane', device: 'mobile' });
    await caller.dial(NUMBER);
    await Promise.all([jane.is('ringing'), mobile.is('ringing')]);
    await mobile.answer();
    await jane.hears('ended', { by: 'platform', reason: 'answered_elsewhere' });
    await caller.hears('joined', { who: 'Jane' });
    expect(await jane.now()).toMatchObject({ state: 'idle', call: null });
    expect(await mobile.now()).toMatchObject({ state: 'talking' });
  });

  it('of one user: one rejection rejects for all', async () => {
    telephony.office.on('/answer', [connectJane]);
    const mobile = await telephony.phone({ user: 'Jane', device: 'mobile' });
    await caller.dial(NUMBER);
    await Promise.all([jane.is('ringing'), mobile.is('ringing')]);
    await jane.reject();
    await mobile.hears('ended', { reason: 'rejected_elsewhere' });
    await telephony.office.expect('/event', { status: 'rejected' });
  });

  it('call each other without any application', async () => {
    const friend = await telephony.phone({ number: '447700900009' });
    await caller.dial('447700900009');
    await caller.hears('ringback', { of: '447700900009' });
    expect(await caller.now()).toMatchObject({ state: 'dialling' });
    await friend.answer();
    await caller.is('talking');
    await caller.say('It is me.');
    await friend.hears('heard', { text: 'It is me.' });
    await friend.hangUp();
    await caller.hears('ended', { by: 'far' });
    expect(telephony.office.arrived).toEqual([]);
  });

  it('hang up at the same moment: each leg ends once', async () => {
    telephony.office.on('/answer', [connectJane]);
    const { call } = await caller.dial(NUMBER);
    const { call: janes } = await jane.is('ringing');
    await jane.answer();
    await caller.hears('joined');
    await Promise.allSettled([caller.hangUp(), jane.hangUp()]);
    await telephony.office.expect('/event', { uuid: call!.leg, status: 'completed' });
    await telephony.office.expect('/event', { uuid: janes!.leg, status: 'completed' });
    for (const leg of [call!.leg, janes!.leg]) {
      expect(telephony.office.statuses(leg).filter((status) => status === 'completed')).toHaveLength(1);
    }
  });
});
