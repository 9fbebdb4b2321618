/** Reads phone numbers for the server, the web app and the scripts. */
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { readWritten } from './phone-text.js';

/**
 * Reads a typed or pasted number: `+44 (0)20 7946 0000`, `00442079460000`, `tel:+44-20-7946-0000`,
 * `442079460000`; and, if the country is known, also as dialed there: `020 7946 0000`, `011 44 20 …`. Ambiguous ones are
 * not accepted; unassigned ones are, such as those reserved for fiction.
 * @param country where it is dialed, ISO 3166 alpha-2: then numbers that look like those of no country are not accepted
 * either, since they would be dialed in vain. Without it they are, because networks send such numbers too.
 * @returns E.164 without `+`, or undefined when it is no number, or has an extension
 */
export function readPhoneNumber(typed: string, country?: string): string | undefined {
  const written = readWritten(typed);
  if (!written) return undefined;
  const { international, digits, withoutZero } = written;
  const home = country !== undefined && isSupportedCountry(country) ? country : null;
  if (international) return abroad(digits, withoutZero, home ? isPlausible : isPossible);
  if (home) return dialledIn(home, digits, withoutZero);
  return abroad(digits.replace(/^00/, ''), withoutZero?.replace(/^00/, '') ?? null, isPossible);
}

/**
 * Digits for searching numbers: a whole number in any format, or any part of one.
 * @returns 1 to 15 digits, or undefined. The leading 0 of a national format is removed.
 */
export function readPartOfNumber(typed: string): string | undefined {
  const written = readWritten(typed);
  if (!written) return undefined;
  const { international, digits, withoutZero } = written;
  const whole = international || digits.startsWith('00') ? readPhoneNumber(typed) : undefined;
  const part = whole ?? withoutZero ?? (digits.length >= WHOLE ? digits.replace(/^0/, '') : digits);
  return part.length > 0 && part.length <= 15 ? part : undefined;
}

/** So long is what may be a whole number in its national spelling, which begins with a 0 that is not part of it. */
const WHOLE = 9;
const E164 = /^[1-9]\d{6,14}$/;
type Reading = PhoneNumber | undefined;

type Accepts = (number: PhoneNumber) => boolean;
/** The country has numbers of this length. */
const isPossible: Accepts = (number) => number.isPossible();
/** It also has numbers that begin so, though no network may have assigned any: those for fiction are among them. */
const isPlausible: Accepts = (number) => number.isPossible() && patternOf(number).test(number.nationalNumber);

const parse = (digits: string, accepts: Accepts = isPlausible): Reading =>
  accepted(parsePhoneNumberFromString(`+${digits}`, { extract: false }), accepts);

/**
 * Undefined if the digits would be read differently again, such as rows of zeros, or a number too short from abroad.
 */
function accepted(number: Reading, accepts: Accepts): Reading {
  if (!number || !accepts(number) || !E164.test(digitsOf(number))) return undefined;
  const again = parsePhoneNumberFromString(number.number, { extract: false });
  return again && accepts(again) && again.number === number.number ? number : undefined;
}
const digitsOf = ({ number }: PhoneNumber): string => number.slice(1);

/** With its country code; libphonenumber drops the 0 after it where the country dials one, and keeps it in Italy. */
function abroad(digits: string, withoutZero: string | null, accepts: Accepts): string | undefined {
  if (digits.startsWith('0')) return undefined;
  const readings = [parse(digits, accepts), ...(withoutZero === null ? [] : [parse(withoutZero, accepts)])];
  const read = readings.find((one) => one?.isValid()) ?? readings.at(-1) ?? readings[0];
  return read && digitsOf(read);
}

function dialledIn(country: CountryCode, digits: string, withoutZero: string | null): string | undefined {
  const international = (rest: string) => (rest.startsWith('0') ? undefined : parse(rest));
  const beginning = new RegExp(`^(?:${wayAbroad(country)})`).exec(digits)?.[0];
  const outside = beginning ? international(digits.slice(beginning.length)) : undefined;
  const parsed = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
  const national = accepted(parsed, isPlausible);

  if (digits.startsWith('0')) {
    // From any country, 00 is accepted as the international prefix.
    const abroad = only(outside, digits.startsWith('00') ? international(digits.slice(2)) : undefined);
    return abroad === undefined ? national && digitsOf(national) : (abroad ?? undefined);
  }
  if (national?.isValid() && national.formatNational().replace(/\D/g, '') === digits) return digitsOf(national);
  // Who leaves out the 0 that is dialed there may mean a country code, and surely does where it is their own.
  const bare = readBare(withoutZero ?? digits);
  if (bare?.isValid() && bare.countryCallingCode === getCountryCallingCode(country)) return digitsOf(bare);
  const read = only(bare, national?.isValid() ? national : undefined, outside);
  return read === undefined ? national && digitsOf(national) : (read ?? undefined);
}

/** The country code stands first, though nothing says so: then nothing else may be dropped. */
function readBare(digits: string): Reading {
  const read = parse(digits);
  return read && digitsOf(read) === digits ? read : undefined;
}

/**
 * @returns the number that all readings agree on, preferring those of existing networks; null if they disagree,
 * undefined if there is none
 */
function only(...readings: Reading[]): string | null | undefined {
  const found = readings.filter((one) => one !== undefined);
  const valid = found.filter((one) => one.isValid());
  const numbers = new Set((valid.length > 0 ? valid : found).map(digitsOf));
  if (numbers.size > 1) return null;
  return [...numbers][0];
}

/** The parts of a country's numbering plan that libphonenumber-js has, but not in its types. */
interface NumberingPlan {
  IDDPrefix(): string | undefined;
  nationalNumberPattern(): string;
}

/** @param country ISO 3166 alpha-2, or undefined for the main country of a calling code */
function planOf(country: CountryCode | undefined, callingCode?: string): NumberingPlan {
  const metadata = new Metadata() as unknown as {
    selectNumberingPlan(country: CountryCode | undefined, callingCode?: string): void;
    numberingPlan: NumberingPlan;
  };
  metadata.selectNumberingPlan(country, callingCode);
  return metadata.numberingPlan;
}

/** The international prefix of a country, as a regular expression. */
const wayAbroad = (country: CountryCode): string => planOf(country).IDDPrefix() ?? '00';

/** What the numbers of a country look like after its code. */
const patternOf = ({ countryCallingCode }: PhoneNumber): RegExp =>
  new RegExp(`^(?:${planOf(undefined, countryCallingCode).nationalNumberPattern()})$`);
