import fc from 'fast-check';

/** Valid actions, drawn from Vonage's NCCO reference and not from our table of rules. */
const url = fc.constantFrom('https://example.com/a', 'http://127.0.0.1:4000/hook?x=1', 'https://e.example/music.mp3');
const urls = url.map((one) => [one]);
const number = fc.stringMatching(/^[0-9]{7,15}$/);
const words = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `x${text.replaceAll(/[<>]/g, ' ')}`);
const leg = fc.uuid();
const language = fc.constantFrom('en-US', 'en-GB', 'ja-JP', 'de-DE');
const level = fc.double({ min: -1, max: 1, noNaN: true });
const reports = { eventUrl: urls, eventMethod: fc.constantFrom('GET', 'POST') };
const whole = (min: number, max: number) => fc.integer({ min, max });

type Drawn = Record<string, fc.Arbitrary<unknown>>;

function action(name: string, required: Drawn, optional: Drawn = {}) {
  const keys: Drawn = { action: fc.constant(name), ...required, ...optional };
  return fc.record(keys, { requiredKeys: ['action', ...Object.keys(required)] });
}

const phone = fc.record(
  { type: fc.constant('phone'), number, dtmfAnswer: fc.constant('p1p#'), onAnswer: fc.record({ url }) },
  { requiredKeys: ['type', 'number'] },
);
const endpoint = fc.oneof(
  phone,
  fc.record({ type: fc.constant('app'), user: words }),
  fc.record({ type: fc.constant('sip'), uri: fc.constant('sip:rebekka@sip.example.com') }),
  fc.record({ type: fc.constant('sip'), domain: fc.constant('trunk'), user: words }),
  fc.record({
    type: fc.constant('websocket'),
    uri: fc.constant('wss://example.com/socket'),
    'content-type': fc.constant('audio/l16;rate=16000'),
    headers: fc.constant({ caller: '447700900001' }),
  }),
  fc.record({ type: fc.constant('vbc'), extension: fc.constant('123') }),
);

export const talk = action(
  'talk',
  { text: words },
  {
    loop: whole(1, 9),
    level,
    language,
    style: fc.constant(0),
    premium: fc.boolean(),
    eventOnCompletion: fc.boolean(),
    provider: words,
    ...reports,
  },
);
const connect = fc.oneof(
  action('connect', { endpoint: endpoint.map((one) => [one]), from: number }, { timeout: whole(1, 120), ...reports }),
  action(
    'connect',
    { endpoint: endpoint.map((one) => [one]), randomFromNumber: fc.boolean() },
    { limit: whole(1, 7200), eventType: fc.constant('synchronous'), ringbackTone: url },
  ),
);
const dtmf = fc.record(
  { timeOut: whole(0, 10), maxDigits: whole(1, 20), submitOnHash: fc.boolean() },
  { requiredKeys: [] },
);
const speech = fc.record(
  {
    uuid: leg.map((one) => [one]),
    endOnSilence: fc.double({ min: 0.4, max: 10, noNaN: true }),
    language,
    context: fc.array(words),
    startTimeout: whole(1, 60),
    maxDuration: whole(1, 60),
    saveAudio: fc.boolean(),
    sensitivity: whole(10, 100),
    provider: words,
    providerOptions: fc.constant({ model: 'telephony' }),
  },
  { requiredKeys: [] },
);
const input = fc.oneof(
  action('input', { type: fc.constant(['dtmf']) }, { dtmf, ...reports }),
  action('input', { type: fc.constant(['speech']) }, { speech, ...reports }),
  action('input', { type: fc.constant(['dtmf', 'speech']) }, { dtmf, speech, ...reports }),
  action('input', { type: fc.constant(['dtmf']), mode: fc.constant('asynchronous') }, reports),
);
const record = action(
  'record',
  { split: fc.constant('conversation') },
  { channels: whole(1, 32), format: fc.constantFrom('mp3', 'wav', 'ogg'), beepStart: fc.boolean(), ...reports },
);

/** Actions that are allowed anywhere. */
export const anyAction = fc.oneof(
  talk,
  action('stream', { streamUrl: urls }, { loop: whole(1, 9), level }),
  record,
  connect,
  input,
  action('notify', { payload: fc.dictionary(fc.string(), fc.jsonValue()), eventUrl: urls }),
  action('wait', {}, { timeout: fc.double({ min: 0.1, max: 7200, noNaN: true }) }),
);

/** Actions that end the NCCO. */
const last = fc.oneof(
  action(
    'conversation',
    { name: words },
    {
      musicOnHoldUrl: urls,
      startOnEnter: fc.boolean(),
      endOnExit: fc.boolean(),
      canHear: fc.array(leg),
      canSpeak: fc.array(leg),
      ...reports,
    },
  ),
  action(
    'conversation',
    { name: words, record: fc.constant(true), mute: fc.boolean() },
    { transcription: fc.constant({}) },
  ),
  action('transfer', { conversationId: leg.map((id) => `CON-${id}`) }, { canHear: fc.array(leg), mute: fc.boolean() }),
  action(
    'record',
    {},
    { endOnSilence: whole(3, 10), endOnKey: fc.constantFrom('0', '#', '*'), timeOut: whole(3, 7200) },
  ),
);

const bargeIn = fc
  .tuple(fc.array(talk, { maxLength: 2 }), input)
  .map(([prompts, taken]) => [{ action: 'talk', text: 'Press a key', bargeIn: true, loop: 0 }, ...prompts, taken]);

export const validNcco = fc
  .tuple(
    fc.array(
      fc.oneof(
        anyAction.map((one) => [one]),
        bargeIn,
      ),
      { maxLength: 5 },
    ),
    fc.option(last, { nil: undefined }),
  )
  .map(([actions, end]) => [...actions.flat(), ...(end ? [end] : [])]);
