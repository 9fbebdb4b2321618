import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { SEPARATORS } from '../../shared/phone-text.js';

/** What may separate the digits of a written number, also in a URL or form; PostgreSQL has no Unicode classes. */
const BETWEEN = String.raw`(?:[\s+${SEPARATORS}\p{Cf}]|%20|%28|%29){0,4}`;
const BETWEEN_SQL = '([][:space:]()./+·・⁃⁄−∕─━ー\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069‐-―[-]|%20|%28|%29){0,4}';
const ZERO = String.raw`(?:\(0\))?`;

/**
 * How a telephone number is found in texts: `447700900123`, `+44 (0)7700 900123`, `%2B447700900123`, `07700ー900123`.
 * @param msisdn E.164 digits without `+`
 */
export function numberPattern(msisdn: string) {
  const parsed = parsePhoneNumberFromString(`+${msisdn}`);
  const national = parsed?.formatNational().replace(/\D/g, '');
  const code = parsed?.countryCallingCode ?? '';
  const spaced = (between: string, zero: string) => {
    const row = (digits: string) => [...digits].map(eitherWidth).join(between);
    const whole = code ? `${row(code)}${between}${zero}${between}${row(msisdn.slice(code.length))}` : row(msisdn);
    return [whole, ...(national?.startsWith('0') ? [row(national)] : [])].join('|');
  };
  // Preceded by digits it would be another number, unless those digits end an escape: %20, \u00a0.
  const start = String.raw`(?:(?<!\d)|(?<=%20|\\u[\da-f]{4}))(?:[+＋]|%2B|00)?`;
  const exact = new RegExp(String.raw`${start}(?:${spaced(BETWEEN, ZERO)})(?!\d)`, 'giu');
  // The number first: looking back from every place in a text full of spaces would take very long.
  const inJson = new RegExp(String.raw`${msisdn}(?<=[:[,]\s*${msisdn})(?=\s*[,}\]])`, 'g');

  return {
    /** For PostgreSQL's `~`: never misses the number, and sometimes finds more. */
    sql: spaced(BETWEEN_SQL, ZERO),

    /** The text with a placeholder in place of the number. */
    replace: (text: string, placeholder: string): string =>
      text.replace(inJson, `"${placeholder}"`).replace(exact, placeholder),
  };
}

const eitherWidth = (digit: string) => `[${digit}${String.fromCharCode(digit.charCodeAt(0) + 0xfee0)}]`;

export type NumberPattern = ReturnType<typeof numberPattern>;

/** The value with every text and number in it replaced, at any depth, also where a key is the number. */
export function replaceDeep<T>(value: T, pattern: NumberPattern, placeholder: string): T {
  const replace = (text: string) => pattern.replace(text, placeholder);
  const walk = (item: unknown): unknown => {
    if (typeof item === 'string') return replace(item);
    if (typeof item === 'number') return replace(String(item)) === String(item) ? item : placeholder;
    if (Array.isArray(item)) return item.map(walk);
    if (item === null || typeof item !== 'object') return item;
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [replace(key), walk(inner)]));
  };
  return walk(value) as T;
}
