import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FINDINGS, type FindingCode } from '../../server/vonage/ncco-findings.js';
import { FORMATS } from '../../server/vonage/ncco-rule-kinds.js';

type Words = Record<FindingCode, string> & { formats: object; kinds: object };
const english = JSON.parse(readFileSync('web/locales/en/findings.json', 'utf8')) as Words;

it('shows the same message as the server for every finding', () => {
  const holes = new Proxy({}, { get: (_, name) => `{{${String(name)}}}` });
  const told = Object.entries(FINDINGS).map(([code, { say }]) => [code, say(holes)]);
  const { formats, kinds, ...sentences } = english;
  const whole = { ...sentences, type: 'This must be undefined.', format: 'This must be undefined.' };
  expect(whole).toEqual(Object.fromEntries(told));
});

it('has a word for every format and every kind of value', () => {
  expect(Object.keys(english.formats)).toEqual(Object.keys(FORMATS));
  expect(Object.keys(english.kinds)).toEqual(['text', 'number', 'boolean', 'list', 'object']);
});
