import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';

let telephony: Telephony;
let caller: TestPhone;
beforeAll(async () => {
  telephony = await startTelephony();
});
beforeEach(async () => {
  await telephony.reset();
  await telephony.control('PATCH', '/account', { speech_rate: 100_000 });
  caller = await telephony.phone({ number: '447700900999' });
});
afterAll(() => telephony.close());

const talk = (text: string, more: object = {}) => ({ action: 'talk', text, ...more });
const input = (more: object) => ({ action: 'input', eventUrl: [`${telephony.office.address}/input`], ...more });
async function call(...ncco: object[]): Promise<string> {
  telephony.office.on('/answer', ncco);
  const view = await caller.dial(NUMBER);
  return view.call!.leg;
}

describe('talk and stream', () => {
  it('speak `loop` times, in the given language, without speech tags', async () => {
    await call(talk('<speak>Guten <break time="1s"/> Tag</speak>', { loop: 2, language: 'de-DE' }));
    await caller.is('idle');
    const said = (await caller.transcript()).filter((event) => event.type === 'said');
    expect(said).toMatchObject(Array(2).fill({ text: 'Guten Tag', language: 'de-DE' }));
  });

  it('take the time that the speech rate gives', async () => {
    await telephony.control('PATCH', '/account', { speech_rate: 10 });
    await call(talk('Twenty characters!!!'), talk('Then this.'));
    await caller.hears('said', { text: 'Twenty characters!!!' });
    await telephony.skip(1000);
    expect(await caller.said()).toHaveLength(1);
    await telephony.skip(1050);
    await caller.hears('said', { text: 'Then this.' });
    await telephony.skip(1000);
    await caller.hears('ended', { by: 'platform', reason: 'ncco_finished' });
  });

  it('repeat endlessly until the caller hangs up', async () => {
    await call({ action: 'stream', streamUrl: ['https://example.com/music.mp3'], loop: 0 }, talk('Never said.'));
    await caller.hears('playing', { url: 'https://example.com/music.mp3' });
    await telephony.skip(60_000);
    expect(await caller.now()).toMatchObject({ state: 'talking' });
    await caller.hangUp();
    expect(await caller.said()).toEqual([]);
  });
});

describe("the guide's input without a type", () => {
  it('sends plain digits after the timeout of three seconds, and runs the reply', async () => {
    telephony.office.on('/input', [talk('Please wait while we connect you to Jane')]);
    const leg = await call(talk('Press 1 or 2.'), input({}), talk('Never said.'));
    await caller.hears('silence');
    await caller.keys('1');
    await telephony.skip(3000);
    await caller.hears('said', { text: 'Please wait while we connect you to Jane' });
    const { body } = await telephony.office.expect('/input');
    expect(body).toMatchObject({ dtmf: '1', timed_out: true, uuid: leg, from: '447700900999', to: NUMBER });
    await caller.is('idle');
    expect(await caller.said()).not.toContain('Never said.');
  });

  it('reads its settings from the top level, also as text', async () => {
    telephony.office.on('/input', [talk('Thank you')]);
    await call(input({ timeOut: '10', maxDigits: 3, submitOnHash: 'true' }));
    await caller.hears('silence');
    await caller.keys('12#');
    await caller.hears('said', { text: 'Thank you' });
    expect((await telephony.office.expect('/input')).body).toMatchObject({ dtmf: '12', timed_out: false });
  });

  it.each(['timeOut', 'timeout'])('waits as long as its %s says', async (key) => {
    await call(input({ [key]: 6 }));
    await caller.hears('silence');
    await telephony.skip(5000);
    expect(telephony.office.at('/input')).toEqual([]);
    await telephony.skip(1000);
    expect((await telephony.office.expect('/input')).body).toMatchObject({ dtmf: '', timed_out: true });
  });

  it('continues with the next action if the reply is empty', async () => {
    await call(input({}), talk('Sorry.'));
    await caller.hears('silence');
    await telephony.skip(3000);
    await caller.hears('said', { text: 'Sorry.' });
    expect((await telephony.office.expect('/input')).body).toMatchObject({ dtmf: '', timed_out: true });
  });
});

describe('input', () => {
  it('ends with the last expected digit', async () => {
    await call(input({ type: ['dtmf'], dtmf: { maxDigits: 2 } }), talk('Thank you'));
    await caller.hears('silence');
    await caller.keys('123');
    await caller.hears('said', { text: 'Thank you' });
    const { body } = await telephony.office.expect('/input');
    expect(body.dtmf).toEqual({ digits: '12', timed_out: false });
    expect(body.speech).toEqual({ error: 'Speech was not enabled' });
  });

  it('counts its timeout from the last key', async () => {
    await call(input({ type: ['dtmf'], dtmf: { timeOut: 5, maxDigits: 4 } }));
    await caller.hears('silence');
    await telephony.skip(4000);
    await caller.keys('7');
    await telephony.skip(4000);
    expect(telephony.office.at('/input')).toEqual([]);
    await telephony.skip(1000);
    expect((await telephony.office.expect('/input')).body.dtmf).toEqual({ digits: '7', timed_out: true });
  });

  it('does not collect keys that are pressed while a text without bargeIn is spoken', async () => {
    await telephony.control('PATCH', '/account', { speech_rate: 10 });
    await call(talk('Twenty characters!!!'), input({ type: ['dtmf'], dtmf: { maxDigits: 1 } }));
    await caller.hears('said');
    await caller.keys('1');
    await telephony.skip(2000);
    await caller.hears('silence');
    await caller.keys('2');
    expect((await telephony.office.expect('/input')).body.dtmf).toEqual({ digits: '2', timed_out: false });
  });

  it('hears a typed line as speech', async () => {
    await call(input({ type: ['speech'], speech: { endOnSilence: 1, saveAudio: true } }));
    await caller.hears('silence');
    await caller.say('I would like');
    await caller.say('to talk to sales');
    await telephony.skip(1000);
    const { body } = await telephony.office.expect('/input');
    expect(body.speech).toMatchObject({
      timeout_reason: 'end_on_silence_timeout',
      results: [{ text: 'I would like to talk to sales' }],
      recording_url: expect.stringContaining('/v1/files/'),
    });
    expect(body.dtmf).toEqual({ digits: null, timed_out: false });
  });

  it('ends if no one speaks', async () => {
    await call(input({ type: ['speech'], speech: { startTimeout: 5 } }));
    await caller.hears('silence');
    await telephony.skip(5000);
    const { body } = await telephony.office.expect('/input');
    expect(body.speech).toEqual({ timeout_reason: 'start_timeout', results: [] });
  });

  it('of both kinds: keys decide, then there is no speech', async () => {
    await call(input({ type: ['dtmf', 'speech'], dtmf: { maxDigits: 1 } }));
    await caller.hears('silence');
    await caller.keys('1');
    const { body } = await telephony.office.expect('/input');
    expect(body).toMatchObject({ dtmf: { digits: '1', timed_out: false }, speech: { results: [] } });
  });

  it('of both kinds: speech decides, then there are no digits', async () => {
    await call(input({ type: ['dtmf', 'speech'], dtmf: { timeOut: 3 }, speech: { endOnSilence: 4 } }));
    await caller.hears('silence');
    await caller.say('sales');
    await telephony.skip(4000);
    const { body } = await telephony.office.expect('/input');
    expect(body).toMatchObject({ dtmf: { digits: null }, speech: { results: [{ text: 'sales' }] } });
  });

  it('in asynchronous mode reports each key to the subscriber while the flow continues', async () => {
    const { office, sdk } = telephony;
    const leg = await call(input({ type: ['dtmf'], mode: 'asynchronous' }), { action: 'wait', timeout: 60 });
    await caller.is('talking');
    await caller.keys('4');
    expect((await office.expect('/input')).body).toMatchObject({ dtmf: { digits: '4' }, uuid: leg });
    await sdk.voice.subscribeDTMF(leg, `${office.address}/digits`);
    await caller.keys('56');
    await office.expect('/digits', {});
    await sdk.voice.unsubscribeDTMF(leg);
    await caller.keys('7');
    await caller.hangUp();
    await office.quiet();
    const digits = [...office.at('/digits')].map(({ body }) => (body.dtmf as { digits: string }).digits);
    expect(digits.sort()).toEqual(['5', '6']);
    expect(office.at('/input')).toHaveLength(1);
  });
});

describe('bargeIn', () => {
  const long = 'A text of exactly one hundred characters, which takes a good while to speak at ten characters a s';

  it('lets a key interrupt the prompts, and the key counts', async () => {
    await telephony.control('PATCH', '/account', { speech_rate: 10 });
    telephony.office.on('/input', [talk('Sales.')]);
    await call(talk(long, { bargeIn: true }), talk('Second.'), input({ type: ['dtmf'], dtmf: { maxDigits: 1 } }));
    await caller.hears('said', { text: long });
    await caller.keys('1');
    await caller.hears('said', { text: 'Sales.' });
    expect((await telephony.office.expect('/input')).body.dtmf).toEqual({ digits: '1', timed_out: false });
    expect(await caller.said()).toEqual([long, 'Sales.']);
  });

  it('drops interrupted prompts if the reply has its own', async () => {
    await telephony.control('PATCH', '/account', { speech_rate: 10 });
    const choose = input({ type: ['dtmf'], dtmf: { maxDigits: 1 } });
    telephony.office.on('/input', [talk('Which desk?', { bargeIn: true }), choose], []);
    await call(talk(long, { bargeIn: true }), talk('Second.'), choose);
    await caller.hears('said', { text: long });
    await caller.keys('1');
    await caller.hears('said', { text: 'Which desk?' });
    await telephony.skip(1100);
    await caller.hears('silence');
    expect(await caller.said()).toEqual([long, 'Which desk?']);
  });

  it('starts the time-out of the input when the prompts are over', async () => {
    await telephony.control('PATCH', '/account', { speech_rate: 10 });
    await call(talk(long, { bargeIn: true }), talk('Second.'), input({ type: ['dtmf'], dtmf: { timeOut: 3 } }));
    await caller.hears('said', { text: long });
    await telephony.skip(long.length * 100 - 500);
    expect(telephony.office.at('/input')).toEqual([]);
    await telephony.skip(600);
    await caller.hears('said', { text: 'Second.' });
    await telephony.skip(1000);
    await caller.hears('silence');
    await telephony.skip(3000);
    expect((await telephony.office.expect('/input')).body.dtmf).toEqual({ digits: '', timed_out: true });
  });

  it('must be followed by an input', async () => {
    telephony.office.on('/fallback', [talk('We are sorry.')]);
    await call(talk('Hello', { bargeIn: true }), { action: 'wait' });
    await caller.hears('said', { text: 'We are sorry.' });
    const { body } = await telephony.office.expect('/event', {
      reason: 'Syntax error in NCCO. Invalid value type or action.',
    });
    expect(body).not.toHaveProperty('status');
  });
});

describe('wait and notify', () => {
  it('wait for the given time, at least a tenth of a second', async () => {
    await call({ action: 'wait', timeout: 0.001 }, { action: 'wait', timeout: 30 }, talk('Now.'));
    await caller.hears('silence');
    await telephony.skip(100);
    expect(await caller.said()).toEqual([]);
    await telephony.skip(30_000);
    await caller.hears('said', { text: 'Now.' });
  });

  it('notify the application, and run its reply', async () => {
    telephony.office.on('/notify', [talk('You are number one.')]);
    await call(
      { action: 'notify', payload: { step: 1 }, eventUrl: [`${telephony.office.address}/notify`] },
      talk('Never said.'),
    );
    await caller.hears('said', { text: 'You are number one.' });
    await caller.is('idle');
    const { body } = await telephony.office.expect('/notify');
    expect(body).toEqual({
      payload: { step: 1 },
      conversation_uuid: expect.stringMatching(/^CON-/),
      timestamp: expect.any(String),
    });
  });

  it('notify by GET with the payload as a JSON string, and continue without a reply', async () => {
    const eventUrl = [`${telephony.office.address}/notify?a=b`];
    await call({ action: 'notify', payload: { step: 1 }, eventMethod: 'GET', eventUrl }, talk('Onward.'));
    await caller.hears('said', { text: 'Onward.' });
    const { method, body } = await telephony.office.expect('/notify');
    expect(method).toBe('GET');
    expect(body).toMatchObject({ a: 'b', payload: '{"step":1}' });
  });
});
