import { isSupportedCountry } from 'libphonenumber-js/min';
import { readPhoneNumber } from '../../shared/phone-number.js';
import { badInput } from '../errors.js';

/**
 * A phone number in any usual format: +44 7700 900123, 447700900123, 0044 …, +44 (0) …
 * @returns E.164 digits without `+`
 * @throws BAD_INPUT (phoneNumber) if it belongs to no country, or has an extension
 */
export function checkPhoneNumber(field: string, value: string): string {
  const digits = readPhoneNumber(value);
  if (!digits)
    throw badInput(
      field,
      'phoneNumber',
      'This isn’t a phone number. Include the country code, such as +44 7700 900123.',
    );
  return digits;
}

/**
 * @returns ISO 3166 alpha-2 in upper case
 * @throws BAD_INPUT (country)
 */
export function checkCountry(field: string, value: string): string {
  const country = value.trim().toUpperCase();
  if (!isSupportedCountry(country)) throw badInput(field, 'country', 'Enter a country code, such as GB or JP.');
  return country;
}
