import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { legWords, statusWord } from '../../web/calls/status-word';
import en from '../../web/locales/en';

const i18n = createInstance();
await i18n.init({ lng: 'en', resources: { en: { translation: en } } });

test.each([
  ['a call that its caller left', 'CANCELLED', 'INBOUND', 'Abandoned'],
  ['a call that the agent ended before an answer', 'CANCELLED', 'OUTBOUND', 'Canceled'],
  ['a call that no agent answered', 'TIMEOUT', 'INBOUND', 'Missed'],
  ['a call that the called number did not answer', 'TIMEOUT', 'OUTBOUND', 'No answer'],
  ['a leg to an agent that was canceled', 'cancelled', 'outbound', 'Canceled'],
  ['a call in progress', 'ANSWERED', 'INBOUND', 'In progress'],
  ['a status that Vonage has added', 'parked', null, 'parked'],
])('the outcome of %s', (_, status, direction, word) => {
  expect(statusWord({ status, direction }, i18n.t)).toBe(word);
});

test.each([
  [
    'to a telephone that is switched off',
    { status: 'unanswered', detail: 'unavailable', signedOut: false },
    'No answer · not reachable',
  ],
  ['of an agent who was not signed in', { status: 'timeout', detail: 'timeout', signedOut: true }, 'Not signed in'],
  ['that was canceled', { status: 'cancelled', detail: null, signedOut: false }, 'Canceled'],
])('the words for a leg %s', (_, leg, words) => {
  expect(legWords({ direction: 'outbound', ...leg }, i18n.t)).toBe(words);
});
