import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fill, languageOf, sentenceOf } from '../../scripts/doctor/sentence.js';
import { en } from '../../scripts/doctor/words/en.js';
import { ja } from '../../scripts/doctor/words/ja.js';

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
type Sentences = Record<string, Record<string, string>>;

describe('the words of the doctor', () => {
  it('have the same parts to fill in in both languages, and a cure in both or in none', () => {
    const different = Object.entries(en).filter(([key, [text, cure]]: [string, readonly [string, string?]]) => {
      const [other, otherCure] = ja[key as keyof typeof en];
      return String(holes(text)) !== String(holes(other)) || Boolean(cure) !== Boolean(otherCure);
    });
    expect(different).toEqual([]);
  });

  it.each([
    ['English', en, 'en'],
    ['Japanese', ja, 'ja'],
  ] as const)('are the same on Home and in the terminal, in %s', (_, words, language) => {
    const file = join(import.meta.dirname, '../../web/locales', language, 'checks.json');
    const page = JSON.parse(readFileSync(file, 'utf8')) as { found: Sentences; cure: Sentences };
    for (const [key, [text, cure]] of Object.entries(words) as [string, readonly [string, string?]][]) {
      const [area, what = '', rule = ''] = key.split('.');
      if (area !== 'setUp') continue;
      const onPage = (sentence?: string) => sentence?.replaceAll(/\{\{(\w+)\}\}/g, '{$1}');
      expect([key, onPage(page.found[what]?.[rule]), onPage(page.cure[what]?.[rule])]).toEqual([key, text, cure]);
    }
  });

  it('say what to do where something failed, and not where it works', () => {
    const finding = { key: 'room.refused', params: { how: 'inbound agentFirst', status: 404 } } as const;
    expect(sentenceOf({ ...finding, state: 'fail' }, 'en')).toEqual({
      text: 'Inbound, agent first: Vonage refused to move the first of the pair (status 404).',
      cure: expect.stringMatching(/region/),
    });
    expect(sentenceOf({ ...finding, state: 'note' }, 'ja').cure).toBeNull();
    expect(fill('{a} {b}', { a: 1 })).toBe('1 {b}');
  });

  it('are in the language of --lang, else of the terminal', () => {
    expect(languageOf('ja', { LANG: 'en_US.UTF-8' })).toBe('ja');
    expect(languageOf(undefined, { LANG: 'ja_JP.UTF-8' })).toBe('ja');
    expect(languageOf(undefined, { LANG: 'de_DE.UTF-8' })).toBe('en');
    expect(languageOf(undefined, {})).toBe('en');
  });
});
