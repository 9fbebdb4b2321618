import { expect, test } from 'vitest';
import { usualCountry } from '../../web/numbers/usual-country';

test.each([
  { owned: [{ country: 'JP' }], languages: ['en-GB'], country: 'JP' },
  { owned: [], languages: ['ja'], country: 'JP' },
  { owned: [], languages: ['en', 'de-CH'], country: 'CH' },
  { owned: [], languages: ['en-US'], country: 'US' },
  { owned: [], languages: ['en'], country: 'GB' },
  { owned: [{ country: 'XX' }], languages: ['tlh', 'fr'], country: 'FR' },
])('numbers are offered first in $country: numbers of $owned, browser $languages', ({ owned, languages, country }) => {
  expect(usualCountry(owned, languages)).toBe(country);
});
