import { expect, test } from 'vitest';
import en from '../../web/locales/en';
import ja from '../../web/locales/ja';

const sources = import.meta.glob<string>('/server/**/*.ts', { eager: true, query: '?raw', import: 'default' });

/** Every `noun.pastVerb` that the server writes into the audit log. */
function recorded(): string[] {
  const nouns = Object.keys(en.audit?.action ?? {}).join('|');
  const action = new RegExp(`'((?:${nouns})\\.[a-z]\\w*(?:ed|en|ve|t|un))'`, 'g');
  return [
    ...new Set(Object.values(sources).flatMap((source) => [...source.matchAll(action)].map(([, name]) => name!))),
  ];
}

test.each([
  ['English', en],
  ['Japanese', ja],
])('every change that is written down has a sentence in %s', (_, language) => {
  const sentences = language.audit?.action as Record<string, Record<string, string>>;
  const actions = recorded();
  expect(actions.length).toBeGreaterThan(25);
  const missing = actions.filter((action) => !sentences[action.split('.')[0]!]?.[action.split('.')[1]!]);
  expect(missing).toEqual([]);
});
