import { expect, test } from 'vitest';
import { letterOf } from '../../web/console/line/attention';

test.each([
  ['an English keyboard', 'A', 'KeyA', 'KeyA'],
  ['an English keyboard without Shift', 'j', 'KeyJ', 'KeyJ'],
  ['a French keyboard, where Q has the place of A', 'Q', 'KeyA', 'KeyQ'],
  ['a French keyboard, where A has the place of Q', 'A', 'KeyQ', 'KeyA'],
  ['a French keyboard, where M is beside L', 'M', 'Semicolon', 'KeyM'],
  ['a Greek keyboard', 'Α', 'KeyA', 'KeyA'],
  ['a Russian keyboard', 'Ф', 'KeyA', 'KeyA'],
  ['a Japanese keyboard for kana', 'ち', 'KeyA', 'KeyA'],
  ['an input method', 'Process', 'KeyE', 'KeyE'],
])('a key of the desk goes by its letter: %s', (_, key, code, letter) => {
  expect(letterOf({ key, code })).toBe(letter);
});

test('on a French keyboard the comma, which has the place of M, mutes nobody', () => {
  for (const key of [',', '?']) expect(letterOf({ key, code: 'KeyM' })).not.toBe('KeyM');
});
