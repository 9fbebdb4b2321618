import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MANNERS, readManners } from '../../server/simulator/control/manners.js';
import { refusal, startSimulator } from '../helpers/simulator.js';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';

let telephony: Telephony;
let caller: TestPhone;
let jane: TestPhone;
beforeAll(async () => {
  telephony = await startTelephony();
});
beforeEach(async () => {
  await telephony.reset();
  await telephony.control('DELETE', '/manners');
  caller = await telephony.phone({ number: '447700900009' });
  jane = await telephony.phone({ user: 'Jane' });
});
afterAll(() => telephony.close());

const set = (manners: object) => telephony.control('PATCH', '/manners', manners);
const usual = Object.fromEntries(Object.entries(MANNERS).map(([name, [first]]) => [name, first]));
const from = { type: 'phone' as const, number: NUMBER };
const waiting = [{ action: 'wait' as const, timeout: 600 }];
const ask = (path: string, method: string, body?: object) =>
  telephony.simulator.request(`/v1/calls${path}`, { method, authorization: telephony.bearer(), ...(body && { body }) });

describe('the manners of the simulator', () => {
  it('are what the cloud most likely does, until one is changed', async () => {
    expect(await telephony.control('GET', '/manners')).toEqual(usual);
    expect(await set({ moved_pair: 'stays' })).toEqual({ ...usual, moved_pair: 'stays' });
    await telephony.control('DELETE', '/manners');
    expect(await telephony.control('GET', '/manners')).toEqual(usual);
  });

  it('are refused by name where there is no such manner or value', async () => {
    await expect(set({ moved_pair: 'flies' })).rejects.toThrow(/moved_pair.*ends, stays/);
    await expect(set({ mood: 'good' })).rejects.toThrow(/mood.*is none of: users_on_region_change/);
  });

  it('are read from a setting', () => {
    expect(readManners('moved_pair=stays, idle_stop=works')).toEqual({ moved_pair: 'stays', idle_stop: 'works' });
    expect(readManners('')).toEqual({});
    expect(() => readManners('moved_pair')).toThrow('moved_pair must be one of: ends, stays');
    expect(() => readManners('mood=good')).toThrow('there is no "mood"');
  });

  it('can be given at the start', async () => {
    const other = await startSimulator({ manners: { idle_stop: 'works' } });
    expect((await other.request('/simulator/manners')).body).toEqual({ ...usual, idle_stop: 'works' });
    await other.close();
  });
});

/** A caller who talks with Jane by `connect`; at its end they hear a sentence. */
async function pair(): Promise<{ parent: string; child: string }> {
  telephony.office.on('/answer', [
    { action: 'connect', endpoint: [{ type: 'app', user: 'Jane' }] },
    { action: 'talk', text: 'That was all' },
  ]);
  await caller.dial(NUMBER);
  await jane.is('ringing');
  await jane.answer();
  await caller.hears('joined', { who: 'Jane' });
  return { parent: (await caller.now()).call!.leg, child: (await jane.now()).call!.leg };
}
const room = { type: 'ncco', ncco: [{ action: 'conversation', name: 'room' }] };

describe('a connected pair', () => {
  it('loses the called party when the caller is moved', async () => {
    const { parent } = await pair();
    await ask(`/${parent}`, 'PUT', { action: 'transfer', destination: room });
    await jane.hears('ended', { by: 'platform', reason: 'connect_over' });
    await caller.is('talking');
  });

  it('is over for the caller when the called party is moved: the next action runs', async () => {
    const { child } = await pair();
    await ask(`/${child}`, 'PUT', { action: 'transfer', destination: room });
    await caller.hears('said', { text: 'That was all' });
    await caller.hears('ended', { reason: 'ncco_finished' });
    await jane.is('talking');
  });

  it('or stays, whoever is moved', async () => {
    await set({ moved_pair: 'stays' });
    const { parent, child } = await pair();
    await ask(`/${parent}`, 'PUT', { action: 'transfer', destination: room });
    await ask(`/${child}`, 'PUT', { action: 'transfer', destination: room });
    await jane.hears('joined', { who: '447700900009' });
    expect(await caller.said()).toEqual([]);
  });
});

describe('custom data of a call by an app', () => {
  it.each([
    ['text', JSON.stringify({ to: '447700900009' })],
    ['object', { to: '447700900009' }],
  ])('is sent as %s', async (custom_data, sent) => {
    await set({ custom_data });
    telephony.office.on('/answer', waiting);
    await jane.serverCall({ to: '447700900009' });
    expect((await telephony.office.expect('/answer')).body.custom_data).toEqual(sent);
  });
});

describe('input without a type', () => {
  it.each([
    ['runs', undefined],
    ['fails', 'Invalid NCCO: input needs a type.'],
  ])('%s', async (input_without_type, reason) => {
    await set({ input_without_type });
    const { office } = telephony;
    office.on('/answer', [
      { action: 'input', maxDigits: 1, eventUrl: [`${office.address}/keys`] },
      { action: 'talk', text: 'Next' },
    ]);
    await caller.dial(NUMBER);
    if (reason) return void (await office.expect('/event', { reason }));
    await caller.is('talking');
    await caller.hears('silence');
    await caller.keys('1');
    await office.expect('/keys');
  });
});

describe('a leg that was placed a moment ago', () => {
  const place = async () =>
    (await telephony.sdk.voice.createOutboundCall({
      from,
      to: [{ type: 'phone', number: '447700900009' }],
      ncco: waiting,
    } as never)) as { uuid: string };

  it('cannot be hung up yet, and can soon after', async () => {
    const { uuid } = await place();
    expect((await refusal(telephony.sdk.voice.hangupCall(uuid))).status).toBe(400);
    await telephony.skip(301);
    await telephony.sdk.voice.hangupCall(uuid);
    await caller.is('idle');
  });

  it('or can be', async () => {
    await set({ early_hangup: 'works' });
    await telephony.sdk.voice.hangupCall((await place()).uuid);
    await caller.is('idle');
  });
});

describe('stopping what does not play', () => {
  it.each([
    ['not_found', 404],
    ['works', 200],
  ])('%s', async (idle_stop, status) => {
    await set({ idle_stop });
    const { parent } = await pair();
    for (const media of ['stream', 'talk']) expect((await ask(`/${parent}/${media}`, 'DELETE')).status).toBe(status);
  });
});

describe('a random caller ID of an application without a number', () => {
  it.each([
    ['refused', 400],
    ['unknown', 201],
  ])('is %s', async (no_random_number, status) => {
    await set({ no_random_number });
    const { simulator } = telephony;
    const application = await simulator.createApplication();
    const body = {
      to: [{ type: 'phone', number: '447700900009' }],
      random_from_number: true,
      ncco: waiting,
      event_url: ['http://127.0.0.1:9/event'],
    };
    const reply = await simulator.request('/v1/calls', { authorization: simulator.bearer(application), body });
    expect(reply.status).toBe(status);
  });
});

describe('a call placed to an app', () => {
  it.each([
    ['ring', 201],
    ['refused', 400],
  ])('%s', async (calls_to_apps, status) => {
    await set({ calls_to_apps });
    expect((await ask('', 'POST', { from, to: [{ type: 'app', user: 'Jane' }], ncco: waiting })).status).toBe(status);
  });
});

describe('renting a number that is offered', () => {
  it.each([
    ['works', 200, 'success'],
    ['needs_address', 420, 'Address Validation Required'],
    ['not_on_trial', 420, 'method failed: numbers cannot be bought with a trial account'],
  ])('%s', async (renting, status, label) => {
    await set({ renting });
    const { simulator } = telephony;
    simulator.cloud.numbers.delete('447700900555');
    const reply = await simulator.request('/number/buy', {
      method: 'POST',
      body: { country: 'GB', msisdn: '447700900555' },
    });
    expect(reply).toMatchObject({ status, body: { 'error-code-label': label } });
  });
});

describe('someone who calls from a phone', () => {
  it.each([
    ['none', 0],
    ['generated', 1],
  ])('%s', async (caller_users, more) => {
    await set({ caller_users });
    telephony.office.on('/answer', waiting);
    const made = () =>
      [...telephony.simulator.cloud.users.values()].filter(({ name }) => name.startsWith('NAM-')).length;
    const before = made();
    await caller.dial(NUMBER);
    expect(made()).toBe(before + more);
  });
});

describe('a caller ID that is no number of the account', () => {
  it.each([
    ['accepted', 201],
    ['refused', 400],
  ])('is %s', async (foreign_from, status) => {
    await set({ foreign_from });
    const foreign = { type: 'phone', number: '447700900999' };
    expect((await ask('', 'POST', { from: foreign, to: [{ type: 'app', user: 'Jane' }], ncco: waiting })).status).toBe(
      status,
    );
    expect((await ask('', 'POST', { from, to: [{ type: 'app', user: 'Jane' }], ncco: waiting })).status).toBe(201);
  });
});
