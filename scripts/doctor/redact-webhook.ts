/** A phone number that stands alone in a text: not a part of an id, of a time or of an address. */
const NUMBER = /(?<![\w.:/-])\+?\d{7,15}(?![\w.:-])/g;
const TOKEN = /eyJ[\w-]+(?:\.[\w-]*)+/g;
/** Ids in addresses that only Vonage may know, and files that only we may read. */
const SECRET_PATH = /(\/webhooks\/|\/files\/)[\w-]{16,64}/g;
/** A range that no one has (Ofcom: numbers for drama). */
const STAND_IN = 447700900000;
const HIDDEN = 'hidden';

/**
 * Takes phone numbers and tokens out of webhooks. The same number becomes the same stand-in everywhere, and what is
 * around it stays, such as a leading space or a plus: a fixture is about exactly that.
 */
export function createRedaction() {
  const known = new Map<string, string>();

  function standIn(number: string): string {
    const plus = number.startsWith('+') ? '+' : '';
    const digits = number.slice(plus.length);
    const found = known.get(digits) ?? String(STAND_IN + known.size + 1);
    known.set(digits, found);
    return plus + found;
  }

  const redactText = (text: string): string =>
    text.replace(TOKEN, HIDDEN).replace(SECRET_PATH, `$1${HIDDEN}`).replace(NUMBER, standIn);

  /** Ids stay as they are, even one that is made of digits alone. */
  const isId = (key: string) => /uuid|^id$|timestamp|_time$|^time_/.test(key);

  return function redact<T>(value: T, key = ''): T {
    if (typeof value === 'string') return (isId(key) ? value : redactText(value)) as T;
    if (typeof value === 'number' && Number.isInteger(value) && String(value).length >= 7 && !isId(key)) {
      return Number(standIn(String(value))) as T;
    }
    if (Array.isArray(value)) return value.map((one) => redact(one, key)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [redactText(name), redact(inner, name)]),
    ) as T;
  };
}
