import { createInstance } from 'i18next';
import { expect, it } from 'vitest';
import { wordsOf } from '../../web/calls/events/event-words';
import en from '../../web/locales/en';
import ja from '../../web/locales/ja';

const i18n = createInstance();
await i18n.init({ lng: 'en', resources: { en: { translation: en }, ja: { translation: ja } } });

const words = (body: object) => wordsOf({ body }, i18n.t);

it.each([
  [{ from: '447700900001', to: '447700900123', direction: 'inbound' }, '+44 7700 900001 → +44 7700 900123 · Inbound'],
  [{ from: 'Unknown', to: '447700900123', direction: 'inbound' }, 'Withheld number → +44 7700 900123 · Inbound'],
  [{ from: ' anonymous', to: '447700900123' }, 'Withheld number → +44 7700 900123'],
  [{ from: ' 447700900001', to: '447700900123' }, '+44 7700 900001 → +44 7700 900123'],
  // The same word stands in the events of every app that is called.
  [{ from: 'Unknown', to: 'Jane', direction: 'outbound' }, 'Jane · Outbound'],
  [{ from: null, to: 'Jane', direction: 'inbound' }, 'Jane · Inbound'],
  [{ from_user: 'Jane', to: '447700900777' }, 'Jane → +44 7700 900777'],
])('the words of an event: %j', (body, expected) => expect(words(body)).toBe(expected));

it('has a direction in the reader’s language, and one that Vonage has added as it is', () => {
  const body = { from: '447700900001', to: '447700900123', direction: 'outbound' };
  expect(wordsOf({ body }, i18n.getFixedT('ja'))).toBe('+44 7700 900001 → +44 7700 900123 · 発信');
  expect(words({ ...body, direction: 'sideways' })).toBe('+44 7700 900001 → +44 7700 900123 · sideways');
});
