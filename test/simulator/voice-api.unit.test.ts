import type { Vonage } from '@vonage/server-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusal, startSimulator } from '../helpers/simulator.js';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';

let telephony: Telephony;
let voice: Vonage['voice'];
let friend: TestPhone;
let jane: TestPhone;
beforeAll(async () => {
  telephony = await startTelephony({ manners: { moved_pair: 'stays' } });
  voice = telephony.sdk.voice;
});
beforeEach(async () => {
  await telephony.reset();
  friend = await telephony.phone({ number: '447700900009' });
  jane = await telephony.phone({ user: 'Jane' });
});
afterAll(() => telephony.close());

const talk = (text: string) => ({ action: 'talk', text });
const from = { type: 'phone' as const, number: NUMBER };
const toFriend = [{ type: 'phone' as const, number: '447700900009' }];
const toJane = [{ type: 'app' as const, user: 'Jane' }];
type Outbound = Parameters<typeof voice.createOutboundCall>[0];
const create = (call: object) => voice.createOutboundCall({ from, ...call } as Outbound);
/** A call that is answered and talks. */
async function talking(...ncco: object[]): Promise<string> {
  const { uuid } = await create({ to: toFriend, ncco: ncco.length > 0 ? ncco : [{ action: 'wait', timeout: 600 }] });
  await friend.is('ringing');
  await friend.answer();
  return uuid;
}
/** A call, asked for without the SDK. */
const ask = (path: string, method: string, body?: object) =>
  telephony.simulator.request(`/v1/calls${path}`, { method, authorization: telephony.bearer(), ...(body && { body }) });

describe('a created call, through the unmodified SDK', () => {
  it('rings an app user, runs its NCCO when answered, and reports to its own event URL', async () => {
    const event = `${telephony.office.address}/own`;
    const made = await create({ to: toJane, ncco: [talk('Hello Jane')], eventUrl: [event], ringingTimer: 30 });
    expect(made).toMatchObject({ status: 'started', direction: 'outbound', uuid: expect.any(String) });
    await jane.hears('ringing', { from: NUMBER });
    await jane.answer();
    await jane.hears('said', { text: 'Hello Jane' });
    const { body } = await telephony.office.expect('/own', { uuid: made.uuid, status: 'completed' });
    expect(body).toMatchObject({ to: 'Jane', from: 'Unknown', disconnected_by: 'platform' });
    expect(telephony.office.at('/event')).toEqual([]);
    expect(telephony.office.at('/answer')).toEqual([]);
  });

  it('requests its answer URL when answered, with keys pressed and the given method', async () => {
    const { office } = telephony;
    office.on('/own-answer', [talk('Hello')]);
    const made = await create({
      to: [{ ...toFriend[0], dtmfAnswer: '12' }],
      answerUrl: [`${office.address}/own-answer`],
      answerMethod: 'POST',
    });
    await friend.is('ringing');
    expect(office.at('/own-answer')).toEqual([]);
    await friend.answer();
    await friend.hears('keys', { digits: '12', by: 'far' });
    await friend.hears('said', { text: 'Hello' });
    const { method, body } = await office.expect('/own-answer');
    expect(method).toBe('POST');
    expect(body).toMatchObject({ uuid: made.uuid, to: '447700900009', from: NUMBER, endpoint_type: 'phone' });
  });

  it('shows one of the application’s numbers if a random one is requested', async () => {
    await create({ from: undefined, random_from_number: true, to: toFriend, ncco: [talk('Hello')] });
    await friend.hears('ringing', { from: NUMBER });
  });

  it('ends as timeout after the ringing timer, and is ended by the length timer', async () => {
    const unheard = await create({ to: toFriend, ncco: [talk('Hello')], ringingTimer: 5 });
    await friend.is('ringing');
    await telephony.skip(5000);
    await telephony.office.expect('/event', { uuid: unheard.uuid, status: 'timeout' });
    await friend.is('idle');

    const long = await create({ to: toFriend, ncco: [{ action: 'wait', timeout: 600 }], lengthTimer: 60 });
    await friend.is('ringing');
    await friend.answer();
    await telephony.skip(60_000);
    const { body } = await telephony.office.expect('/event', { uuid: long.uuid, status: 'completed' });
    expect(body).toMatchObject({ disconnected_by: 'platform', duration: expect.stringMatching(/^6[01]$/) });
  });

  it.each([
    [{ type: 'websocket', uri: 'wss://example.com/bot', contentType: 'audio/l16;rate=16000', headers: { a: 1 } }],
    [{ type: 'sip', uri: 'sip:a@example.com', standardHeaders: { 'User-to-User': 'abc' } }],
    [{ type: 'vbc', extension: '123' }],
  ])('to %j is told as failed', async (to) => {
    const { uuid } = await create({ to: [to], answerUrl: [`${telephony.office.address}/answer`] });
    await telephony.office.expect('/event', { uuid, status: 'failed' });
    await telephony.office.expect('/event', { uuid, status: 'completed' });
    expect(await voice.getCall(uuid)).toMatchObject({ status: 'failed' });
  });

  it('with machine detection rings, and reports that it is not supported', async () => {
    const amd = { behavior: 'continue', mode: 'detect_beep', beepTimeout: 45 };
    await create({ to: toJane, ncco: [talk('Hello')], advancedMachineDetection: amd });
    await jane.is('ringing');
    await telephony.office.expect('/event', { reason: 'Machine detection is not simulated.' });
  });

  it('is refused with every invalid parameter', async () => {
    const wrong = create({
      to: [{ type: 'phone', number: '+44' }],
      from: { type: 'phone', number: 'me' },
      ringingTimer: 500,
      lengthTimer: 0,
      machineDetection: 'maybe',
    });
    const { status, body } = await refusal(wrong);
    expect(status).toBe(400);
    const names = (body as { invalid_parameters: { name: string }[] }).invalid_parameters.map((one) => one.name);
    expect(names.sort()).toEqual(
      ['answer_url', 'from.number', 'length_timer', 'machine_detection', 'ringing_timer', 'to[0].number'].sort(),
    );
    expect(body).toMatchObject({ type: 400, title: 'Bad Request' });
    expect((await refusal(create({ to: toFriend, ncco: [{ action: 'fly' }] }))).body).toMatchObject({
      invalid_parameters: [{ name: 'ncco', reason: expect.stringContaining('"fly" isn’t an action') }],
    });
    expect((await refusal(create({ to: toFriend, ncco: [], random_from_number: true }))).body).toMatchObject({
      invalid_parameters: [{ name: 'from' }],
    });
  });

  it('is refused above three per second, as on a real account', async () => {
    const strict = await startSimulator({ callsPerSecond: 3 });
    const application = await strict.createApplication();
    const sdk = strict.sdk(application);
    const event = 'http://127.0.0.1:9/event';
    const call = () => sdk.voice.createOutboundCall({ from, to: toFriend, ncco: [], eventUrl: [event] } as Outbound);
    const asked = await Promise.all(Array.from({ length: 20 }, () => refusal(call()).catch(() => 'placed')));
    const refused = asked.filter((one) => one !== 'placed');
    expect(refused.length).toBeGreaterThan(0);
    expect(asked.length - refused.length).toBeGreaterThanOrEqual(3);
    expect(refused[0]).toMatchObject({ status: 429, body: { type: 429 } });
    await strict.close();
  });
});

describe('calls that are read', () => {
  it('show their state, and their price once ended', async () => {
    const uuid = await talking();
    expect(await voice.getCall(uuid)).toMatchObject({
      uuid,
      status: 'answered',
      direction: 'outbound',
      to: { type: 'phone', number: '447700900009' },
      from: { type: 'phone', number: NUMBER },
    });
    expect((await ask(`/${uuid}`, 'GET')).body).not.toHaveProperty('price');
    await telephony.skip(30_000);
    await friend.hangUp();
    const over = await voice.getCall(uuid);
    expect(over).toMatchObject({ status: 'completed', rate: '0.02380000', network: '23410' });
    expect(Number(over.duration)).toBeGreaterThanOrEqual(30);
    expect(Number(over.price)).toBeCloseTo((0.0238 * Number(over.duration)) / 60, 6);
    expect((await ask('/unknown', 'GET')).status).toBe(404);
  });

  it('are listed in pages that the SDK follows, and filtered', async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1)
      made.push((await create({ to: [{ type: 'vbc', extension: `${n}` }], ncco: [] })).uuid);
    await telephony.office.quiet();
    const listed: string[] = [];
    for await (const call of voice.getAllCalls({ pageSize: 2, order: 'desc' as never })) listed.push(call.uuid);
    expect(listed.slice(0, 5)).toEqual([...made].reverse());

    const [first] = made;
    const { conversationUUID: conversationUuid } = await voice.getCall(first!);
    const page = await voice.getCallsPage({ conversationUuid, status: 'failed' as never });
    expect(page).toMatchObject({ count: 1, _embedded: { calls: [{ uuid: first }] } });
    expect((await voice.getCallsPage({ conversationUuid, status: 'busy' as never })).count).toBe(0);
    expect(await voice.search({ conversationUuid } as never)).toMatchObject({ count: 1 });
    const since = (await ask(`?date_start=${encodeURIComponent('2100-01-01T00:00:00Z')}`, 'GET')).body;
    expect(since).toMatchObject({ count: 0 });
    for (const query of ['page_size=0', 'page_size=101', 'status=flying', 'date_start=soon', 'record_index=-1']) {
      expect((await ask(`?${query}`, 'GET')).status).toBe(400);
    }
  });

  it('belong to their application alone', async () => {
    const uuid = await talking();
    const other = telephony.simulator.sdk(await telephony.simulator.createApplication('Other'));
    expect((await refusal(other.voice.getCall(uuid))).status).toBe(404);
    expect((await refusal(other.voice.hangupCall(uuid))).status).toBe(404);
    expect((await other.voice.getCallsPage({})).count).toBe(0);
    expect(await friend.now()).toMatchObject({ state: 'talking' });
  });

  it('need a token', async () => {
    const { simulator } = telephony;
    expect((await simulator.request('/v1/calls')).status).toBe(401);
    expect((await simulator.request('/v1/calls', { authorization: null })).status).toBe(401);
  });
});

describe('a recording', () => {
  it('is reported, and the SDK itself refuses to download it from here', async () => {
    const eventUrl = [`${telephony.office.address}/recording`];
    await talking({ action: 'record', timeOut: 3, eventUrl });
    await telephony.skip(3000);
    const { body } = await telephony.office.expect('/recording');
    await expect(voice.downloadRecording(String(body.recording_url), '/dev/null')).rejects.toThrow(
      /invalid for file download/,
    );
  });
});

describe('a call is changed, through the unmodified SDK', () => {
  it('hung up', async () => {
    const uuid = await talking();
    await voice.hangupCall(uuid);
    await friend.hears('ended', { by: 'platform', reason: 'hung_up_by_api' });
    const { body } = await telephony.office.expect('/event', { uuid, status: 'completed' });
    expect(body.disconnected_by).toBe('platform');
    expect((await refusal(voice.hangupCall(uuid))).status).toBe(400);
    expect((await refusal(voice.hangupCall('nobody'))).status).toBe(404);
  });

  it('hung up while it rings: canceled', async () => {
    const { uuid } = await create({ to: toFriend, ncco: [talk('Hello')] });
    await friend.is('ringing');
    expect((await refusal(voice.muteCall(uuid))).status).toBe(400);
    await telephony.skip(301);
    await voice.hangupCall(uuid);
    await friend.is('idle');
    await telephony.office.expect('/event', { uuid, status: 'cancelled' });
  });

  it('transferred to another flow, which replaces its own', async () => {
    const uuid = await talking({ action: 'wait', timeout: 5 }, talk('Never said.'));
    const before = (await friend.now()).call!.conversation;
    await voice.transferCallWithNCCO(uuid, [talk('Please wait.'), { action: 'connect', endpoint: toJane }] as never);
    await friend.hears('said', { text: 'Please wait.' });
    const { body } = await telephony.office.expect('/event', { type: 'transfer', uuid });
    expect(body.conversation_uuid_from).toBe(before);
    await jane.is('ringing');
    await jane.answer();
    await jane.hears('joined', { who: '447700900009' });
    await telephony.skip(10_000);
    expect(await friend.said()).toEqual(['Please wait.']);
    expect((await voice.getCall(uuid)).conversationUUID).toBe(body.conversation_uuid_to);
  });

  it('transferred to a flow from a URL; if that fails, the call continues unchanged', async () => {
    const { office } = telephony;
    const uuid = await talking();
    office.on('/next', [talk('From the URL.'), { action: 'wait', timeout: 600 }]);
    await voice.transferCallWithURL(uuid, `${office.address}/next`);
    await friend.hears('said', { text: 'From the URL.' });
    expect((await office.expect('/next')).body).toMatchObject({ uuid });
    office.on('/next', { status: 500 });
    office.on('/fallback', { status: 500 });
    await voice.transferCallWithURL(uuid, `${office.address}/next`);
    await office.expect('/fallback');
    expect(await friend.now()).toMatchObject({ state: 'talking' });
  });

  it('transferred together with its callee into one conversation, in either order', async () => {
    const caller = await telephony.phone({ number: '447700900999' });
    const room = [{ action: 'conversation', name: 'call-1' }] as never;
    for (const childFirst of [true, false]) {
      telephony.office.on('/answer', [{ action: 'connect', endpoint: toJane }]);
      const { call } = await caller.dial(NUMBER);
      const { call: janes } = await jane.is('ringing');
      await jane.answer();
      await caller.hears('joined');
      const legs = childFirst ? [janes!.leg, call!.leg] : [call!.leg, janes!.leg];
      for (const leg of legs) await voice.transferCallWithNCCO(leg, room);
      await caller.say('Still there?');
      await jane.hears('heard', { text: 'Still there?' });
      await caller.hangUp();
      await jane.is('talking');
      await jane.hangUp();
      await jane.is('idle');
    }
  });

  it('transferred away from its caller, survives the caller', async () => {
    const caller = await telephony.phone({ number: '447700900999' });
    telephony.office.on('/answer', [{ action: 'connect', endpoint: toJane }, talk('Never said.')]);
    await caller.dial(NUMBER);
    const { call: janes } = await jane.is('ringing');
    await jane.answer();
    await caller.hears('joined');
    await voice.transferCallWithNCCO(janes!.leg, [{ action: 'wait', timeout: 60 }, talk('Still here.')] as never);
    await caller.hears('left', { who: 'Jane' });
    await caller.hangUp();
    await telephony.skip(60_000);
    await jane.hears('said', { text: 'Still here.' });
  });

  it('refused a transfer to an invalid flow', async () => {
    const uuid = await talking();
    const bad = await refusal(voice.transferCallWithNCCO(uuid, [{ action: 'fly' }] as never));
    expect(bad).toMatchObject({ status: 400, body: { invalid_parameters: [{ name: 'destination.ncco' }] } });
    for (const body of [{}, { action: 'dance' }, { action: 'transfer' }, { action: 'transfer', destination: {} }]) {
      expect((await ask(`/${uuid}`, 'PUT', body)).status).toBe(400);
    }
    expect(await friend.now()).toMatchObject({ state: 'talking' });
  });

  it('muted, so that no one hears it, and earmuffed, so that it hears no one', async () => {
    const uuid = await talking({ action: 'connect', endpoint: toJane });
    await jane.is('ringing');
    await jane.answer();
    await friend.hears('joined');
    await voice.muteCall(uuid);
    await friend.say('You cannot hear this.');
    await voice.unmuteCall(uuid);
    await friend.say('You can hear this.');
    await jane.hears('heard', { text: 'You can hear this.' });
    await voice.earmuffCall(uuid);
    await jane.say('You cannot hear this.');
    await voice.unearmuffCall(uuid);
    await jane.say('You can hear this.');
    await friend.hears('heard', { text: 'You can hear this.' });
    for (const phone of [friend, jane]) {
      const heard = (await phone.transcript()).filter((event) => event.type === 'heard');
      expect(heard).toHaveLength(1);
    }
    await voice.muteCall(uuid);
    await voice.earmuffCall(uuid);
    await friend.hears('held');
    await voice.unearmuffCall(uuid);
    await friend.hears('resumed');
  });

  it('spoken to and played to, until it is stopped', async () => {
    const uuid = await talking();
    expect(
      await voice.playTTS(uuid, { text: 'Hello', loop: 0, level: '0.5', language: 'en-GB' } as never),
    ).toMatchObject({
      message: 'Talk started',
      uuid,
    });
    await friend.hears('said', { text: 'Hello', language: 'en-GB' });
    expect(await voice.stopTTS(uuid)).toMatchObject({ message: 'Talk stopped' });
    const times = (await friend.said()).length;
    expect(await voice.streamAudio(uuid, 'https://example.com/x.mp3', 0, 0.5)).toMatchObject({
      message: 'Stream started',
    });
    await friend.hears('playing', { url: 'https://example.com/x.mp3' });
    expect(await voice.stopStreamAudio(uuid)).toMatchObject({ message: 'Stream stopped' });
    await friend.hears('silence');
    const before = (await friend.transcript()).length;
    await telephony.skip(60_000);
    expect((await friend.transcript()).length).toBe(before);
    expect(await friend.said()).toHaveLength(times);
    expect(await voice.playDTMF(uuid, '1p2#')).toMatchObject({ message: 'DTMF sent' });
    await friend.hears('keys', { digits: '1', by: 'far' });
    await telephony.skip(500);
    await friend.hears('keys', { digits: '2#', by: 'far' });
    expect((await ask(`/${uuid}/talk`, 'PUT', { text: 'x', level: '2' })).status).toBe(400);
    expect((await ask(`/${uuid}/talk`, 'PUT', {})).status).toBe(400);
    expect((await ask(`/${uuid}/stream`, 'PUT', { stream_url: 'x' })).status).toBe(400);
    expect((await ask(`/${uuid}/dtmf`, 'PUT', { digits: 'abc' })).status).toBe(400);
  });

  it('spoken to through its conversation, and recorded there', async () => {
    const uuid = await talking();
    const { conversation } = (await friend.now()).call!;
    const into = (path: string, body: object) =>
      telephony.simulator.request(`/v1/conversations/${conversation}/${path}`, {
        method: 'PUT',
        body,
        authorization: telephony.bearer(),
      });
    expect((await into('talk', { text: 'To all of you.' })).status).toBe(200);
    await friend.hears('said', { text: 'To all of you.' });
    await into('record', { action: 'start', event_url: [`${telephony.office.address}/recording`] });
    await telephony.skip(2000);
    await into('record', { action: 'stop' });
    expect((await telephony.office.expect('/recording')).body.conversation_uuid).toBe(conversation);
    await voice.hangupCall(uuid);
    expect((await into('talk', { text: 'Anybody?' })).status).toBe(404);
  });
});
