/** Keys of logged objects whose values are secret. */
const SECRET_KEY =
  /secret|passw|token|jwt|authorization|cookie|private_?key|api_?key|mobile_?key|signature|^(?:params|parameters)$/i;
/** Keys whose value is a telephone number, also where it came as a number. */
const PHONE_KEY = /^(?:to|from|msisdn|number|caller|callee|phone|digits)$/i;
const HIDDEN = '[hidden]';

/** Characters of one text, and of one line of the log with all that is in it. What is longer is cut, then searched. */
const LONGEST_TEXT = 8_000;
const LONGEST_LINE = 32_000;
const LONGEST_KEY = 100;
/** Quotation marks and a comma. */
const AROUND = 3;
const DEEPEST = 20;

/**
 * Removed from every text, in this order. Log texts may be attacker-controlled, so each pattern must run in linear
 * time: one that begins with a repetition only matches at the start of its run of characters.
 */
const SECRETS_IN_TEXT: [pattern: RegExp, replacement: (...groups: string[]) => string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, () => HIDDEN],
  // drizzle's description of a failed query has the values after this word, up to the stack.
  [/(\bparams: )[\s\S]*?(?=\n {4}at |$)/g, (_, word) => `${word}${HIDDEN}`],
  // Three parts with dots between them; a third dot ends a sentence.
  [/eyJ[\w.-]+/g, (run) => (run.split('.').length < 3 ? run : `${HIDDEN}${endOfSentence(run)}`)],
  [/\$argon2[^\s"']+/g, () => HIDDEN],
  [/\bdwk_[\w-]+/g, () => HIDDEN],
  [/\b(dw_[\w-]{1,64}=)[^;\s"]+/g, (_, name) => `${name}${HIDDEN}`],
  [/\b(Basic|Bearer)(?:\s+|%20)[\w+/=.~-]{8,}/gi, (_, scheme) => `${scheme} ${HIDDEN}`],
  // Webhook addresses, which only Vonage may know.
  [/(\/webhooks\/)[\w-]{16,64}(?=\/)/g, (_, path) => `${path}${HIDDEN}`],
  // A query, a form, or settings such as password='…'.
  [
    /(?<![\w.%-])((?=[\w.%-]*(?:secret|passw|token|jwt|sig|api_?key|mobile_?key))[\w.%-]+=)(?:'[^']*|[^&\s"]+)/gi,
    (_, name) => `${name}${HIDDEN}`,
  ],
];

/** Text after a URL scheme. */
const ADDRESS = /:\/\/[^\s"'<>]+/g;

/** The beginning of a secret's value in JSON inside of a text, quoted once or more. */
const SECRET_IN_JSON =
  /(?<!\\)\\*"(?=[\w-]*(?:secret|passw|token|jwt|api_?key|private_?key|mobile_?key))[\w-]+\\*"\s*:\s*(\\*)"/gi;
const QUOTE = /(\\*)"/g;

/** 7 to 15 separate digits, not part of an id or decimal number. `%2B` is a `+` in a URL. */
const PHONE_NUMBER = /(?<![\w.-]|%)(?:\+|%2B)?\d{4,12}(\d{3})(?![\w-])|(?<=%2B|%20)\d{4,12}(\d{3})(?![\w-])/gi;
/** As people write it: `+44 7700 900123`, `+1 (415) 555-0100`, `03-1234-5678`, `090 1234 5678`. */
const WRITTEN_NUMBER = /(?<![\w.-])(?:\+\d|\(?0\d{1,4}\)?[ -])[\d ().-]{4,17}(\d{3})(?![\w-])/g;

/** A text without secrets, and with no phone number but for its last three digits; a long one is cut. */
export function redactText(text: string, longest = LONGEST_TEXT): string {
  const kept = text.length > longest ? beginningOf(text, longest) : text;
  const open = SECRETS_IN_TEXT.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), kept);
  const masked = (_: string, ...ends: unknown[]) => `…${ends.find((end) => typeof end === 'string')}`;
  const safe = withoutJsonSecrets(open.replace(ADDRESS, withoutPassword))
    .replace(WRITTEN_NUMBER, masked)
    .replace(PHONE_NUMBER, masked);
  return kept === text ? safe : `${safe}… [cut, of ${text.length} characters]`;
}

/** The same for any logged value, at any depth; of a large one only the beginning is kept. */
export function redact(value: unknown): unknown {
  let left = LONGEST_LINE;
  return walk(value, 0);

  function walk(item: unknown, depth: number): unknown {
    if (typeof item === 'string') {
      const safe = redactText(item, Math.min(LONGEST_TEXT, left));
      left -= Math.min(item.length, LONGEST_TEXT) + AROUND;
      return safe;
    }
    left -= AROUND;
    if (item === null || typeof item !== 'object') return item;
    if (depth >= DEEPEST) return '[cut, too deep]';
    const isList = Array.isArray(item);
    const kept: [string, unknown][] = [];
    for (const [key, inner] of Object.entries(item)) {
      if (left <= 0) break;
      left -= isList ? 0 : key.length + AROUND;
      const phone = PHONE_KEY.test(key) && typeof inner === 'number';
      const hidden = !isList && SECRET_KEY.test(key) && inner !== null;
      kept.push([redactText(key, LONGEST_KEY), hidden ? HIDDEN : walk(phone ? String(inner) : inner, depth + 1)]);
    }
    return isList ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
  }
}

function endOfSentence(token: string): string {
  return token.endsWith('.') && token.split('.').length > 3 ? '.' : '';
}

/** Without its last word, and without digits before that: half a secret would not look like one. */
function beginningOf(text: string, longest: number): string {
  let end = Math.max(longest, 0);
  while (end > 0 && !/[\s"]/.test(text[end - 1]!)) end -= 1;
  while (end > 0 && /[\d\s().+-]/.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

/** `://user:password@host`, whatever the password is made of; in an address of the web it has no slash. */
function withoutPassword(address: string, place: number, text: string): string {
  const ofTheWeb = /(?:https?|wss?)$/i.test(text.slice(Math.max(0, place - 5), place));
  const start = address.indexOf(':', 1) + 1;
  const end = ofTheWeb ? address.indexOf('@') : address.lastIndexOf('@');
  if (start === 0 || end < start || (ofTheWeb && address.slice(3, end).includes('/'))) return address;
  return `${address.slice(0, start)}${HIDDEN}${address.slice(end)}`;
}

function withoutJsonSecrets(text: string): string {
  let safe = '';
  let from = 0;
  for (const match of text.matchAll(SECRET_IN_JSON)) {
    if (match.index < from) continue;
    const start = match.index + match[0].length;
    safe += `${text.slice(from, start)}${HIDDEN}`;
    from = endOfJsonText(text, start, match[1]!.length);
  }
  return safe + text.slice(from);
}

/** Position of the closing quotation mark: a nested quote has more backslashes before it. */
function endOfJsonText(text: string, start: number, depth: number): number {
  QUOTE.lastIndex = start;
  for (let match = QUOTE.exec(text); match; match = QUOTE.exec(text)) {
    if (match[1]!.length % (2 * (depth + 1)) === depth) return match.index + match[1]!.length - depth;
  }
  return text.length;
}
