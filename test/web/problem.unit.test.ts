import { CombinedGraphQLErrors } from '@apollo/client/errors';
import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { problemOf, problemSentence } from '../../web/lib/problem';
import en from '../../web/locales/en';
import ja from '../../web/locales/ja';

beforeAll(() => i18next.init({ lng: 'ja', resources: { en: { translation: en }, ja: { translation: ja } } }));

const graphQLError = (message: string, extensions: Record<string, unknown>) =>
  new CombinedGraphQLErrors({ data: null, errors: [{ message, extensions }] });

const sentence = (error: unknown) => problemSentence(problemOf(error), i18next);

test("shows a broken rule in the page's language, with its values", () => {
  const extensions = { code: 'BAD_INPUT', field: 'input.name', rule: 'tooLong', params: { max: 64 } };
  const error = graphQLError('At most 64 characters are allowed.', extensions);
  expect(sentence(error)).toBe('名前：64文字以内で入力してください。');
});

test("shows the server's message for an unknown rule, instead of a general one", () => {
  const error = graphQLError('A menu needs at least one choice.', { code: 'BAD_INPUT', rule: 'menuEmpty' });
  expect(sentence(error)).toBe('A menu needs at least one choice.');
});

test("keeps Vonage's reason", () => {
  const error = graphQLError('Vonage refused.', {
    code: 'VONAGE_REFUSED',
    vonage: { title: 'Bad request', detail: 'Numbers from this country can be requested from the Dashboard.' },
  });
  expect(sentence(error)).toContain('Numbers from this country can be requested from the Dashboard.');
});

test("shows the server's message for an unknown code", () => {
  expect(sentence(graphQLError('The moon is in the way.', { code: 'MOON' }))).toBe('The moon is in the way.');
});

test('reports a server that does not respond', () => {
  expect(sentence(new TypeError('Failed to fetch'))).toContain('サーバーから応答がありません');
});

test('a missing confirmation asks for the word of the dialog, in each language', async () => {
  const error = graphQLError('Type the word "erase" to go on.', { code: 'BAD_INPUT', rule: 'confirmErase' });
  expect(sentence(error)).toBe('続けるには「消去」と入力してください。');
  await i18next.changeLanguage('en');
  expect(sentence(error)).toBe('Type “erase” to confirm.');
});
