/**
 * Call flows as guides, samples and the writers of old programs have them; the numbers are kept for fiction. Each is
 * accepted without an error, also where unknown keys are errors; `warned` is what is said of old spellings.
 */
interface Typical {
  what: string;
  ncco: unknown[];
  warned?: string[];
}

const ONE = '447700900000';
const TWO = '447700900001';
const EVENTS = { eventUrl: ['https://example.com/events'] };
const MUSIC = ['https://example.com/music/hold.mp3'];
const connect = (endpoint: object, more: object = {}) => ({ action: 'connect', endpoint: [endpoint], ...more });
const phone = (more: object = {}) => ({ type: 'phone', number: TWO, ...more });
const socket = (more: object = {}) => ({
  type: 'websocket',
  uri: 'wss://example.com/socket',
  'content-type': 'audio/l16;rate=16000',
  ...more,
});
const talk = (text: string, more: object = {}) => ({ action: 'talk', text, ...more });

export const TYPICAL: Typical[] = [
  // talk
  { what: 'a greeting', ncco: [talk('Thank you for calling. Goodbye.')] },
  { what: 'a voice of a language', ncco: [talk('こんにちは', { language: 'ja-JP', style: 1, premium: true })] },
  {
    what: 'speech tags',
    ncco: [talk('<speak>One<break time="1s"/><prosody rate="fast">two</prosody></speak>', { language: 'en-GB' })],
  },
  { what: 'a text that is said three times, louder', ncco: [talk('Please wait.', { loop: 3, level: 0.4 })] },
  { what: 'the volume as text', ncco: [talk('Hi', { level: '-0.5' })], warned: ['numberAsText $[0].level'] },
  { what: 'an old voice', ncco: [talk('Hi', { voiceName: 'Amy' })], warned: ['deprecated $[0].voiceName'] },
  {
    what: 'a provider of voices',
    ncco: [talk('Hi', { provider: 'google', providerOptions: { name: 'en-US-Standard-A', pitch: 2 } })],
  },
  {
    what: 'an event when it has been said',
    ncco: [talk('Hi', { ...EVENTS, eventMethod: 'POST', eventOnCompletion: true })],
  },
  // stream
  { what: 'a sound file', ncco: [{ action: 'stream', streamUrl: MUSIC }] },
  {
    what: 'a sound file again and again, softly',
    ncco: [{ action: 'stream', streamUrl: MUSIC, loop: 5, level: -0.6 }],
  },
  {
    what: 'an event when it has been played',
    ncco: [{ action: 'stream', streamUrl: MUSIC, ...EVENTS, eventMethod: 'GET', eventOnCompletion: 'true' }],
    warned: ['booleanAsText $[0].eventOnCompletion'],
  },
  {
    what: 'music that a key ends',
    ncco: [
      { action: 'stream', streamUrl: MUSIC, bargeIn: true, loop: 0 },
      { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, ...EVENTS },
    ],
  },
  // record
  { what: 'a recorded call', ncco: [{ action: 'record', ...EVENTS }, connect(phone(), { from: ONE })] },
  {
    what: 'both sides on tracks of their own',
    ncco: [{ action: 'record', split: 'conversation', channels: 2, format: 'wav', ...EVENTS }, connect(phone())],
  },
  { what: 'one channel', ncco: [{ action: 'record', channels: 1 }] },
  {
    what: 'a voicemail',
    ncco: [
      talk('Leave a message after the beep, then press hash.'),
      { action: 'record', endOnSilence: 3, endOnKey: '#', timeOut: 120, beepStart: true, ...EVENTS },
      talk('Thank you.'),
    ],
  },
  {
    what: 'numbers and truth as text',
    ncco: [{ action: 'record', endOnSilence: '3', beepStart: 'true', endOnKey: '#' }],
    warned: ['numberAsText $[0].endOnSilence', 'booleanAsText $[0].beepStart'],
  },
  {
    what: 'a transcribed recording',
    ncco: [
      {
        action: 'record',
        split: 'conversation',
        transcription: { language: 'en-GB', ...EVENTS, eventMethod: 'POST', sentimentAnalysis: true },
      },
    ],
  },
  { what: 'a transcription with the usual settings', ncco: [{ action: 'record', transcription: {} }] },
  // conversation
  { what: 'a conference', ncco: [talk('Welcome.'), { action: 'conversation', name: 'weekly' }] },
  {
    what: 'a moderated conference',
    ncco: [{ action: 'conversation', name: 'weekly', startOnEnter: false, endOnExit: false, musicOnHoldUrl: MUSIC }],
  },
  {
    what: 'its moderator',
    ncco: [{ action: 'conversation', name: 'weekly', startOnEnter: true, endOnExit: true, record: true, ...EVENTS }],
  },
  {
    what: 'music that stands in no list',
    ncco: [{ action: 'conversation', name: 'weekly', musicOnHoldUrl: MUSIC[0] }],
    warned: ['listExpected $[0].musicOnHoldUrl'],
  },
  {
    what: 'a supervisor who whispers',
    ncco: [{ action: 'conversation', name: 'call-7', canHear: ['leg-1', 'leg-2'], canSpeak: ['leg-2'] }],
  },
  { what: 'a silent listener', ncco: [{ action: 'conversation', name: 'call-7', mute: true, canHear: ['leg-1'] }] },
  {
    what: 'a transcribed conference',
    ncco: [{ action: 'conversation', name: 'weekly', record: true, transcription: { language: 'de-DE' } }],
  },
  {
    what: 'truth as text',
    ncco: [{ action: 'conversation', name: 'x', endOnExit: 'true' }],
    warned: ['booleanAsText $[0].endOnExit'],
  },
  // connect: phone
  { what: 'a forwarded call', ncco: [connect(phone(), { from: ONE })] },
  {
    what: 'a number with its plus',
    ncco: [connect(phone({ number: `+${TWO}` }))],
    warned: ['plusSign $[0].endpoint[0].number'],
  },
  {
    what: 'both numbers with their plus',
    ncco: [connect(phone({ number: `+${TWO}` }), { from: `+${ONE}` })],
    warned: ['plusSign $[0].endpoint[0].number', 'plusSign $[0].from'],
  },
  { what: 'any number of our own', ncco: [connect(phone(), { randomFromNumber: true })] },
  { what: 'an extension behind the number', ncco: [connect(phone({ dtmfAnswer: 'p*123#pp4' }), { from: ONE })] },
  {
    what: 'a whisper to the called party',
    ncco: [connect(phone({ onAnswer: { url: 'https://example.com/whisper', ringbackTone: MUSIC[0] } }), { from: ONE })],
  },
  {
    what: 'a whisper with the old name of its tone',
    ncco: [connect(phone({ onAnswer: { url: 'https://example.com/whisper', ringback: MUSIC[0] } }))],
    warned: ['deprecated $[0].endpoint[0].onAnswer.ringback'],
  },
  {
    what: 'an identity header',
    ncco: [connect(phone({ shaken: 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln;info=<https://example.com/c.pem>' }))],
  },
  { what: 'a short ring and a short talk', ncco: [connect(phone(), { from: ONE, timeout: 20, limit: 600 })] },
  { what: 'the longest ring', ncco: [connect(phone(), { timeout: 120, limit: 7200 })] },
  { what: 'a time as text', ncco: [connect(phone(), { timeout: '45' })], warned: ['numberAsText $[0].timeout'] },
  {
    what: 'no answering machine',
    ncco: [connect(phone(), { machineDetection: 'hangup', ...EVENTS, eventMethod: 'GET' })],
  },
  {
    what: 'a message after the beep',
    ncco: [
      connect(phone(), { advancedMachineDetection: { behavior: 'continue', mode: 'detect_beep', beepTimeout: 60 } }),
      talk('Please call back.'),
    ],
  },
  {
    what: 'machine detection in the spelling of the REST API',
    ncco: [connect(phone(), { advanced_machine_detection: { behavior: 'hangup', beep_timeout: 45 } })],
    warned: ['deprecated $[0].advanced_machine_detection', 'deprecated $[0].advanced_machine_detection.beep_timeout'],
  },
  {
    what: 'another way when nobody answers',
    ncco: [
      connect(phone(), { from: ONE, timeout: 15, eventType: 'synchronous', eventUrl: ['https://example.com/failed'] }),
    ],
  },
  {
    what: 'one after the other',
    ncco: [connect(phone()), connect(phone({ number: '447700900002' })), talk('Nobody is there.')],
  },
  // connect: the others
  { what: 'a user of an app', ncco: [connect({ type: 'app', user: 'alice' })] },
  { what: 'a user who sees who calls', ncco: [connect({ type: 'app', user: 'alice' }, { from: 'Support' })] },
  { what: 'a tone while it rings', ncco: [connect({ type: 'app', user: 'alice' }, { ringbackTone: MUSIC[0] })] },
  {
    what: 'a tone in a list',
    ncco: [connect({ type: 'app', user: 'alice' }, { ringbackTone: MUSIC })],
    warned: ['singleExpected $[0].ringbackTone'],
  },
  {
    what: 'a SIP address with headers',
    ncco: [
      connect({
        type: 'sip',
        uri: 'sip:rebekka@sip.example.com;transport=tls',
        headers: { location: 'New York City', occupation: 'developer' },
        standardHeaders: { 'User-to-User': '342342ef34;encoding=hex' },
      }),
    ],
  },
  {
    what: 'SIP headers in the spelling of the REST API',
    ncco: [connect({ type: 'sip', uri: 'sips:a@example.com', standard_headers: { 'User-to-User': 'x' } })],
    warned: ['deprecated $[0].endpoint[0].standard_headers'],
  },
  { what: 'a SIP trunk', ncco: [connect({ type: 'sip', domain: 'office', user: 'reception' })] },
  { what: 'a SIP trunk without a user', ncco: [connect({ type: 'sip', domain: 'office' })] },
  { what: 'a bot', ncco: [connect(socket({ headers: { caller: ONE, language: 'en-GB' } }), { ...EVENTS })] },
  { what: 'a bot at the telephone’s rate', ncco: [connect(socket({ 'content-type': 'audio/l16;rate=8000' }))] },
  { what: 'a bot that is told who calls it', ncco: [connect(socket({ authorization: { type: 'vonage' } }))] },
  {
    what: 'a bot with a token of its own',
    ncco: [connect(socket({ authorization: { type: 'custom', value: 'Bearer of a token' } }))],
  },
  { what: 'a bot that may fail', ncco: [connect(socket(), { eventType: 'synchronous', ...EVENTS })] },
  { what: 'an extension', ncco: [connect({ type: 'vbc', extension: '123' })] },
  // input
  {
    what: 'a menu',
    ncco: [
      talk('Press 1 for sales, 2 for support.', { bargeIn: true }),
      { action: 'input', type: ['dtmf'], dtmf: { timeOut: 5, maxDigits: 1, submitOnHash: true }, ...EVENTS },
    ],
  },
  {
    what: 'a menu of 2018',
    ncco: [
      talk('Enter your pin.', { bargeIn: 'true' }),
      { action: 'input', timeOut: '10', maxDigits: 4, submitOnHash: 'true', ...EVENTS },
    ],
    warned: [
      'booleanAsText $[0].bargeIn',
      'inputWithoutType $[1]',
      'deprecated $[1].timeOut',
      'numberAsText $[1].timeOut',
      'deprecated $[1].maxDigits',
      'deprecated $[1].submitOnHash',
      'booleanAsText $[1].submitOnHash',
    ],
  },
  {
    what: 'settings that were forgotten outside',
    ncco: [{ action: 'input', type: ['dtmf'], timeout: 5, maxDigits: 1, submitOnHash: false }],
    warned: ['deprecated $[0].timeout', 'deprecated $[0].maxDigits', 'deprecated $[0].submitOnHash'],
  },
  {
    what: 'one kind that stands in no list',
    ncco: [{ action: 'input', type: 'dtmf' }],
    warned: ['listExpected $[0].type'],
  },
  {
    what: 'a question',
    ncco: [
      talk('How can we help?'),
      {
        action: 'input',
        type: ['speech'],
        speech: {
          uuid: ['leg-1'],
          language: 'en-GB',
          context: ['sales', 'support'],
          endOnSilence: 1.5,
          startTimeout: 5,
          maxDuration: 20,
          saveAudio: true,
          sensitivity: 60,
        },
        ...EVENTS,
        eventMethod: 'POST',
      },
    ],
  },
  {
    what: 'a provider of ears',
    ncco: [
      { action: 'input', type: ['speech'], speech: { provider: 'google', providerOptions: { model: 'telephony' } } },
    ],
  },
  {
    what: 'whose leg, in no list',
    ncco: [{ action: 'input', type: ['speech'], speech: { uuid: 'leg-1' } }],
    warned: ['listExpected $[0].speech.uuid'],
  },
  {
    what: 'keys or words',
    ncco: [
      { action: 'input', type: ['dtmf', 'speech'], dtmf: { maxDigits: 1 }, speech: { language: 'en-US' }, ...EVENTS },
    ],
  },
  {
    what: 'keys while the call goes on',
    ncco: [{ action: 'input', type: ['dtmf'], mode: 'asynchronous', ...EVENTS }, connect(phone())],
  },
  // notify, wait, transfer
  {
    what: 'a word to the server',
    ncco: [{ action: 'notify', payload: { step: 'start' }, ...EVENTS, eventMethod: 'POST' }, talk('Hi')],
  },
  { what: 'a pause', ncco: [{ action: 'wait', timeout: 0.5 }, { action: 'wait' }, talk('Hi')] },
  { what: 'a pause that is too long', ncco: [{ action: 'wait', timeout: 9000 }], warned: ['clamped $[0].timeout'] },
  {
    what: 'a move into another conversation',
    ncco: [{ action: 'transfer', conversationId: 'CON-8d2f', mute: false, canHear: ['leg-1'] }],
  },
  {
    what: 'a move in the spelling of the REST API',
    ncco: [{ action: 'transfer', conversation_id: 'CON-8d2f' }],
    warned: ['deprecated $[0].conversation_id'],
  },
  { what: 'nothing', ncco: [] },
];

/** Call flows with one fault each, and what is said of it. */
export const BROKEN_FLOWS: [ncco: unknown, said: string][] = [
  [{ action: 'talk', text: 'Hi' }, 'notAList $'],
  ['[{"action":"talk"}]', 'notAList $'],
  [[['talk', 'Hi']], 'notAnAction $[0]'],
  [[{ text: 'Hi' }], 'actionMissing $[0]'],
  [[{ action: 'Talk', text: 'Hi' }], 'actionUnknown $[0].action'],
  [[{ action: 'hangup' }], 'actionUnknown $[0].action'],
  [[{ action: 'pay', amount: 9.99 }], 'actionGone $[0].action'],
  [[talk('Hi'), { action: 'talk' }], 'required $[1].text'],
  [[talk('')], 'empty $[0].text'],
  [[talk('Hi', { level: 1.1 })], 'range $[0].level'],
  [[talk('Hi', { loop: -1 })], 'atLeast $[0].loop'],
  [[talk('Hi', { language: 'British English' })], 'format $[0].language'],
  [[talk('Hi', { bargein: true })], 'unknownKey $[0].bargein'],
  [[talk('Hi', { eventOnCompletion: 'yes' })], 'type $[0].eventOnCompletion'],
  [[talk('Hi', { providerOptions: 'fast' })], 'type $[0].providerOptions'],
  [[talk('Hi', { bargeIn: true }), connect(phone())], 'bargeInNeedsInput $[0].bargeIn'],
  [[{ action: 'stream', streamUrl: MUSIC[0] }], 'type $[0].streamUrl'],
  [[{ action: 'stream', streamUrl: ['music/hold.mp3'] }], 'format $[0].streamUrl[0]'],
  [[{ action: 'stream', streamUrl: [...MUSIC, ...MUSIC] }], 'tooManyItems $[0].streamUrl'],
  [[{ action: 'record', eventUrl: 'https://example.com/rec' }], 'type $[0].eventUrl'],
  [[{ action: 'record', channels: 2 }], 'needs $[0].channels'],
  [[{ action: 'record', timeout: 30 }], 'unknownKey $[0].timeout'],
  [[{ action: 'record', timeOut: 2 }], 'range $[0].timeOut'],
  [[{ action: 'record', format: 'mp4' }], 'oneOf $[0].format'],
  [[{ action: 'conversation' }], 'required $[0].name'],
  [[{ action: 'conversation', name: 'x', mute: true, canSpeak: ['leg-1'] }], 'excludes $[0].mute'],
  [[{ action: 'conversation', name: 'x', transcription: {} }], 'needs $[0].transcription'],
  [[{ action: 'connect', endpoint: phone() }], 'type $[0].endpoint'],
  [[{ action: 'connect', endpoint: [phone(), phone()] }], 'tooManyItems $[0].endpoint'],
  [[connect(phone({ number: '07700 900001' }))], 'format $[0].endpoint[0].number'],
  [[connect(phone({ number: '++447700900001' }))], 'format $[0].endpoint[0].number'],
  [[connect(phone(), { timeout: 121 })], 'range $[0].timeout'],
  [[connect(phone(), { limit: 0 })], 'range $[0].limit'],
  [[connect(phone(), { from: 'unknown' })], 'format $[0].from'],
  [[connect(phone(), { from: ONE, randomFromNumber: true })], 'excludes $[0].from'],
  [[connect(phone(), { eventType: 'async' })], 'oneOf $[0].eventType'],
  [[connect(phone(), { ringbackTone: [...MUSIC, ...MUSIC] })], 'type $[0].ringbackTone'],
  [[connect(phone(), { ringbackTone: ['hold.mp3'] })], 'format $[0].ringbackTone[0]'],
  [[connect({ type: 'phone', to: TWO })], 'required $[0].endpoint[0].number'],
  [[connect({ type: 'app', username: 'alice' })], 'required $[0].endpoint[0].user'],
  [[connect({ type: 'sip', user: 'reception' })], 'needsOneOf $[0].endpoint[0]'],
  [[connect({ type: 'sip', uri: 'sip:a@example.com', user: 'a' })], 'excludes $[0].endpoint[0].uri'],
  [[connect({ type: 'sip', uri: 'sip:a@example.com', domain: 'office' })], 'excludes $[0].endpoint[0].uri'],
  [
    [connect({ type: 'sip', domain: 'office', standardHeaders: { 'User-to-User': 'x'.repeat(257) } })],
    'tooManyCharacters $[0].endpoint[0].standardHeaders["User-to-User"]',
  ],
  [
    [connect({ type: 'sip', domain: 'office', standard_headers: { 'User-to-User': 'x'.repeat(257) } })],
    'tooManyCharacters $[0].endpoint[0].standard_headers["User-to-User"]',
  ],
  [[connect({ type: 'websocket', uri: 'wss://example.com' })], 'required $[0].endpoint[0]["content-type"]'],
  [[connect(socket({ uri: 'https://example.com' }))], 'format $[0].endpoint[0].uri'],
  [[connect(socket({ 'content-type': 'audio/mpeg' }))], 'format $[0].endpoint[0]["content-type"]'],
  [[connect(socket({ headers: { x: 'y'.repeat(512) } }))], 'tooManyBytes $[0].endpoint[0].headers'],
  [[connect(socket({ authorization: { type: 'custom' } }))], 'needs $[0].endpoint[0].authorization'],
  [[connect(socket({ authorization: { type: 'custom', value: '' } }))], 'empty $[0].endpoint[0].authorization.value'],
  [[connect(socket({ authorization: { value: 'x' } }))], 'required $[0].endpoint[0].authorization.type'],
  [[connect({ type: 'vbc', extension: 123 })], 'type $[0].endpoint[0].extension'],
  [[{ action: 'input', type: ['speech'], dtmf: { maxDigits: 1 } }], 'typeLacks $[0].dtmf'],
  [[{ action: 'input', type: ['dtmf'], speech: { language: 'en-GB' } }], 'typeLacks $[0].speech'],
  [[{ action: 'input', type: ['dtmf'], dtmf: { maxDigits: 21 } }], 'range $[0].dtmf.maxDigits'],
  [[{ action: 'input', type: ['dtmf'], dtmf: { timeout: 5 } }], 'unknownKey $[0].dtmf.timeout'],
  [[{ action: 'input', type: ['dtmf'], timeout: 11 }], 'range $[0].timeout'],
  [[{ action: 'input', type: ['keys'] }], 'oneOf $[0].type[0]'],
  [[{ action: 'input', type: ['dtmf'], mode: 'asynchronous', dtmf: {} }], 'asynchronousInput $[0].dtmf'],
  [[{ action: 'notify', eventUrl: ['https://example.com'] }], 'required $[0].payload'],
  [[{ action: 'notify', payload: { a: 1 } }], 'required $[0].eventUrl'],
  [[{ action: 'wait', timeout: 'long' }], 'type $[0].timeout'],
  [[{ action: 'transfer' }], 'required $[0].conversationId'],
  [[{ action: 'transfer', conversation_id: '8d2f' }], 'format $[0].conversation_id'],
  [[{ action: 'transfer', conversationId: 'CON-8d2f', mute: true, canSpeak: [] }], 'excludes $[0].mute'],
];
