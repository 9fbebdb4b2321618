import { getCountries, getExampleNumber, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { expect, test } from 'vitest';
import { countryOfPhone, formatDuration, formatEuro, formatPhone } from '../../web/lib/language/format';

test('numbers read as people write them', () => {
  expect(formatPhone('447700900123')).toBe('+44 7700 900123');
  expect(formatPhone('819012345678')).toBe('+81 90 1234 5678');
  expect(countryOfPhone('447700900123')).toBe('GB');
});

test('formats a mobile number of every country internationally, with its country', () => {
  const numbers = getCountries().flatMap((country) => {
    const number = getExampleNumber(country, examples)?.number;
    return number ? parsePhoneNumberWithError(number) : [];
  });
  const read = numbers.map(({ number }) => [formatPhone(number.slice(1)), countryOfPhone(number.slice(1))]);
  expect(numbers.length).toBeGreaterThan(230);
  expect(read).toEqual(numbers.map((number) => [number.formatInternational(), number.country]));
});

test('shows anything but a phone number unchanged: a user, "unknown", nothing', () => {
  expect(formatPhone('Jane')).toBe('Jane');
  expect(formatPhone('unknown')).toBe('unknown');
  expect(formatPhone(null)).toBe('');
});

test('formats durations from seconds to hours', () => {
  expect(formatDuration(0)).toBe('0:00');
  expect(formatDuration(42.9)).toBe('0:42');
  expect(formatDuration(195)).toBe('3:15');
  expect(formatDuration(3723)).toBe('1:02:03');
  expect(formatDuration(-1)).toBe('0:00');
});

test('keeps significant digits of prices, in both languages', () => {
  expect(formatEuro('1.25', 'en')).toBe('€1.25');
  expect(formatEuro('0.0116', 'en')).toBe('€0.0116');
  expect(formatEuro(12.4, 'ja')).toBe('€12.40');
});
