/** Countries in which numbers can be rented; availability is checked when one is chosen. */
export const COUNTRIES = ['GB', 'US', 'JP', 'DE', 'FR', 'AU', 'CA', 'CH', 'ES', 'IE', 'IT', 'NL', 'SE'];

/**
 * The country in which someone most likely wants a number: that of the account's numbers, else the browser's. English
 * alone says nothing about a country.
 * @param owned numbers of the account
 * @param languages of the browser (BCP 47), the preferred first
 * @returns ISO 3166 alpha-2
 */
export function usualCountry(owned: { country: string }[], languages: readonly string[]): string {
  const ofBrowser = languages.map((tag) => {
    const locale = new Intl.Locale(tag);
    return locale.region ?? (locale.language === 'en' ? undefined : locale.maximize().region);
  });
  return [...owned.map(({ country }) => country), ...ofBrowser].find((one) => one && COUNTRIES.includes(one)) ?? 'GB';
}
