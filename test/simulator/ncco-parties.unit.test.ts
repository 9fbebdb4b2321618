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
  await telephony.control('PATCH', '/account', { calls_per_second: 10_000 });
  caller = await telephony.phone({ number: '447700900999' });
  jane = await telephony.phone({ user: 'Jane' });
});
afterAll(() => telephony.close());

const talk = (text: string, more: object = {}) => ({ action: 'talk', text, ...more });
const connect = (more: object = {}) => ({ action: 'connect', endpoint: [{ type: 'app', user: 'Jane' }], ...more });
const own = (path: string) => [`${telephony.office.address}${path}`];
async function call(...ncco: object[]): Promise<string> {
  telephony.office.on('/answer', ncco);
  const view = await caller.dial(NUMBER);
  return view.call!.leg;
}

describe('connect', () => {
  it('sends the events of the new leg to its own URL', async () => {
    const leg = await call(connect({ eventUrl: own('/connect') }));
    const { call: janes } = await jane.is('ringing');
    await telephony.office.expect('/connect', { uuid: janes!.leg, status: 'started' });
    await telephony.office.expect('/event', { uuid: leg, status: 'answered' });
    expect(telephony.office.at('/event').some(({ body }) => body.uuid === janes!.leg)).toBe(false);
  });

  it('synchronous: the reply to a failure replaces the flow', async () => {
    telephony.office.on('/connect', (arrived) =>
      arrived.body.status === 'rejected' ? [talk('Jane is busy, leave a message.')] : { status: 204 },
    );
    await call(connect({ eventType: 'synchronous', eventUrl: own('/connect') }), talk('Never said.'));
    await jane.is('ringing');
    await jane.reject();
    await caller.hears('said', { text: 'Jane is busy, leave a message.' });
    await caller.is('idle');
    expect(await caller.said()).toEqual(['Jane is busy, leave a message.']);
  });

  it('synchronous: an empty reply continues, and a failing one requests the fallback', async () => {
    const { office } = telephony;
    await jane.set({ busy: true });
    await call(connect({ eventType: 'synchronous', eventUrl: own('/connect') }), talk('Next.'));
    await caller.hears('said', { text: 'Next.' });
    await caller.is('idle');

    office.on('/connect', (arrived) => ({ status: arrived.body.status === 'busy' ? 500 : 204 }));
    office.on('/fallback', [talk('From the fallback.')]);
    await call(connect({ eventType: 'synchronous', eventUrl: own('/connect') }), talk('Next.'));
    await caller.hears('said', { text: 'From the fallback.' });
    expect((await office.expect('/fallback')).body).toMatchObject({
      status: 'busy',
      reason: 'HTTP status 500.',
      original_request: { url: own('/connect')[0], type: 'event' },
    });
  });

  it('runs the next action when the callee has hung up and the caller is still connected', async () => {
    await call(connect(), talk('How was it?'));
    await jane.is('ringing');
    await jane.answer();
    await caller.hears('joined');
    await jane.hangUp();
    await caller.hears('said', { text: 'How was it?' });
  });

  it('ends the call when its limit is reached', async () => {
    await call(connect({ limit: 60 }), talk('Never said.'));
    await jane.is('ringing');
    await jane.answer();
    await caller.hears('joined');
    await telephony.skip(60_000);
    await caller.hears('ended', { by: 'platform', reason: 'connect_limit' });
    await jane.hears('ended', { by: 'far' });
    expect(await caller.said()).toEqual([]);
  });

  it('sends keys when a phone answers, and greets the callee before both are connected', async () => {
    const friend = await telephony.phone({ number: '447700900009' });
    telephony.office.on('/greeting', [talk('A call from the office.')]);
    const endpoint = {
      type: 'phone',
      number: '447700900009',
      dtmfAnswer: '12p3',
      onAnswer: { url: own('/greeting')[0], ringbackTone: 'https://example.com/tone.mp3' },
    };
    await call(connect({ endpoint: [endpoint], from: NUMBER }));
    const rings = await friend.is('ringing');
    await friend.answer();
    await friend.hears('keys', { digits: '12', by: 'far' });
    await friend.hears('said', { text: 'A call from the office.' });
    await friend.hears('joined', { who: '447700900999' });
    await caller.hears('ringback', { url: 'https://example.com/tone.mp3' });
    await telephony.skip(500);
    await friend.hears('keys', { digits: '3', by: 'far' });
    expect((await telephony.office.expect('/greeting')).body).toMatchObject({ uuid: rings.call!.leg, from: NUMBER });
    expect(await caller.said()).toEqual([]);
  });

  it('plays its ringing tone to the caller', async () => {
    await call(connect({ ringbackTone: 'https://example.com/tone.mp3' }));
    await caller.hears('ringback', { of: 'Jane', url: 'https://example.com/tone.mp3' });
  });

  it.each([
    [{ type: 'sip', uri: 'sip:jane@example.com' }, 'sip:jane@example.com'],
    [
      { type: 'websocket', uri: 'wss://example.com/bot', 'content-type': 'audio/l16;rate=16000' },
      'wss://example.com/bot',
    ],
    [{ type: 'vbc', extension: '123' }, '123'],
  ])('to %j is told as failed, and the flow goes on', async (endpoint, to) => {
    const leg = await call(connect({ endpoint: [endpoint] }), talk('Next.'));
    await caller.hears('said', { text: 'Next.' });
    await telephony.office.expect('/event', { status: 'failed', to, detail: 'cannot_route' });
    await telephony.office.expect('/event', { reason: `Endpoints of type ${endpoint.type} are not simulated.` });
    await telephony.office.expect('/event', { uuid: leg, status: 'completed' });
  });

  it('rings with machine detection, and reports that it is not supported', async () => {
    await call(connect({ machineDetection: 'hangup' }));
    await jane.is('ringing');
    await telephony.office.expect('/event', { reason: 'Machine detection is not simulated.' });
  });

  it('above the limit of calls per second is reported as an error, and the flow continues', async () => {
    await telephony.control('PATCH', '/account', { calls_per_second: 0 });
    await call(connect(), talk('Next.'));
    await caller.hears('said', { text: 'Next.' });
    const { body } = await telephony.office.expect('/event', {
      reason: 'Too many calls: the rate limit of new outbound calls was exceeded.',
    });
    expect(body).not.toHaveProperty('status');
    expect(await jane.now()).toMatchObject({ state: 'idle' });
  });
});

describe('conversation', () => {
  const room = (more: object = {}) => ({ action: 'conversation', name: 'support', ...more });
  /** Dials from another telephone with a flow of its own. */
  async function join(number: string, ...ncco: object[]) {
    const phone = await telephony.phone({ number });
    telephony.office.on('/answer', ncco);
    const { call: joined } = await phone.dial(NUMBER);
    await phone.is('talking');
    return { phone, leg: joined!.leg };
  }

  it('plays music until the moderator joins, and ends for everyone when they leave', async () => {
    await call(room({ startOnEnter: false, musicOnHoldUrl: ['https://example.com/hold.mp3'] }));
    await caller.hears('music', { url: 'https://example.com/hold.mp3' });
    const waiting = await join('447700900998', room({ startOnEnter: false }));
    await waiting.phone.hears('silence');
    await waiting.phone.say('Is anybody there?');
    const moderator = await join('447700900997', room({ endOnExit: true }));
    await caller.hears('joined', { who: '447700900997' });
    await caller.hears('joined', { who: '447700900998' });
    await moderator.phone.say('Welcome.');
    await caller.hears('heard', { text: 'Welcome.' });
    await waiting.phone.hears('heard', { text: 'Welcome.' });
    await moderator.phone.hangUp();
    await caller.hears('ended', { by: 'platform', reason: 'conversation_ended' });
    await waiting.phone.hears('ended');
    expect((await caller.transcript()).filter((event) => event.type === 'heard')).toHaveLength(1);
  });

  it('reports the transfer from the leg’s own conversation to the named one, the same for every leg', async () => {
    const leg = await call(room());
    const { conversation } = (await caller.is('talking')).call!;
    const { body } = await telephony.office.expect('/event', { type: 'transfer', uuid: leg });
    const other = await join('447700900998', room());
    const second = await telephony.office.expect('/event', { type: 'transfer', uuid: other.leg });
    expect(second.body.conversation_uuid_to).toBe(body.conversation_uuid_to);
    expect(body.conversation_uuid_from).not.toBe(body.conversation_uuid_to);
    expect([body.conversation_uuid_from, body.conversation_uuid_to]).toContain(conversation);
    await caller.hangUp();
    const last = await telephony.office.expect('/event', { uuid: leg, status: 'completed' });
    expect(last.body.conversation_uuid).toBe(body.conversation_uuid_to);
  });

  it('lets a supervisor whisper to the agent, unheard by the customer', async () => {
    const customer = await call(room());
    await caller.is('talking');
    const agent = await join('447700900998', room());
    const supervisor = await join('447700900997', room({ canHear: [customer, agent.leg], canSpeak: [agent.leg] }));
    await agent.phone.hears('joined', { who: '447700900997' });
    await supervisor.phone.say('Offer a discount.');
    await agent.phone.hears('heard', { text: 'Offer a discount.' });
    await caller.say('It is too dear.');
    await supervisor.phone.hears('heard', { text: 'It is too dear.' });
    await agent.phone.say('Half of it?');
    await caller.hears('heard', { text: 'Half of it?' });
    const heard = (await caller.transcript()).filter((event) => event.type === 'heard' || event.type === 'joined');
    expect(heard.map((event) => event.who)).not.toContain('447700900997');
  });

  it('lets a listener hear without being heard', async () => {
    await call(room());
    await caller.is('talking');
    const listener = await join('447700900997', room({ canSpeak: [] }));
    await listener.phone.say('Hello?');
    await caller.say('Only me here.');
    await listener.phone.hears('heard', { text: 'Only me here.' });
    expect((await caller.transcript()).some((event) => event.type === 'heard')).toBe(false);
  });

  it('is recorded from the start to the end', async () => {
    await call(room({ record: true, eventUrl: own('/recording') }));
    await caller.is('talking');
    await telephony.skip(4000);
    await caller.hangUp();
    const { body } = await telephony.office.expect('/recording');
    expect(body).toMatchObject({ recording_url: expect.stringMatching(/\/v1\/files\//) });
    expect(body.size).toBeGreaterThanOrEqual(44 + 4 * 32_000);
  });

  it('keeps its id for later legs, for the two days that the application has set', async () => {
    const enter = async () => {
      const leg = await call(room());
      const { body } = await telephony.office.expect('/event', { type: 'transfer', uuid: leg });
      await caller.hangUp();
      await caller.is('idle');
      return body.conversation_uuid_to;
    };
    const first = await enter();
    await telephony.skip(47 * 3_600_000);
    expect(await enter()).toBe(first);
    await telephony.skip(49 * 3_600_000);
    expect(await enter()).not.toBe(first);
  });

  it.each(['conversationId', 'conversation_id'])('can be entered by the action transfer with its %s', async (key) => {
    const { office } = telephony;
    const moderator = await join('447700900998', room());
    const { body } = await office.expect('/event', { type: 'transfer', uuid: moderator.leg });
    await call({ action: 'transfer', [key]: body.conversation_uuid_to }, talk('Never said.'));
    await caller.hears('joined', { who: '447700900998' });
    await moderator.phone.hears('joined', { who: '447700900999' });
    await moderator.phone.say('There you are.');
    await caller.hears('heard', { text: 'There you are.' });
  });
});

describe('record', () => {
  /** What a recording says of itself in its WAV header. */
  async function download(url: unknown) {
    const response = await fetch(String(url), { headers: { authorization: telephony.bearer() } });
    const wav = Buffer.from(await response.arrayBuffer());
    return {
      status: response.status,
      type: wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 12),
      channels: wav.readUInt16LE(22),
      seconds: (wav.length - 44) / wav.readUInt32LE(28),
      bytes: wav.length,
    };
  }

  it('waits for the key, reports the recording, and continues', async () => {
    await call(
      { action: 'record', endOnKey: '#', beepStart: true, timeOut: 60, eventUrl: own('/recording') },
      talk('Thank you.'),
    );
    await caller.hears('beep');
    await telephony.skip(5000);
    expect(await caller.said()).toEqual([]);
    await caller.keys('1#');
    await caller.hears('said', { text: 'Thank you.' });
    const { body } = await telephony.office.expect('/recording');
    expect(body).not.toHaveProperty('status');
    expect(body.start_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const file = await download(body.recording_url);
    expect(file).toMatchObject({ status: 200, type: 'RIFFWAVE', channels: 1, bytes: body.size });
    expect(file.seconds).toBeGreaterThanOrEqual(5);
    expect(file.seconds).toBeLessThan(6);
  });

  it('ends on silence after the last words, or when its time is over', async () => {
    await call({ action: 'record', endOnSilence: 3, timeOut: 600 }, talk('Thank you.'));
    await caller.is('talking');
    await telephony.skip(2000);
    await caller.say('My message.');
    await telephony.skip(2500);
    expect(await caller.said()).toEqual([]);
    await telephony.skip(500);
    await caller.hears('said', { text: 'Thank you.' });
    await caller.is('idle');

    await call({ action: 'record', timeOut: 30 }, talk('Time is over.'));
    await caller.is('talking');
    await telephony.skip(30_000);
    await caller.hears('said', { text: 'Time is over.' });
  });

  it('without an end condition lasts for the whole call, in stereo with split', async () => {
    await call({ action: 'record', split: 'conversation', eventUrl: own('/recording') }, connect());
    await jane.is('ringing');
    await jane.answer();
    await caller.hears('joined');
    await telephony.skip(3000);
    expect(telephony.office.at('/recording')).toEqual([]);
    await jane.hangUp();
    const { body } = await telephony.office.expect('/recording');
    const file = await download(body.recording_url);
    expect(file.channels).toBe(2);
    expect(file.seconds).toBeGreaterThanOrEqual(3);
  });

  it('with transcription reports that it is not supported', async () => {
    await call({ action: 'record', timeOut: 3, transcription: {} });
    await caller.is('talking');
    await telephony.skip(3000);
    await telephony.office.expect('/event', { reason: 'Transcription is not simulated.' });
  });
});
