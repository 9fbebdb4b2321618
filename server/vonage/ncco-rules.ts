import type { Endpoint, NccoAction } from './ncco.js';
import {
  flag,
  type Keys,
  legs,
  old,
  oneOf,
  provider,
  type Rule,
  required,
  type TextRule,
  text,
  url,
  urls,
  whole,
} from './ncco-rule-kinds.js';

/**
 * The rules for the keys of each action. The checker, the reader of old samples and the editor's JSON Schema are all made
 * from them. Rules that concern several keys at once are in ncco-cross-rules.ts.
 * Facts: Vonage's NCCO reference (ncco §2-8).
 */
const REPORTS = {
  eventUrl: urls("Where this action's events go: a list of one web address. Else the application's event URL."),
  eventMethod: { ...oneOf(['GET', 'POST'], 'How the event is sent.'), default: 'POST' },
} satisfies Keys;
const PLAYED = { ...REPORTS, eventOnCompletion: flag(false, 'Sends an event when it has been played.') } satisfies Keys;
const LEVEL: Rule = { type: 'number', min: -1, max: 1, default: 0, doc: 'Loudness, -1 to 1.' };
const LOOP: Rule = { type: 'number', whole: true, min: 0, default: 1, doc: 'How often it is played; 0 is for ever.' };
const BARGE_IN = flag(false, 'Stops at the first key or word of the caller; an input must follow.');
const language = (doc: string): TextRule => ({ type: 'text', format: 'language', default: 'en-US', doc });
const CAN_HEAR = legs('The legs that this leg hears; an empty list is nobody, no list is everyone.');
const CAN_SPEAK = legs('The legs that hear this leg; an empty list is nobody, no list is everyone.');
const CONVERSATION_ID: TextRule = { type: 'text', format: 'conversationId', doc: 'An existing conversation: CON-…' };
const MUTE = flag(false, 'Nobody hears this leg, and it is not recorded. Not together with canSpeak.');
const TRANSCRIPTION: Rule = {
  type: 'object',
  keys: {
    language: language('The language that is spoken.'),
    ...REPORTS,
    sentimentAnalysis: flag(false, 'Adds the mood of each sentence.'),
  },
  doc: 'Turns the recording into text; {} is on with the usual settings.',
};
const MACHINE_DETECTION: Rule = {
  type: 'object',
  keys: {
    behavior: oneOf(['continue', 'hangup'], 'What to do at an answering machine.'),
    mode: oneOf(['default', 'detect', 'detect_beep'], 'Whether the NCCO waits for the finding.'),
    beepTimeout: whole(30, 120, 'Seconds to wait for the beep.'),
    beep_timeout: old(whole(30, 120, 'The same as beepTimeout.'), 'beepTimeout'),
  },
  doc: 'A finer way to find out whether a machine answers; replaces machineDetection.',
};

const STANDARD_HEADERS: Rule = {
  type: 'object',
  keys: { 'User-to-User': { ...text('RFC 7433; at most 256 characters.'), refusedAbove: 256 } },
  doc: 'Standard headers to send.',
};

type KeysOf<T> = { [K in keyof T]-?: Rule };

/** Endpoint type → its keys besides `type` (ncco §6). */
export const ENDPOINT_RULES: { [E in Endpoint as E['type']]: KeysOf<Omit<E, 'type'>> } = {
  phone: {
    number: required({ type: 'text', format: 'phoneNumber', doc: 'The number, with country code and without +.' }),
    dtmfAnswer: { type: 'text', format: 'keys', doc: 'Keys that are sent once it is answered; p waits half a second.' },
    onAnswer: {
      type: 'object',
      keys: {
        url: required(url('Gives the NCCO that the called party hears first.')),
        ringbackTone: { ...url('What the caller hears meanwhile.'), orList: true },
        ringback: old({ ...url('The old name of ringbackTone.'), orList: true }, 'ringbackTone'),
      },
      doc: 'An NCCO for the called party before the two are joined.',
    },
    shaken: text('A STIR/SHAKEN identity header.'),
  },
  app: { user: required(text("The user's name.")) },
  sip: {
    uri: {
      type: 'text',
      format: 'sip',
      maxChars: 50,
      doc: 'sip:user@host;transport=tls. Not together with domain and user.',
    },
    domain: text('The name of a trunk of the dashboard. Not together with uri.'),
    user: text('The user at the domain.'),
    headers: { type: 'open', doc: 'Sent as X-… headers.' },
    standardHeaders: STANDARD_HEADERS,
    standard_headers: old(STANDARD_HEADERS, 'standardHeaders'),
  },
  websocket: {
    uri: required({ type: 'text', format: 'websocket', doc: 'ws:// or wss://' }),
    'content-type': required({
      type: 'text',
      format: 'audio',
      doc: 'The form of the audio, such as audio/l16;rate=16000.',
    }),
    headers: { type: 'open', maxBytes: 512, doc: 'Sent in the first message; at most 512 bytes.' },
    authorization: {
      type: 'object',
      keys: {
        type: required(oneOf(['vonage', 'custom'], "Vonage's token, or your own value.")),
        value: text('The Authorization header, for custom.'),
      },
      doc: 'How the connection proves itself.',
    },
  },
  vbc: { extension: required(text('The extension.')) },
};

/** Action → its keys besides `action`. */
export const ACTION_RULES: { [A in NccoAction as A['action']]: KeysOf<Omit<A, 'action'>> } = {
  talk: {
    text: required({ type: 'text', maxChars: 1500, doc: 'What is said: text, or SSML in <speak> … </speak>.' }),
    bargeIn: BARGE_IN,
    loop: LOOP,
    level: LEVEL,
    language: language('The language of the text.'),
    style: { type: 'number', whole: true, min: 0, default: 0, doc: 'Which voice of the language.' },
    premium: flag(false, 'The better voice, where the style has one.'),
    ...provider('Whose voice it is.'),
    ...PLAYED,
    voiceName: { ...text('The old way to choose a voice.'), deprecated: 'language" and "style' },
  },
  stream: {
    streamUrl: required(urls('An mp3 or a 16-bit wav file: a list of one web address.')),
    level: LEVEL,
    bargeIn: BARGE_IN,
    loop: LOOP,
    ...PLAYED,
  },
  record: {
    format: oneOf(['mp3', 'wav', 'ogg'], 'mp3, or wav for more than two channels.'),
    split: oneOf(['conversation'], 'The parties on channels of their own.'),
    channels: whole(1, 32, 'How many channels; more than one need split.'),
    endOnSilence: whole(3, 10, 'Ends after so many seconds of silence; the NCCO waits for it.'),
    endOnKey: { type: 'text', format: 'key', doc: 'Ends at this key; the NCCO waits for it.' },
    timeOut: whole(3, 7200, 'The longest recording in seconds; the NCCO waits for it.'),
    beepStart: flag(false, 'A beep before it begins.'),
    ...REPORTS,
    transcription: TRANSCRIPTION,
  },
  conversation: {
    name: required(text('The name of the room; the first leg makes it.')),
    musicOnHoldUrl: { ...urls('Music until the conversation starts.'), orSingle: true },
    startOnEnter: flag(true, 'The conversation starts when this leg enters; false waits for a leg that starts it.'),
    endOnExit: flag(false, 'The conversation ends for all when this leg leaves.'),
    record: flag(false, 'Records the conversation.'),
    transcription: TRANSCRIPTION,
    canSpeak: CAN_SPEAK,
    canHear: CAN_HEAR,
    mute: MUTE,
    ...REPORTS,
  },
  connect: {
    endpoint: required({
      type: 'list',
      min: 1,
      max: 1,
      of: { type: 'endpoint', of: ENDPOINT_RULES, doc: 'Whom to call.' },
      doc: 'Whom to call: a list of one.',
    }),
    from: text('The number that is shown: one of yours. Not together with randomFromNumber.'),
    randomFromNumber: flag(false, 'Shows any one of your numbers.'),
    eventType: {
      type: 'text',
      oneOf: ['synchronous'],
      doc: 'The reply to an event of a failed call is the next NCCO.',
    },
    timeout: { ...whole(1, 120, 'How long it rings, in seconds.'), default: 60 },
    limit: { ...whole(1, 7200, 'The longest talk in seconds.'), default: 7200 },
    machineDetection: oneOf(['continue', 'hangup'], 'What to do at an answering machine.'),
    advancedMachineDetection: MACHINE_DETECTION,
    advanced_machine_detection: old(MACHINE_DETECTION, 'advancedMachineDetection'),
    ringbackTone: { ...url('What the caller hears until it is answered.'), orList: true },
    ...REPORTS,
  },
  input: {
    type: {
      type: 'list',
      min: 1,
      max: 2,
      of: oneOf(['dtmf', 'speech'], 'dtmf: keys; speech: words.'),
      orSingle: true,
      doc: 'What is taken: keys, words or both.',
    },
    dtmf: {
      type: 'object',
      keys: {
        timeOut: { ...whole(0, 10, 'Ends so many seconds after the last key.'), default: 3 },
        maxDigits: { type: 'number', whole: true, min: 1, max: 20, default: 4, doc: 'Ends at so many keys.' },
        submitOnHash: flag(false, 'Ends at #.'),
      },
      doc: 'Settings for keys.',
    },
    speech: {
      type: 'object',
      keys: {
        uuid: { type: 'list', min: 1, max: 1, of: text("A leg's id."), orSingle: true, doc: 'Who is listened to.' },
        endOnSilence: { type: 'number', min: 0.4, max: 10, default: 2, doc: 'Ends after so many seconds of silence.' },
        language: language('The language that is spoken.'),
        context: { type: 'list', of: text('A word.'), doc: 'Words that are likely.' },
        startTimeout: { ...whole(1, 60, 'The longest wait for the first word, in seconds.'), default: 10 },
        maxDuration: { ...whole(1, 60, 'The longest speech in seconds.'), default: 60 },
        saveAudio: flag(false, 'Keeps the audio, and the event says where.'),
        sensitivity: whole(10, 100, '10 is low, 100 is high.'),
        ...provider('Who turns speech into text.'),
      },
      doc: 'Settings for words.',
    },
    mode: {
      type: 'text',
      oneOf: ['synchronous', 'asynchronous'],
      default: 'synchronous',
      doc: 'asynchronous: one event for each key while the NCCO goes on.',
    },
    timeOut: { ...whole(0, 10, 'The old place of dtmf.timeOut.'), deprecated: 'dtmf.timeOut' },
    timeout: { ...whole(0, 10, 'Another spelling of it.'), deprecated: 'dtmf.timeOut', renamedTo: 'timeOut' },
    maxDigits: { ...whole(1, 20, 'The old place of dtmf.maxDigits.'), deprecated: 'dtmf.maxDigits' },
    submitOnHash: { ...flag(false, 'The old place of dtmf.submitOnHash.'), deprecated: 'dtmf.submitOnHash' },
    ...REPORTS,
  },
  notify: {
    payload: required({ type: 'open', doc: 'What is sent.' }),
    ...REPORTS,
    eventUrl: required(urls('Where the payload is sent; the reply may be an NCCO.')),
  },
  wait: {
    timeout: { type: 'number', min: 0.1, max: 7200, clamps: true, default: 10, doc: 'Seconds, 0.1 to 7200.' },
  },
  transfer: {
    conversationId: required(CONVERSATION_ID),
    conversation_id: old(CONVERSATION_ID, 'conversationId'),
    canHear: CAN_HEAR,
    canSpeak: CAN_SPEAK,
    mute: MUTE,
  },
};

/** Actions that Vonage once had (ncco §1). */
export const GONE_ACTIONS = ['pay'];
