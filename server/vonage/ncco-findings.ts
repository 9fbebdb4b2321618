/**
 * Findings about an NCCO. `error`: Vonage would not run it; `warning`: it runs, but probably not as intended, or only
 * because Vonage is lenient.
 */
export type FindingSeverity = 'error' | 'warning';
type Params = Record<string, string | number | boolean>;

interface Kind {
  severity: FindingSeverity;
  /** Message in English; the page makes its own from code and params. */
  say: (params: Params) => string;
}
const error = (say: Kind['say']): Kind => ({ severity: 'error', say });
const warning = (say: Kind['say']): Kind => ({ severity: 'warning', say });

/** Names of value types in messages. */
const KIND_WORDS: Record<string, string> = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object',
};

/** Names of text formats in messages. */
const FORMAT_WORDS: Record<string, string> = {
  url: 'a URL that begins with http:// or https://',
  websocket: 'a URL that begins with ws:// or wss://',
  sip: 'a SIP address such as sip:rebekka@example.com',
  phoneNumber: 'a phone number of 7 to 15 digits, with country code',
  language: 'a language code such as en-GB or ja-JP',
  key: 'one keypad key: 0–9, * or #',
  keys: 'keypad keys (0–9, *, #), and p for a pause of half a second',
  audio: 'audio/l16;rate=8000, audio/l16;rate=16000 or audio/l16;rate=24000',
  conversationId: 'a conversation ID, which begins with CON-',
};

/** The catalog: code → severity and message. */
export const FINDINGS = {
  notAList: error(() => 'An NCCO is a list of actions: [ … ].'),
  notAnAction: error(() => 'Each item of an NCCO is an object with an "action".'),
  actionMissing: error(() => 'The "action" is missing.'),
  actionUnknown: error((p) => `"${p.action}" isn’t an action. Available actions: ${p.allowed}.`),
  actionGone: error((p) => `Vonage no longer supports "${p.action}".`),
  required: error((p) => `"${p.key}" is required here.`),
  type: error((p) => `This must be ${KIND_WORDS[String(p.expected)]}.`),
  range: error((p) => `This must be from ${p.min} to ${p.max}.`),
  atLeast: error((p) => `This must be ${p.min} or more.`),
  whole: error(() => 'This must be a whole number.'),
  oneOf: error((p) => `This must be one of: ${p.allowed}.`),
  format: error((p) => `This must be ${FORMAT_WORDS[String(p.format)]}.`),
  empty: error(() => 'This must not be empty.'),
  tooManyItems: error((p) => `No more than ${p.max} items are allowed here.`),
  excludes: error((p) => `"${p.key}" and "${p.other}" can’t be used together.`),
  needs: error((p) => `"${p.key}" needs "${p.other}".`),
  needsOneOf: error((p) => `Either "${p.key}" or "${p.other}" is required here.`),
  typeLacks: error((p) => `"${p.key}" needs "${p.key}" in "type".`),
  tooManyCharacters: error((p) => `No more than ${p.max} characters are allowed here.`),
  tooManyBytes: error((p) => `No more than ${p.max} bytes as JSON are allowed here.`),
  asynchronousInput: error((p) => `An input in mode "asynchronous" accepts single keys only. Remove "${p.key}".`),
  bargeInNeedsInput: error(() => 'After "bargeIn", the next action other than "talk" or "stream" must be "input".'),
  unknownKey: warning((p) => `"${p.key}" isn’t supported here.`),
  numberAsText: warning(() => 'This number is written as text. Remove the quotes.'),
  booleanAsText: warning(() => 'True or false is written as text here. Remove the quotes.'),
  listExpected: warning(() => 'Put this in a list: [ … ].'),
  singleExpected: warning(() => 'Don’t use a list here. Write "…" instead of [ "…" ].'),
  plusSign: warning(() => 'Write phone numbers without +.'),
  deprecated: warning((p) => `"${p.key}" is deprecated. Use "${p.instead}".`),
  inputWithoutType: warning(
    () =>
      'Vonage requires "type", so this input is sent with "type": ["dtmf"] and its settings inside "dtmf". Write it that way to see what is sent.',
  ),
  tooLong: warning((p) => `This is longer than ${p.max} characters.`),
  clamped: warning((p) => `Vonage accepts values from ${p.min} to ${p.max} and uses the nearest one.`),
  endless: warning(() => 'This loops forever, so nothing after it runs.'),
  unreachable: warning((p) => `Actions after "${p.action}" never run.`),
  recordBlocks: warning(
    (p) => `With "${p.key}", this recording ends before "connect" starts, so the conversation isn’t recorded.`,
  ),
  overrides: warning((p) => `"${p.key}" overrides "${p.other}".`),
  ssmlNotWrapped: warning(() => 'Speech tags work only in text wrapped in <speak> … </speak>.'),
  languageUnknown: warning((p) => `"${p.language}" isn’t a known text-to-speech language.`),
  styleUnknown: warning((p) => `Known styles for ${p.language}: ${p.styles}.`),
  moreFindings: error((p) => `Only the first ${p.max} problems are shown.`),
} satisfies Record<string, Kind>;
export type FindingCode = keyof typeof FINDINGS;

export interface NccoFinding {
  /** Where, as JSONPath: `$[0].endpoint[0].number`. */
  path: string;
  severity: FindingSeverity;
  code: FindingCode;
  /** An English sentence. */
  message: string;
  /** Values in the message. */
  params: Params;
}

const SHOWN = 60;
const clip = (value: Params[string]) =>
  typeof value === 'string' && value.length > SHOWN * 4 ? `${value.slice(0, SHOWN)}…` : value;

/** Creates a finding; long values are shortened. */
export function finding(path: string, code: FindingCode, params: Params = {}): NccoFinding {
  const short = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, clip(value)]));
  const kind: Kind = FINDINGS[code];
  return { path, severity: kind.severity, code, message: kind.say(short), params: short };
}

/** Appends a key to a path: `$[0]` and `text` → `$[0].text`, and `content-type` in brackets. */
export function at(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (/^[A-Za-z_$][\w$]*$/.test(key) && key.length <= SHOWN) return `${path}.${key}`;
  return `${path}[${JSON.stringify(key.length > SHOWN ? `${key.slice(0, SHOWN)}…` : key)}]`;
}
