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

test('a broken rule is told in the language of the page, with its values', () => {
  const extensions = { code: 'BAD_INPUT', field: 'input.name', rule: 'tooLong', params: { max: 64 } };
  const error = graphQLError('At most 64 characters are allowed.', extensions);
  expect(sentence(error)).toBe('名前：64文字以内で入力してください。');
});

test('a rule that the page does not know is told in the words of the server, not hidden behind a general sentence', () => {
  const error = graphQLError('A menu needs at least one choice.', { code: 'BAD_INPUT', rule: 'menuEmpty' });
  expect(sentence(error)).toBe('A menu needs at least one choice.');
});

test("Vonage's own reason is kept", () => {
  const error = graphQLError('Vonage refused.', {
    code: 'VONAGE_REFUSED',
    vonage: { title: 'Bad request', detail: 'Numbers from this country can be requested from the Dashboard.' },
  });
  expect(sentence(error)).toContain('Numbers from this country can be requested from the Dashboard.');
});

test('a code that the page does not know shows the sentence of the server', () => {
  expect(sentence(graphQLError('The moon is in the way.', { code: 'MOON' }))).toBe('The moon is in the way.');
});

test('a server that does not answer is told as such', () => {
  expect(sentence(new TypeError('Failed to fetch'))).toContain('サーバーから応答がありません');
});
