import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chosenCountry, homeCountry, keepHomeCountry, readNumber } from '../../web/lib/dial-number';

test.each([
  ['+44 7700 900123', 'JP', '447700900123'],
  ['0044 7700 900123', 'JP', '447700900123'],
  ['447700900123', 'JP', '447700900123'],
  ['tel:+44-7700-900123', 'US', '447700900123'],
  ['07700 900123', 'GB', '447700900123'],
  ['03-1234-5678', 'JP', '81312345678'],
  ['０３（１２３４）５６７８', 'JP', '81312345678'],
  ['(201) 555-0123', 'US', '12015550123'],
  ['+1 (201) 555-0123', 'JP', '12015550123'],
])('%s, pasted in %s, is %s', (typed, country, number) => {
  expect(readNumber(typed, country)).toBe(number);
});

test.each(['', 'Jane', '12345', '+44 7700 900123 ext 5'])('"%s" is no number', (typed) => {
  expect(readNumber(typed, 'GB')).toBeUndefined();
});

const kept = new Map<string, string>();
beforeEach(() => {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  vi.stubGlobal('navigator', { languages: ['en-US', 'ja'] });
});
afterEach(() => {
  kept.clear();
  vi.unstubAllGlobals();
});

test.each([
  [null, 'US'],
  ['JP', 'JP'],
  ['ZZ', 'US'],
])('numbers of an application in %s are dialed as in %s', (own, country) => {
  expect(homeCountry(own)).toBe(country);
});

test('a country that someone has chosen in this browser counts before that of the own numbers', () => {
  expect(chosenCountry()).toBeNull();
  keepHomeCountry('FR');
  expect(homeCountry('JP')).toBe('FR');
});

test('the number of a Japanese office is dialed there, also in a browser that speaks English', () => {
  expect(readNumber('(03) 1234-5678', homeCountry('JP'))).toBe('81312345678');
  expect(readNumber('(03) 1234-5678', homeCountry('GB'))).toBeUndefined();
});
