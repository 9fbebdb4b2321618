import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Heard } from '../helpers/handset.js';
import { startOffice } from '../helpers/office.js';
import { startSimulator } from '../helpers/simulator.js';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

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

/** A WebSocket of the control API, with everything that came over it. */
async function open(path: string) {
  const { url, control } = telephony.simulator;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/simulator${path}`, {
    headers: { authorization: control },
  });
  const came: Heard[] = [];
  let closed: number | null = null;
  socket.on('message', (data) => came.push(JSON.parse(data.toString())));
  socket.on('close', (code) => {
    closed = code;
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    came,
    closed: () => waitFor(() => closed),
    send: (message: object | string) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    expect: (type: string, fits: (message: Heard) => boolean = () => true) =>
      waitFor(() => came.find((message) => message.type === type && fits(message))),
    close: () => socket.close(),
  };
}
const stateIs = (state: string) => (message: Heard) => (message.phone as { state: string }).state === state;
const request = (method: string, path: string, body?: object | string) =>
  telephony.simulator.request(`/simulator${path}`, { method, ...(body !== undefined && { body }) });

describe('the control API of handsets', () => {
  it('creates a handset once, lists it, and deletes it', async () => {
    const made = await request('POST', '/phones', { number: '+44 7700 900001', name: 'Ann' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        id: '447700900001',
        name: 'Ann',
        number: '447700900001',
        user: null,
        application_id: null,
        state: 'idle',
        call: null,
        auto_answer_ms: null,
        auto_hangup_ms: null,
      },
    });
    expect((await request('POST', '/phones', { number: '447700900001' })).body).toMatchObject({ name: 'Ann' });
    const { body } = await request('GET', '/phones');
    expect((body as { phones: { id: string }[] }).phones.map(({ id }) => id)).toEqual([
      '447700900999',
      `user:${telephony.application.id}:Jane`,
      '447700900001',
    ]);
    expect((await request('DELETE', '/phones/447700900001')).status).toBe(204);
    expect((await request('GET', '/phones/447700900001')).status).toBe(404);
  });

  it.each([
    ['/phones', {}],
    ['/phones', { number: 'hello' }],
    ['/phones', { user: 'Jane' }],
    ['/phones/447700900999/dial', {}],
    ['/phones/447700900999/dial', { to: 17 }],
    ['/phones/447700900999/keys', { digits: 'abc' }],
    ['/phones/447700900999/say', {}],
  ])('refuses at %s the body %j with a sentence', async (path, body) => {
    const reply = await request('POST', path, body);
    expect(reply).toMatchObject({ status: 400, body: { error: expect.stringMatching(/\w+: \w+/) } });
  });

  it('refuses ten thousand digits', async () => {
    const body = { digits: '1'.repeat(10_000) };
    expect(await request('POST', `/phones/${caller.id}/keys`, body)).toMatchObject({ status: 400 });
  });

  it('returns 409 for actions that are not possible, and 404 for unknown handsets', async () => {
    for (const [verb, body] of [
      ['answer'],
      ['reject'],
      ['hangup'],
      ['keys', { digits: '1' }],
      ['say', { text: 'x' }],
    ] as const) {
      const reply = await request('POST', `/phones/447700900999/${verb}`, body ?? {});
      expect(reply).toMatchObject({ status: 409, body: { error: expect.stringMatching(/handset/) } });
    }
    telephony.office.on('/answer', [connectJane]);
    await caller.dial(NUMBER);
    expect((await request('POST', '/phones/447700900999/dial', { to: NUMBER })).status).toBe(409);
    expect((await request('POST', '/phones/447700900999/dial', { context: {} })).status).toBe(409);
    expect((await request('POST', '/phones/447700900000/dial', { to: NUMBER })).status).toBe(404);
    expect((await request('POST', '/phones', { user: 'Jane', application_id: 'nobody' })).status).toBe(404);
  });

  it('tells a caller immediately that a number cannot be reached', async () => {
    await caller.dial('447700900777');
    await caller.hears('ended', { by: 'platform', reason: 'cannot_route' });
    expect(await caller.now()).toMatchObject({ state: 'idle' });
  });

  it('supports handsets that answer and hang up automatically', async () => {
    telephony.office.on('/answer', [connectJane, talk('Good-bye.')]);
    await jane.set({ auto_answer_ms: 3000, auto_hangup_ms: 5000 });
    await caller.dial(NUMBER);
    await jane.is('ringing');
    await telephony.skip(3000);
    await jane.is('talking');
    await telephony.skip(5000);
    await jane.hears('ended', { by: 'me' });
    await caller.hears('said', { text: 'Good-bye.' });
    expect((await request('PATCH', `/phones/${encodeURIComponent(jane.id)}`, { auto_answer_ms: -1 })).status).toBe(400);
    expect(await jane.set({ auto_answer_ms: null })).toMatchObject({ auto_answer_ms: null, auto_hangup_ms: 5000 });
  });

  it('has a transcript with numbers and times, which can be read from a given event', async () => {
    telephony.office.on('/answer', [talk('One.'), { action: 'wait', timeout: 60 }]);
    await caller.dial(NUMBER);
    await caller.hears('silence');
    await telephony.skip(2000);
    await caller.keys('5');
    const events = await caller.transcript();
    expect(events.map((event) => event.n)).toEqual(events.map((_event, index) => index + 1));
    const keys = events.at(-1)!;
    expect(keys).toMatchObject({ type: 'keys', digits: '5', by: 'me', at: expect.stringMatching(/\.\d{3}Z$/) });
    expect(keys.ms).toBeGreaterThanOrEqual(2000);
    const { body } = await request('GET', `/phones/${caller.id}/transcript?after=${events.length - 1}`);
    expect(body).toEqual({ events: [keys] });
  });

  it('ends the call of a handset that is deleted', async () => {
    telephony.office.on('/answer', [connectJane, talk('Gone.')]);
    await caller.dial(NUMBER);
    await jane.is('ringing');
    await jane.answer();
    await caller.hears('joined');
    await jane.remove();
    await caller.hears('said', { text: 'Gone.' });
  });
});

describe('a handset’s socket', () => {
  it('sends the state and every event, and accepts actions', async () => {
    telephony.office.on('/answer', [connectJane]);
    const mine = await open(`/phones/${caller.id}/socket`);
    const hers = await open(`/phones/${encodeURIComponent(jane.id)}/socket`);
    await mine.expect('state', stateIs('idle'));
    mine.send({ type: 'dial', to: NUMBER });
    await mine.expect('state', stateIs('dialling'));
    await hers.expect('ringing');
    hers.send({ type: 'answer' });
    await mine.expect('joined');
    hers.send({ type: 'say', text: 'Hello' });
    await mine.expect('heard', (message) => message.text === 'Hello');
    mine.send({ type: 'keys', digits: '12' });
    await hers.expect('keys', (message) => message.by === 'far' && message.digits === '12');
    mine.send({ type: 'hangup' });
    await hers.expect('ended');
    await hers.expect('state', stateIs('idle'));
    mine.close();
    hers.close();
  });

  it('says why an action is refused, and stays open', async () => {
    const mine = await open(`/phones/${caller.id}/socket`);
    const refused = async (message: object | string, reason: RegExp) => {
      mine.came.length = 0;
      mine.send(message);
      expect((await mine.expect('refused')).reason).toMatch(reason);
    };
    await refused({ type: 'answer' }, /does not ring/);
    await refused({ type: 'fly' }, /one of these types/);
    await refused('no JSON', /one of these types/);
    await refused({ type: 'toString' }, /one of these types/);
    await refused({ type: 'dial' }, /to is required/);
    await refused({ type: 'say', text: 'x'.repeat(20_000) }, /too long/);
    mine.send({ type: 'dial', to: '447700900777' });
    await mine.expect('ended');
    mine.close();
  });

  it('is closed for a handset that does not exist', async () => {
    const none = await open('/phones/447700900000/socket');
    expect(await none.closed()).toBe(4404);
  });
});

describe('the feed', () => {
  it('sends transcripts, legs and webhooks, optionally of one conversation', async () => {
    telephony.office.on('/answer', [talk('Hello'), connectJane]);
    const all = await open('/feed');
    const { call } = await caller.dial(NUMBER);
    const one = await open(`/feed?conversation=${call!.conversation}`);
    const other = await open('/feed?conversation=CON-other');
    const answer = await all.expect('webhook', (message) => message.door === 'answer');
    expect(answer).toMatchObject({
      method: 'POST',
      url: `${telephony.office.address}/answer`,
      status: 200,
      attempt: 1,
      ms: expect.any(Number),
      request: { to: NUMBER },
      reply: [talk('Hello'), connectJane],
      conversation: call!.conversation,
      leg: call!.leg,
    });
    await jane.is('ringing');
    await all.expect('said', (message) => message.phone === caller.id && message.text === 'Hello');
    await all.expect('leg', (message) => message.user === 'Jane' && message.status === 'ringing');
    await caller.hangUp();
    await one.expect('ended', (message) => message.phone === jane.id);
    await one.expect('leg', (message) => message.number === '447700900999' && message.status === 'completed');
    expect(other.came).toEqual([]);
    for (const socket of [all, one, other]) socket.close();
  });

  it('says what is wrong with an NCCO', async () => {
    telephony.office.on('/answer', [{ action: 'talk' }]);
    const feed = await open('/feed');
    await caller.dial(NUMBER);
    const { findings } = await feed.expect('bad_ncco');
    expect(findings).toMatchObject([{ path: '$[0].text', severity: 'error' }]);
    feed.close();
  });
});

describe('a hostile flow', () => {
  it('of ten thousand actions that end immediately does not break the simulator', async () => {
    telephony.office.on('/answer', Array(10_000).fill({ action: 'input', type: ['dtmf'], mode: 'asynchronous' }));
    await caller.dial(NUMBER);
    await caller.hears('ended', { reason: 'ncco_finished' });
  });

  it('of a megabyte is refused like one that is wrong', async () => {
    telephony.office.on('/answer', [talk('x'.repeat(1_100_000))]);
    telephony.office.on('/fallback', [talk('Sorry.')]);
    await caller.dial(NUMBER);
    await caller.hears('said', { text: 'Sorry.' });
  });
});

describe('after a restart', () => {
  it('live calls are ended, reported as completed, and listed as such', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'denwaban-restart-'));
    const office = await startOffice();
    let simulator = await startSimulator({ dataDir });
    const application = await simulator.createApplication();
    const call = {
      to: [{ type: 'phone', number: '447700900009' }],
      from: { type: 'phone', number: NUMBER },
      ncco: [{ action: 'wait', timeout: 600 }],
      eventUrl: [`${office.address}/event`],
    };
    await simulator.request('/simulator/phones', { body: { number: '447700900009' } });
    const { uuid } = await simulator.sdk(application).voice.createOutboundCall(call as never);
    await office.expect('/event', { uuid, status: 'ringing' });
    await simulator.request('/simulator/phones/447700900009/answer', { body: {} });
    await office.expect('/event', { uuid, status: 'answered' });
    await simulator.close();

    simulator = await startSimulator({ dataDir });
    const { body } = await office.expect('/event', { uuid, status: 'completed' });
    expect(body).toMatchObject({ disconnected_by: 'platform', duration: expect.stringMatching(/^\d+$/) });
    expect(await simulator.sdk(application).voice.getCall(uuid)).toMatchObject({ status: 'completed' });
    await simulator.close();

    office.reset();
    simulator = await startSimulator({ dataDir });
    expect(await simulator.sdk(application).voice.getCall(uuid)).toMatchObject({ status: 'completed' });
    expect(office.arrived).toEqual([]);
    await simulator.close();
    await office.close();
    await rm(dataDir, { recursive: true });
  });
});
