import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { badInput } from '../errors.js';

/**
 * A telephone number as a person may write it: +44 7700 900123, 447700900123, +44 (0) …
 * @returns E.164 digits without `+`
 * @throws BAD_INPUT (phoneNumber) when no country has such a number
 */
export function checkPhoneNumber(field: string, value: string): string {
  const typed = value.trim().slice(0, 40);
  const parsed = parsePhoneNumberFromString(typed.startsWith('+') ? typed : `+${typed}`, { extract: false });
  if (!parsed?.isPossible()) {
    throw badInput(field, 'phoneNumber', 'This is not a telephone number with its country code.');
  }
  return parsed.number.slice(1);
}

/**
 * @returns ISO 3166 alpha-2 in upper case
 * @throws BAD_INPUT (country)
 */
export function checkCountry(field: string, value: string): string {
  const country = value.trim().toUpperCase();
  if (!isSupportedCountry(country)) throw badInput(field, 'country', 'This is not a country, such as GB or JP.');
  return country;
}
