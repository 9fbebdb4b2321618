import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNcco, coerceNcco } from '../../server/vonage/check-ncco.js';
import { FINDINGS } from '../../server/vonage/ncco-findings.js';
import { anyAction, talk, validNcco } from './ncco-samples.js';

const told = (value: unknown) => checkNcco(value).map(({ path, severity, code }) => `${severity} ${code} ${path}`);

const app = [{ type: 'app', user: 'Jane' }];
const connectTo = (endpoint: object, more = {}) => ({ action: 'connect', endpoint: [endpoint], ...more });
const L16 = { 'content-type': 'audio/l16;rate=16000' };
const dtmf = (settings: object) => ({ action: 'input', type: ['dtmf'], dtmf: settings });
const speech = (settings: object) => ({ action: 'input', type: ['speech'], speech: settings });

/** One broken rule each: the action, and the only finding it must cause (paths relative to the action). */
const BROKEN: [action: unknown, finding: string][] = [
  ['talk', 'error notAnAction '],
  [[], 'error notAnAction '],
  [{ text: 'Hello' }, 'error actionMissing '],
  [{ action: 'Talk', text: 'Hello' }, 'error actionUnknown .action'],
  [{ action: 'toString' }, 'error actionUnknown .action'],
  [{ action: 'pay', amount: 9.99 }, 'error actionGone .action'],
  [{ action: 'talk' }, 'error required .text'],
  [{ action: 'talk', text: '' }, 'error empty .text'],
  [{ action: 'talk', text: 5 }, 'error type .text'],
  [{ action: 'talk', text: 'x'.repeat(1501) }, 'warning tooLong .text'],
  [{ action: 'talk', text: 'Wait <break time="1s"/> please' }, 'warning ssmlNotWrapped .text'],
  [{ action: 'talk', text: 'Hi', bargein: true }, 'warning unknownKey .bargein'],
  [{ action: 'talk', text: 'Hi', loop: -1 }, 'error atLeast .loop'],
  [{ action: 'talk', text: 'Hi', loop: 1.5 }, 'error whole .loop'],
  [{ action: 'talk', text: 'Hi', loop: 'twice' }, 'error type .loop'],
  [{ action: 'talk', text: 'Hi', loop: '2' }, 'warning numberAsText .loop'],
  [{ action: 'talk', text: 'Hi', loop: 0 }, 'warning endless .loop'],
  [{ action: 'talk', text: 'Hi', level: 2 }, 'error range .level'],
  [{ action: 'talk', text: 'Hi', premium: 'yes' }, 'error type .premium'],
  [{ action: 'talk', text: 'Hi', premium: 'true' }, 'warning booleanAsText .premium'],
  [{ action: 'talk', text: 'Hi', language: 'English (UK)' }, 'error format .language'],
  [{ action: 'talk', text: 'Hi', language: 'xx-XX' }, 'warning languageUnknown .language'],
  [{ action: 'talk', text: 'Hi', language: 'ja-JP', style: 99 }, 'warning styleUnknown .style'],
  [{ action: 'talk', text: 'Hi', voiceName: 'Amy' }, 'warning deprecated .voiceName'],
  [{ action: 'stream' }, 'error required .streamUrl'],
  [{ action: 'stream', streamUrl: 'https://e.com/a.mp3' }, 'error type .streamUrl'],
  [{ action: 'stream', streamUrl: [] }, 'error empty .streamUrl'],
  [{ action: 'stream', streamUrl: ['https://e.com/a', 'https://e.com/b'] }, 'error tooManyItems .streamUrl'],
  [{ action: 'stream', streamUrl: ['ftp://e.com/a.mp3'] }, 'error format .streamUrl[0]'],
  [{ action: 'stream', streamUrl: ['DTMF_URL'] }, 'error format .streamUrl[0]'],
  [{ action: 'record', format: 'flac' }, 'error oneOf .format'],
  [{ action: 'record', channels: 2 }, 'error needs .channels'],
  [{ action: 'record', split: 'conversation', channels: 33 }, 'error range .channels'],
  [{ action: 'record', endOnSilence: 2 }, 'error range .endOnSilence'],
  [{ action: 'record', endOnKey: '##' }, 'error format .endOnKey'],
  [{ action: 'record', timeOut: 7201 }, 'error range .timeOut'],
  [{ action: 'record', eventUrl: 'https://e.com/rec' }, 'error type .eventUrl'],
  [{ action: 'record', eventMethod: 'PUT' }, 'error oneOf .eventMethod'],
  [{ action: 'record', transcription: { sentimentAnalysis: 1 } }, 'error type .transcription.sentimentAnalysis'],
  [{ action: 'conversation' }, 'error required .name'],
  [
    { action: 'conversation', name: 'x', musicOnHoldUrl: 'https://e.com/m.mp3' },
    'warning listExpected .musicOnHoldUrl',
  ],
  [{ action: 'conversation', name: 'x', transcription: {} }, 'error needs .transcription'],
  [{ action: 'conversation', name: 'x', mute: true, canSpeak: [] }, 'error excludes .mute'],
  [{ action: 'conversation', name: 'x', canHear: 'leg' }, 'error type .canHear'],
  [{ action: 'connect' }, 'error required .endpoint'],
  [{ action: 'connect', endpoint: app[0] }, 'error type .endpoint'],
  [{ action: 'connect', endpoint: [] }, 'error empty .endpoint'],
  [{ action: 'connect', endpoint: [...app, ...app] }, 'error tooManyItems .endpoint'],
  [connectTo({ user: 'Jane' }), 'error required .endpoint[0].type'],
  [connectTo({ type: 'fax' }), 'error oneOf .endpoint[0].type'],
  [connectTo({ type: 'constructor' }), 'error oneOf .endpoint[0].type'],
  [connectTo({ type: 'app' }), 'error required .endpoint[0].user'],
  [connectTo({ type: 'phone', number: '+447700900001' }), 'warning plusSign .endpoint[0].number'],
  [connectTo({ type: 'phone', number: '123456' }), 'error format .endpoint[0].number'],
  [connectTo({ type: 'phone', number: 447700900001 }), 'error type .endpoint[0].number'],
  [connectTo({ type: 'phone', number: '447700900001', dtmfAnswer: '1w2' }), 'error format .endpoint[0].dtmfAnswer'],
  [connectTo({ type: 'phone', number: '447700900001', onAnswer: {} }), 'error required .endpoint[0].onAnswer.url'],
  [connectTo({ type: 'phone', number: '447700900001' }, { from: 'YOUR_NEXMO_NUMBER' }), 'error format .from'],
  [connectTo({ type: 'sip' }), 'error needsOneOf .endpoint[0]'],
  [connectTo({ type: 'sip', uri: 'sip:a@b', domain: 'trunk' }), 'error excludes .endpoint[0].uri'],
  [connectTo({ type: 'sip', uri: 'a@b' }), 'error format .endpoint[0].uri'],
  [connectTo({ type: 'websocket', uri: 'https://e.com', ...L16 }), 'error format .endpoint[0].uri'],
  [
    connectTo({ type: 'websocket', uri: 'wss://e.com', 'content-type': 'audio/mp3' }),
    'error format .endpoint[0]["content-type"]',
  ],
  [
    connectTo({ type: 'websocket', uri: 'wss://e.com', ...L16, headers: { x: 'y'.repeat(512) } }),
    'error tooManyBytes .endpoint[0].headers',
  ],
  [
    connectTo({ type: 'websocket', uri: 'wss://e.com', ...L16, authorization: { type: 'custom' } }),
    'error needs .endpoint[0].authorization',
  ],
  [connectTo({ type: 'vbc', extension: 5 }), 'error type .endpoint[0].extension'],
  [connectTo(app[0]!, { from: '447700900000', randomFromNumber: true }), 'error excludes .from'],
  [connectTo(app[0]!, { eventType: 'asynchronous' }), 'error oneOf .eventType'],
  [connectTo(app[0]!, { timeout: '45' }), 'warning numberAsText .timeout'],
  [connectTo(app[0]!, { timeout: 0 }), 'error range .timeout'],
  [connectTo(app[0]!, { timeout: 121 }), 'error range .timeout'],
  [connectTo(app[0]!, { limit: 7201 }), 'error range .limit'],
  [connectTo(app[0]!, { machineDetection: 'wait' }), 'error oneOf .machineDetection'],
  [
    connectTo(app[0]!, { machineDetection: 'hangup', advancedMachineDetection: { behavior: 'hangup' } }),
    'warning overrides .advancedMachineDetection',
  ],
  [connectTo(app[0]!, { ringbackTone: ['https://e.com/a.mp3'] }), 'warning singleExpected .ringbackTone'],
  [{ action: 'input' }, 'warning inputWithoutType '],
  [{ action: 'input', type: 'dtmf' }, 'warning listExpected .type'],
  [{ action: 'input', type: [] }, 'error empty .type'],
  [{ action: 'input', type: ['voice'] }, 'error oneOf .type[0]'],
  [{ action: 'input', type: ['dtmf'], maxDigits: 1 }, 'warning deprecated .maxDigits'],
  [dtmf({ timeOut: 11 }), 'error range .dtmf.timeOut'],
  [dtmf({ maxDigits: 21 }), 'error range .dtmf.maxDigits'],
  [dtmf({ submitOnHash: 'true' }), 'warning booleanAsText .dtmf.submitOnHash'],
  [speech({ endOnSilence: 0.3 }), 'error range .speech.endOnSilence'],
  [speech({ sensitivity: 9 }), 'error range .speech.sensitivity'],
  [speech({ uuid: 'leg' }), 'warning listExpected .speech.uuid'],
  [{ action: 'input', type: ['dtmf'], mode: 'asynchronous', dtmf: {} }, 'error asynchronousInput .dtmf'],
  [{ action: 'input', type: ['speech'], mode: 'asynchronous' }, 'error asynchronousInput .type'],
  [{ action: 'notify', eventUrl: ['https://e.com'] }, 'error required .payload'],
  [{ action: 'notify', payload: {} }, 'error required .eventUrl'],
  [{ action: 'notify', payload: [], eventUrl: ['https://e.com'] }, 'error type .payload'],
  [{ action: 'wait', timeout: 0 }, 'warning clamped .timeout'],
  [{ action: 'transfer' }, 'error required .conversationId'],
  [{ action: 'transfer', conversationId: 'call-5' }, 'error format .conversationId'],
];

describe('an NCCO that keeps the rules', () => {
  it('has no finding, whatever it is made of', () => {
    fc.assert(
      fc.property(validNcco, (ncco) => {
        expect(checkNcco(ncco).filter((one) => one.severity === 'error')).toEqual([]);
      }),
    );
    expect(checkNcco([])).toEqual([]);
  });

  it('is read as it is written', () => {
    fc.assert(
      fc.property(validNcco, (ncco) => {
        expect(coerceNcco(ncco)).toEqual(ncco);
      }),
    );
  });
});

describe('a broken rule', () => {
  it.each(BROKEN)('%j gives exactly: %s', (action, expected) => {
    const [severity, code, path = ''] = expected.split(' ');
    const placed = (index: number) => [`${severity} ${code} $[${index}]${path}`];
    expect(told([action])).toEqual(placed(0));
    fc.assert(
      fc.property(fc.array(talk, { maxLength: 3 }), (before) => {
        expect(told([...before, action])).toEqual(placed(before.length));
      }),
      { numRuns: 5 },
    );
  });

  it('has a complete message', () => {
    for (const [action] of BROKEN) {
      for (const { message } of checkNcco([action])) expect(message).not.toMatch(/undefined|NaN|Infinity/);
    }
  });
});

describe('a rule across actions', () => {
  const barge = { action: 'talk', text: 'Press', bargeIn: true };
  const plain = { action: 'talk', text: 'Hello' };
  it('requires an input after bargeIn', () => {
    const needs = 'error bargeInNeedsInput $[0].bargeIn';
    expect(told([barge])).toEqual([needs]);
    expect(told([barge, plain])).toEqual([needs]);
    expect(told([barge, connectTo(app[0]!)])).toEqual([needs]);
    expect(told([barge, plain, dtmf({}), plain])).toEqual([]);
    expect(told([{ ...barge, bargeIn: 'true' }, { ...plain, loop: 0 }, dtmf({})])).toEqual([
      'warning booleanAsText $[0].bargeIn',
    ]);
  });

  it('warns about unreachable actions, and about a recording that ends too early', () => {
    expect(told([{ action: 'conversation', name: 'x' }, plain, plain])).toEqual(['warning unreachable $[1]']);
    expect(told([{ action: 'record', endOnKey: '#' }, plain, connectTo(app[0]!)])).toEqual([
      'warning recordBlocks $[0].endOnKey',
    ]);
    expect(told([{ action: 'record' }, connectTo(app[0]!)])).toEqual([]);
  });
});

describe('a text with speech tags', () => {
  it('is measured by its spoken text', () => {
    expect(told([{ action: 'talk', text: `<speak>${'Hi <break time="1s"/>'.repeat(400)}</speak>` }])).toEqual([]);
  });
});

describe('what the guide and old samples use', () => {
  it('is accepted with warnings and read as intended', () => {
    const old = [
      { action: 'talk', text: 'Hi', voiceName: 'Amy', bargeIn: 'true' },
      { action: 'input', timeOut: '10', maxDigits: 1, submitOnHash: 'true', eventUrl: ['https://e.com/ivr'] },
    ];
    expect(checkNcco(old).filter((one) => one.severity === 'error')).toEqual([]);
    expect(coerceNcco(old)).toEqual([
      { action: 'talk', text: 'Hi', voiceName: 'Amy', bargeIn: true },
      { action: 'input', timeOut: 10, maxDigits: 1, submitOnHash: true, eventUrl: ['https://e.com/ivr'] },
    ]);
  });
});

describe('what is written under an old key', () => {
  it('is read as the current key', () => {
    const uui = { 'User-to-User': 'x' };
    expect(
      coerceNcco([
        connectTo({
          type: 'phone',
          number: '+447700900001',
          onAnswer: { url: 'https://e.com', ringback: 'https://e.com/r' },
        }),
        connectTo({ type: 'sip', domain: 'trunk', standard_headers: uui }, { ringbackTone: ['https://e.com/r'] }),
        connectTo(app[0]!, { advanced_machine_detection: { behavior: 'hangup', beep_timeout: '45' } }),
        { action: 'input', timeout: '7' },
        { action: 'transfer', conversation_id: 'CON-1' },
      ]),
    ).toMatchObject([
      { endpoint: [{ number: '447700900001', onAnswer: { ringbackTone: 'https://e.com/r' } }] },
      { endpoint: [{ standardHeaders: uui }], ringbackTone: 'https://e.com/r' },
      { advancedMachineDetection: { behavior: 'hangup', beepTimeout: 45 } },
      { timeOut: 7 },
      { conversationId: 'CON-1' },
    ]);
  });

  it('is ignored next to the current key', () => {
    const both = [{ action: 'transfer', conversation_id: 'CON-1', conversationId: 'CON-2' }];
    expect(coerceNcco(both)[0]).toMatchObject({ conversationId: 'CON-2' });
    expect(told(both)).toEqual(['warning deprecated $[0].conversation_id']);
  });
});

describe('anything else', () => {
  it('never makes it throw', () => {
    const junk = fc.oneof(fc.jsonValue(), fc.anything({ withNullPrototype: true, withObjectString: true }));
    const keyed = fc.record({
      action: fc.constantFrom('talk', 'connect', 'input', 'notify'),
      endpoint: junk,
      text: junk,
      type: junk,
    });
    fc.assert(
      fc.property(fc.oneof(junk, fc.array(fc.oneof(junk, keyed, anyAction))), (value) => {
        for (const one of checkNcco(value)) expect(FINDINGS[one.code]).toBeDefined();
        coerceNcco(value);
      }),
    );
  });

  it.each([null, undefined, 5, 'text', { action: 'talk' }, true])('%j is not a list', (value) => {
    expect(told(value)).toEqual(['error notAList $']);
  });

  it('treats "__proto__" as an unknown key, without prototype pollution', () => {
    const ncco = JSON.parse('[{"action":"talk","text":"Hi","__proto__":{"loop":0,"bargeIn":true}}]');
    expect(told(ncco)).toEqual(['warning unknownKey $[0].__proto__']);
    expect((coerceNcco(ncco)[0] as { loop?: number }).loop).toBeUndefined();
    expect(({} as { loop?: number }).loop).toBeUndefined();
  });

  it('makes unknown keys errors for those who write an NCCO', () => {
    const [found] = checkNcco([{ action: 'talk', text: 'Hi', volume: 1 }], { unknownKeys: 'error' });
    expect(found).toMatchObject({ severity: 'error', code: 'unknownKey', params: { key: 'volume' } });
  });

  it('answers a megabyte or a deep nest quickly and briefly', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const began = performance.now();
    expect(told(deep)).toEqual(['error notAnAction $[0]']);
    const nested = [connectTo({ type: 'websocket', uri: 'wss://e.com', ...L16, headers: { deep } })];
    expect(told(nested)).toEqual(['error tooManyBytes $[0].endpoint[0].headers']);
    expect(checkNcco(Array(300_000).fill(1)).length).toBe(101);
    for (const text of ['<', 'a', ' ', 'https://a ', '9', '-a']) {
      const long = text.repeat(1_000_000 / text.length);
      const all = { text: long, language: long, loop: long, bargeIn: long, [long]: long };
      const found = checkNcco([{ action: 'talk', ...all }, { action: 'stream', streamUrl: [long] }, { action: long }]);
      expect(JSON.stringify(found).length).toBeLessThan(5_000);
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
