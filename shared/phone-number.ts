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
 * `442079460000`; and, if the country is known, also as dialed there: `020 7946 0000`, `011 44 20 …`.
 * Unassigned numbers, such as those reserved for fiction, are accepted; ambiguous ones are not.
 * @param country where it is dialled, ISO 3166 alpha-2
 * @returns E.164 without `+`, or undefined when it is no number, or has an extension
 */
export function readPhoneNumber(typed: string, country?: string): string | undefined {
  const written = readWritten(typed);
  if (!written) return undefined;
  const { international, digits, withoutZero } = written;
  if (international) return abroad(digits, withoutZero);
  if (country !== undefined && isSupportedCountry(country)) return dialledIn(country, digits, withoutZero);
  return abroad(digits.replace(/^00/, ''), withoutZero?.replace(/^00/, '') ?? null);
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

const parse = (digits: string): Reading => possible(parsePhoneNumberFromString(`+${digits}`, { extract: false }));

/**
 * Undefined if the digits would be read differently again, such as rows of zeros, or a number too short from abroad.
 */
function possible(number: Reading): Reading {
  if (!number?.isPossible() || !E164.test(digitsOf(number))) return undefined;
  const again = parsePhoneNumberFromString(number.number, { extract: false });
  return again?.isPossible() && again.number === number.number ? number : undefined;
}
const digitsOf = ({ number }: PhoneNumber): string => number.slice(1);

/** With its country code; libphonenumber drops the 0 after it where the country dials one, and keeps it in Italy. */
function abroad(digits: string, withoutZero: string | null): string | undefined {
  if (digits.startsWith('0')) return undefined;
  const readings = [parse(digits), ...(withoutZero === null ? [] : [parse(withoutZero)])];
  const read = readings.find((one) => one?.isValid()) ?? readings.at(-1) ?? readings[0];
  return read && digitsOf(read);
}

function dialledIn(country: CountryCode, digits: string, withoutZero: string | null): string | undefined {
  const international = (rest: string) => (rest.startsWith('0') ? undefined : parse(rest));
  const beginning = new RegExp(`^(?:${wayAbroad(country)})`).exec(digits)?.[0];
  const outside = beginning ? international(digits.slice(beginning.length)) : undefined;
  const national = possible(parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false }));

  if (digits.startsWith('0')) {
    // From any country, 00 is accepted as the international prefix.
    const abroad = only(outside, digits.startsWith('00') ? international(digits.slice(2)) : undefined);
    return abroad === undefined ? national && digitsOf(national) : (abroad ?? undefined);
  }
  if (national?.isValid() && national.formatNational().replace(/\D/g, '') === digits) return digitsOf(national);
  // Who leaves out the 0 that is dialled there may mean a country code, and surely does where it is their own.
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

/** The international prefix of a country as a regular expression; libphonenumber-js has it, but not in its types. */
function wayAbroad(country: CountryCode): string {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const { numberingPlan } = metadata as unknown as { numberingPlan: { IDDPrefix(): string | undefined } };
  return numberingPlan.IDDPrefix() ?? '00';
}
