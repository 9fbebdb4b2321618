import { expect, it } from 'vitest';
import { numberPattern, replaceDeep } from '../../server/calls/number-pattern.js';

const pattern = numberPattern('447700900123');

it.each([
  ['447700900123', 'X'],
  ['+447700900123', 'X'],
  ['to=%2B447700900123&from=1', 'to=X&from=1'],
  ['to=%2B44+7700+900123', 'to=X'],
  ['00447700900123', 'X'],
  ['call +44 (7700) 900-123 now', 'call X now'],
  ['07700 900123', 'X'],
  ['call +44 (0)7700 900123 now', 'call X now'],
  ['０７７００ー９００１２３', 'X'],
  ['\u202a+44\u00a07700\u2011900\u2212123\u202c', '\u202aX\u202c'],
  ['sip:447700900123@vonage', 'sip:X@vonage'],
  ['q=call%20447700900123', 'q=call%20X'],
  [String.raw`"\u00a0447700900123"`, String.raw`"\u00a0X"`],
  ['{"from":447700900123,"to":"447700900123"}', '{"from":"X","to":"X"}'],
])('finds the number in %s', (text, left) => {
  expect(pattern.replace(text, 'X')).toBe(left);
  expect(new RegExp(pattern.sql.replaceAll('[][:space:]', '[\\]\\s').replaceAll('―[-]', '―\\[-]')).test(text)).toBe(
    true,
  );
});

it.each(['4477009001234', '1447700900123', '44770090012', '2026-11-22T12:00:00Z'])('leaves %s alone', (text) => {
  expect(pattern.replace(text, 'X')).toBe(text);
});

it('replaces in lists, objects, keys and numbers', () => {
  const body = { from: 447700900123, list: ['+447700900123', 7, null, true], '447700900123': { x: 'by 447700900123' } };
  expect(replaceDeep(body, pattern, 'X')).toEqual({ from: 'X', list: ['X', 7, null, true], X: { x: 'by X' } });
});
