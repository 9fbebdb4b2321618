import i18next from 'i18next';
import { expect, test } from 'vitest';
import { AUDITED } from '../../server/accounts/audit/audit.table.js';
import { valueWords } from '../../web/accounts/audit/value-words';
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

test.each([
  ['English', en],
  ['Japanese', ja],
])('every value that is written down has a name in %s, and no other does', (_, language) => {
  expect(Object.keys(language.audit?.value as object).sort()).toEqual([...AUDITED].sort());
});

test('values are said in the reader’s words: roles, presets, regions, rules, permissions, actions', async () => {
  await i18next.init({ lng: 'ja', resources: { ja: { translation: ja } }, interpolation: { escapeValue: false } });
  const said = (name: string, value: unknown) => valueWords(name, value, i18next);
  expect(said('role', 'agent')).toBe('エージェント');
  expect(said('presetFromOutside', 'ivr')).toBe('IVR');
  expect(said('region', 'apac-sng')).toBe('アジア（シンガポール）');
  expect(said('rule', 'country')).toBe('許可されていない国');
  expect(said('scopes', ['numbers:write', 'calls:read'])).toBe('番号：変更, 通話：閲覧');
  expect(said('operation', 'complete')).toBe('転送を完了');
  expect(said('countries', ['JP'])).toBe('日本');
  expect(said('displayName', 'agent')).toBe('agent');
});
