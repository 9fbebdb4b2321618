import { expect, it } from 'vitest';
import { mixedScripts } from '../../web/lib/mixed-scripts';

it.each([
  ['J\u0430ne', ['Latin', 'Cyrillic']],
  ['Front desk \u039Fne', ['Latin', 'Greek']],
  ['\u0410dmin', ['Latin', 'Cyrillic']],
])('notices in %s a word that is mixed from alphabets', (name, alphabets) => {
  expect(mixedScripts(name)).toEqual(alphabets);
});

it.each([
  'Jane Doe',
  'Анна',
  'Anna (Анна)',
  '山田 Taro',
  '田中さんデスク2',
  'Αθήνα',
  'Desk 1',
  'Nguyễn',
  'Ωmega 3'.slice(1),
  '',
])('has nothing to say of %s', (name) => {
  expect(mixedScripts(name)).toEqual([]);
});
