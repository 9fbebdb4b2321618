import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { phoneDigits } from './format';

const STORED = 'denwaban.country';

const isCountry = (code: string | null | undefined): code is CountryCode =>
  getCountries().some((known) => known === code);

/** @returns the country (ISO 3166 alpha-2) in which numbers without a country code are read: as chosen, else the browser's, else GB. */
export function homeCountry(): CountryCode {
  const stored = localStorage.getItem(STORED);
  const regions = [stored, ...navigator.languages.map((tag) => new Intl.Locale(tag).maximize().region)];
  return regions.find(isCountry) ?? 'GB';
}

export const keepHomeCountry = (country: string): void => localStorage.setItem(STORED, country);

/** @returns every country with a calling code (ISO 3166 alpha-2). */
export const countries = (): CountryCode[] => getCountries();

/**
 * A number as it was typed or pasted: `+44 7700 900123`, `0044…`, `tel:…`, or without a country code, as it is dialled at home.
 * @param country where it is dialled, ISO 3166 alpha-2
 * @returns E.164 without `+`, or undefined when it is no number
 */
export function readNumber(typed: string, country: string): string | undefined {
  const text = typed.normalize('NFKC').trim().replace(/^tel:/i, '').replace(/^00/, '+');
  const home = isCountry(country) ? country : undefined;
  const national = text.startsWith('+') ? undefined : parsePhoneNumberFromString(text, home);
  if (national?.isValid() || (national?.isPossible() && /^\D*0/.test(text))) return national.number.slice(1);
  const digits = phoneDigits(text);
  return digits && parsePhoneNumberFromString(`+${digits}`)?.isPossible() ? digits : undefined;
}
