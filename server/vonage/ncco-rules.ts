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
  eventUrl: urls("Where this action's events are sent: a list with one URL. Default: the application's event URL."),
  eventMethod: { ...oneOf(['GET', 'POST'], 'HTTP method of the event.'), default: 'POST' },
} satisfies Keys;
const PLAYED = { ...REPORTS, eventOnCompletion: flag(false, 'Sends an event after playing.') } satisfies Keys;
const LEVEL: Rule = { type: 'number', min: -1, max: 1, default: 0, doc: 'Volume, -1 to 1.' };
const LOOP: Rule = { type: 'number', whole: true, min: 0, default: 1, doc: 'Number of repetitions; 0 = endless.' };
const BARGE_IN = flag(false, 'Stops when the caller presses a key or speaks; an input must follow.');
const language = (doc: string): TextRule => ({ type: 'text', format: 'language', default: 'en-US', doc });
const CAN_HEAR = legs('Legs that this leg hears. Empty list: none. No list: all.');
const CAN_SPEAK = legs('Legs that hear this leg. Empty list: none. No list: all.');
const CONVERSATION_ID: TextRule = { type: 'text', format: 'conversationId', doc: 'An existing conversation: CON-…' };
const MUTE = flag(false, "Mutes this leg, also in the recording. Can't be combined with canSpeak.");
const TRANSCRIPTION: Rule = {
  type: 'object',
  keys: {
    language: language('Spoken language.'),
    ...REPORTS,
    sentimentAnalysis: flag(false, 'Adds the sentiment of each sentence.'),
  },
  doc: 'Transcribes the recording; {} uses the default settings.',
};
const MACHINE_DETECTION: Rule = {
  type: 'object',
  keys: {
    behavior: oneOf(['continue', 'hangup'], 'What to do if an answering machine answers.'),
    mode: oneOf(['default', 'detect', 'detect_beep'], 'Whether the NCCO waits for the result.'),
    beepTimeout: whole(30, 120, 'Seconds to wait for the beep.'),
    beep_timeout: old(whole(30, 120, 'Same as beepTimeout.'), 'beepTimeout'),
  },
  doc: 'More precise answering machine detection; replaces machineDetection.',
};

const STANDARD_HEADERS: Rule = {
  type: 'object',
  keys: { 'User-to-User': { ...text('RFC 7433; up to 256 characters.'), refusedAbove: 256 } },
  doc: 'Standard headers to send.',
};

type KeysOf<T> = { [K in keyof T]-?: Rule };

/** Endpoint type → its keys besides `type` (ncco §6). */
export const ENDPOINT_RULES: { [E in Endpoint as E['type']]: KeysOf<Omit<E, 'type'>> } = {
  phone: {
    number: required({ type: 'text', format: 'phoneNumber', doc: 'Number with country code, without +.' }),
    dtmfAnswer: { type: 'text', format: 'keys', doc: 'Keys sent after the answer; p pauses for half a second.' },
    onAnswer: {
      type: 'object',
      keys: {
        url: required(url('URL of the NCCO that the called party hears first.')),
        ringbackTone: { ...url('What the caller hears in the meantime.'), orList: true },
        ringback: old({ ...url('Former name of ringbackTone.'), orList: true }, 'ringbackTone'),
      },
      doc: 'NCCO for the called party before the two are connected.',
    },
    shaken: text('STIR/SHAKEN identity header.'),
  },
  app: { user: required(text('Name of the user.')) },
  sip: {
    uri: {
      type: 'text',
      format: 'sip',
      maxChars: 50,
      doc: "sip:user@host;transport=tls. Can't be combined with domain and user.",
    },
    domain: text("Name of a SIP trunk in the Vonage dashboard. Can't be combined with uri."),
    user: text('User of the domain.'),
    headers: { type: 'open', doc: 'Sent as X-… headers.' },
    standardHeaders: STANDARD_HEADERS,
    standard_headers: old(STANDARD_HEADERS, 'standardHeaders'),
  },
  websocket: {
    uri: required({ type: 'text', format: 'websocket', doc: 'ws:// or wss://' }),
    'content-type': required({
      type: 'text',
      format: 'audio',
      doc: 'Audio format, such as audio/l16;rate=16000.',
    }),
    headers: { type: 'open', maxBytes: 512, doc: 'Sent in the first message; up to 512 bytes.' },
    authorization: {
      type: 'object',
      keys: {
        type: required(oneOf(['vonage', 'custom'], "Vonage's token, or a custom value.")),
        value: text('The Authorization header, for custom.'),
      },
      doc: 'Authentication of the connection.',
    },
  },
  vbc: { extension: required(text('Extension number.')) },
};

/** Action → its keys besides `action`. */
export const ACTION_RULES: { [A in NccoAction as A['action']]: KeysOf<Omit<A, 'action'>> } = {
  talk: {
    text: required({ type: 'text', maxChars: 1500, doc: 'Text to speak, or SSML in <speak> … </speak>.' }),
    bargeIn: BARGE_IN,
    loop: LOOP,
    level: LEVEL,
    language: language('Language of the text.'),
    style: { type: 'number', whole: true, min: 0, default: 0, doc: 'Number of the voice in this language.' },
    premium: flag(false, 'Premium voice, if the style has one.'),
    ...provider('Text-to-speech provider.'),
    ...PLAYED,
    voiceName: { ...text('Former way to choose a voice.'), deprecated: 'language" and "style' },
  },
  stream: {
    streamUrl: required(urls('MP3 or 16-bit WAV file: a list with one URL.')),
    level: LEVEL,
    bargeIn: BARGE_IN,
    loop: LOOP,
    ...PLAYED,
  },
  record: {
    format: oneOf(['mp3', 'wav', 'ogg'], 'File format; wav for more than two channels.'),
    split: oneOf(['conversation'], 'Records each party on its own channel.'),
    channels: whole(1, 32, 'Number of channels; more than one requires split.'),
    endOnSilence: whole(3, 10, 'Ends after this many seconds of silence; the NCCO waits until then.'),
    endOnKey: { type: 'text', format: 'key', doc: 'Key that ends the recording; the NCCO waits until then.' },
    timeOut: whole(3, 7200, 'Maximum length in seconds; the NCCO waits until then.'),
    beepStart: flag(false, 'Plays a beep at the start.'),
    ...REPORTS,
    transcription: TRANSCRIPTION,
  },
  conversation: {
    name: required(text('Name of the conversation; created by the first leg.')),
    musicOnHoldUrl: { ...urls('Music played until the conversation starts.'), orSingle: true },
    startOnEnter: flag(
      true,
      'Whether the conversation starts when this leg enters; false = it waits for a leg that starts it.',
    ),
    endOnExit: flag(false, 'Whether the conversation ends for everyone when this leg leaves.'),
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
      of: { type: 'endpoint', of: ENDPOINT_RULES, doc: 'Who to call.' },
      doc: 'Who to call: a list with one endpoint.',
    }),
    from: text("Caller ID: one of your numbers. Can't be combined with randomFromNumber."),
    randomFromNumber: flag(false, 'Uses any of your numbers as the caller ID.'),
    eventType: {
      type: 'text',
      oneOf: ['synchronous'],
      doc: 'With this, the reply to the event of a failed call is the next NCCO.',
    },
    timeout: { ...whole(1, 120, 'Ring time in seconds.'), default: 60 },
    limit: { ...whole(1, 7200, 'Maximum duration in seconds.'), default: 7200 },
    machineDetection: oneOf(['continue', 'hangup'], 'What to do if an answering machine answers.'),
    advancedMachineDetection: MACHINE_DETECTION,
    advanced_machine_detection: old(MACHINE_DETECTION, 'advancedMachineDetection'),
    ringbackTone: { ...url('What the caller hears until the call is answered.'), orList: true },
    ...REPORTS,
  },
  input: {
    type: {
      type: 'list',
      min: 1,
      max: 2,
      of: oneOf(['dtmf', 'speech'], 'dtmf: keys; speech: spoken words.'),
      orSingle: true,
      doc: 'What the caller may enter: keys, speech or both.',
    },
    dtmf: {
      type: 'object',
      keys: {
        timeOut: { ...whole(0, 10, 'Ends this many seconds after the last key.'), default: 3 },
        maxDigits: { type: 'number', whole: true, min: 1, max: 20, default: 4, doc: 'Ends after this many keys.' },
        submitOnHash: flag(false, 'Ends when # is pressed.'),
      },
      doc: 'Settings for key input.',
    },
    speech: {
      type: 'object',
      keys: {
        uuid: { type: 'list', min: 1, max: 1, of: text('ID of a leg.'), orSingle: true, doc: 'Leg to listen to.' },
        endOnSilence: {
          type: 'number',
          min: 0.4,
          max: 10,
          default: 2,
          doc: 'Ends after this many seconds of silence.',
        },
        language: language('Spoken language.'),
        context: { type: 'list', of: text('Word or phrase.'), doc: 'Words that are likely to be spoken.' },
        startTimeout: { ...whole(1, 60, 'Maximum wait for speech to begin, in seconds.'), default: 10 },
        maxDuration: { ...whole(1, 60, 'Maximum length of speech in seconds.'), default: 60 },
        saveAudio: flag(false, 'Saves the audio; the event contains its URL.'),
        sensitivity: whole(10, 100, 'Sensitivity from 10 (low) to 100 (high).'),
        ...provider('Speech-to-text provider.'),
      },
      doc: 'Settings for speech input.',
    },
    mode: {
      type: 'text',
      oneOf: ['synchronous', 'asynchronous'],
      default: 'synchronous',
      doc: 'asynchronous: one event per key while the NCCO continues.',
    },
    timeOut: { ...whole(0, 10, 'Formerly used instead of dtmf.timeOut.'), deprecated: 'dtmf.timeOut' },
    timeout: { ...whole(0, 10, 'Another spelling of timeOut.'), deprecated: 'dtmf.timeOut', renamedTo: 'timeOut' },
    maxDigits: { ...whole(1, 20, 'Formerly used instead of dtmf.maxDigits.'), deprecated: 'dtmf.maxDigits' },
    submitOnHash: { ...flag(false, 'Formerly used instead of dtmf.submitOnHash.'), deprecated: 'dtmf.submitOnHash' },
    ...REPORTS,
  },
  notify: {
    payload: required({ type: 'open', doc: 'Data to send.' }),
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

/** Actions that Vonage has removed (ncco §1). */
export const GONE_ACTIONS = ['pay'];
