import { expect, test } from 'vitest';
import { readNumber } from '../../web/lib/dial-number';

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
