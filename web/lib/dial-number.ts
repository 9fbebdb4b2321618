import { type CountryCode, getCountries } from 'libphonenumber-js/min';

const STORED = 'denwaban.country';

const isCountry = (code: string | null | undefined): code is CountryCode =>
  getCountries().some((known) => known === code);

/** @returns the country that someone has chosen in this browser; null if no one has */
export function chosenCountry(): CountryCode | null {
  const stored = localStorage.getItem(STORED);
  return isCountry(stored) ? stored : null;
}

/**
 * @param own country of the application's own numbers; null if it has none, or as long as it is not known
 * @returns the country (ISO 3166 alpha-2) assumed for numbers without a country code: the chosen one, else that of the
 * own numbers, else the browser's, else GB
 */
export function homeCountry(own: string | null = null): CountryCode {
  const regions = [chosenCountry(), own, ...navigator.languages.map((tag) => new Intl.Locale(tag).maximize().region)];
  return regions.find(isCountry) ?? 'GB';
}

export const keepHomeCountry = (country: string): void => localStorage.setItem(STORED, country);

/** @returns every country with a calling code (ISO 3166 alpha-2). */
export const countries = (): CountryCode[] => getCountries();

export { readPhoneNumber as readNumber } from '../../shared/phone-number';
