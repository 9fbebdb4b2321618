import { type CountryCode, getCountries } from 'libphonenumber-js/min';

const STORED = 'denwaban.country';

const isCountry = (code: string | null | undefined): code is CountryCode =>
  getCountries().some((known) => known === code);

/**
 * @returns the country (ISO 3166 alpha-2) assumed for numbers without a country code: the chosen one, else the
 * browser's, else GB
 */
export function homeCountry(): CountryCode {
  const stored = localStorage.getItem(STORED);
  const regions = [stored, ...navigator.languages.map((tag) => new Intl.Locale(tag).maximize().region)];
  return regions.find(isCountry) ?? 'GB';
}

export const keepHomeCountry = (country: string): void => localStorage.setItem(STORED, country);

/** @returns every country with a calling code (ISO 3166 alpha-2). */
export const countries = (): CountryCode[] => getCountries();

export { readPhoneNumber as readNumber } from '../../shared/phone-number';
