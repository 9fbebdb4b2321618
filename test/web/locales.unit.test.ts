import { expect, test } from 'vitest';
import en from '../../web/locales/en';
import ja from '../../web/locales/ja';

const sources = import.meta.glob<string>('/web/**/*.{ts,tsx}', { eager: true, query: '?raw', import: 'default' });
const plural = /_(zero|one|two|few|many|other)$/;

/** The sentences of a language under the keys that pages write, such as `errors.LIMIT.general`; a plural's forms are one key. */
function sentencesOf(language: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(language).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string'
        ? [[(prefix + name).replace(plural, ''), value]]
        : [...sentencesOf(value, `${prefix}${name}.`)],
    ),
  );
}

/** What the sources ask for: whole keys, and keys with a part filled in at run time, as patterns. */
function askedFor(): { keys: Set<string>; patterns: RegExp[] } {
  const keys = new Set<string>();
  const patterns: RegExp[] = [];
  for (const [path, source] of Object.entries(sources)) {
    if (path.startsWith('/web/generated/') || path.startsWith('/web/locales/')) continue;
    for (const [, key] of source.matchAll(/'([a-z]+\.[A-Za-z_.]+)'/g)) if (key) keys.add(key);
    for (const [, key] of source.matchAll(/`([a-z]+\.[A-Za-z_.]*\$\{[^`]+)`/g)) {
      if (key) patterns.push(new RegExp(`^${key.split(/\$\{[^}]*\}/).join('[A-Za-z_-]+')}$`));
    }
  }
  return { keys, patterns };
}

const english = sentencesOf(en);
const japanese = sentencesOf(ja);

test('English and Japanese have the same keys', () => {
  expect([...japanese.keys()].sort()).toEqual([...english.keys()].sort());
});

test('both languages have the same placeholders', () => {
  const holes = (sentence = '') => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
  const different = [...english].filter(
    ([key, sentence]) => String(holes(sentence)) !== String(holes(japanese.get(key))),
  );
  expect(different).toEqual([]);
});

test('every key used by a page exists', () => {
  const files = Object.keys(en);
  const missing = [...askedFor().keys].filter((key) => files.includes(key.split('.')[0] ?? '') && !english.has(key));
  expect(missing).toEqual([]);
});

test('every key is used by some page', () => {
  const { keys, patterns } = askedFor();
  const unused = [...english.keys()].filter((key) => !keys.has(key) && !patterns.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
});
