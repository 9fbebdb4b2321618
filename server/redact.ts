/** Keys of a logged object whose value is nobody's business. */
const SECRET_KEY =
  /secret|passw|token|jwt|authorization|cookie|private_?key|api_?key|mobile_?key|signature|^(?:params|parameters)$/i;
/** Keys whose value is a telephone number, also where it came as a number. */
const PHONE_KEY = /^(?:to|from|msisdn|number|caller|callee|phone|digits)$/i;
const HIDDEN = '[hidden]';

/** What is taken out of every text, in this order. */
const SECRETS_IN_TEXT: [pattern: RegExp, replacement: string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
  // What drizzle tells of a failed query: the values stand behind this word, up to the trace.
  [/(\bparams: )[\s\S]*?(?=\n {4}at |$)/g, `$1${HIDDEN}`],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\$argon2[^\s"']+/g, HIDDEN],
  [/\bdwk_[\w-]+/g, HIDDEN],
  [/\b(dw_[\w-]+=)[^;\s"]+/g, `$1${HIDDEN}`],
  [/\b(Basic|Bearer)(\s+|%20)[\w+/=.~-]{8,}/gi, `$1 ${HIDDEN}`],
  // A query or a form.
  [/((?:^|[?&\s"])[\w.%-]*(?:secret|passw|token|jwt|sig|api_?key|mobile_?key)[\w.%-]*=)[^&\s"]+/gi, `$1${HIDDEN}`],
  // JSON inside of a text, quoted once or more.
  [
    /(\\*"[\w-]*(?:secret|passw|token|jwt|api_?key|private_?key)[\w-]*\\*"\s*:\s*\\*")(?:[^"\\]|\\(?!"))+/gi,
    `$1${HIDDEN}`,
  ],
  [/(:\/\/[^:/@\s]*:)[^@/\s]+@/g, `$1${HIDDEN}@`],
];

/** 7 to 15 digits that stand alone: not a part of an id or of a decimal number. `%2B` is a `+` in an address. */
const PHONE_NUMBER = /(?<![\w.-]|%)(?:\+|%2B)?\d{4,12}(\d{3})(?![\w-])|(?<=%2B|%20)\d{4,12}(\d{3})(?![\w-])/gi;
/** As people write it: `+44 7700 900123`, `+1 (415) 555-0100`, `03-1234-5678`, `090 1234 5678`. */
const WRITTEN_NUMBER = /(?<![\w.-])(?:\+\d|\(?0\d{1,4}\)?[ -])[\d ().-]{4,17}(\d{3})(?![\w-])/g;

/** A text without secrets, and with no phone number but for its last three digits. */
export function redactText(text: string): string {
  const open = SECRETS_IN_TEXT.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
  const masked = (_: string, ...ends: unknown[]) => `…${ends.find((end) => typeof end === 'string')}`;
  return open.replace(WRITTEN_NUMBER, masked).replace(PHONE_NUMBER, masked);
}

/** The same for whatever is logged, wherever they stand in it. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (SECRET_KEY.test(key) && item !== null) return [key, HIDDEN];
      return [key, PHONE_KEY.test(key) && typeof item === 'number' ? redactText(String(item)) : redact(item)];
    }),
  );
}
