import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { GUIDE_PRESETS } from '../../server/presets/guide-presets.js';
import en from '../../web/locales/en';
import ja from '../../web/locales/ja';
import { differenceSentence } from '../../web/presets/form/difference-words';
import { differences, type FlowText } from '../../web/presets/form/differences';
import { TYPICAL } from '../vonage/typical-nccos.js';

beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    resources: { en: { translation: en }, ja: { translation: ja } },
    interpolation: { escapeValue: false },
  });
});

const sentences = (before: FlowText, after: FlowText, language = 'en') =>
  differences(before, after).map((one) => differenceSentence(one, i18next.getFixedT(language), language));
const flow = (...ncco: object[]): FlowText => ({ ncco, menu: [] });
const talk = (text: string, more: object = {}) => ({ action: 'talk', text, ...more });
const ring = (user: string, more: object = {}) => ({ action: 'connect', endpoint: [{ type: 'app', user }], ...more });

describe('what publishing changes, in a sentence', () => {
  it('says what callers will hear, who is rung, and for how long', () => {
    const before = flow(talk('Hello'), ring('Joe', { timeout: 20 }));
    const after = flow(talk('Good morning'), ring('Joe', { timeout: 30 }));
    expect(sentences(before, after)).toEqual([
      'Callers will hear “Good morning” instead of “Hello”.',
      'Joe will be rung for 30 seconds instead of 20.',
    ]);
    expect(sentences(before, after, 'ja')).toEqual([
      '案内が「Hello」から「Good morning」に変わります。',
      'Joeを呼び出す時間が20秒から30秒に変わります。',
    ]);
    expect(sentences(flow(ring('Jane')), flow(ring('Joe')))).toEqual(['Joe will be rung instead of Jane.']);
  });

  it('finds the step that was added or removed, and leaves the others alone', () => {
    const before = flow(talk('Welcome'), ring('Jane'));
    const after = flow(talk('Please note'), talk('Welcome'), ring('Jane'), talk('Sorry'));
    expect(sentences(before, after)).toEqual([
      'Callers will also hear “Please note”.',
      'Callers will also hear “Sorry”.',
    ]);
    expect(sentences(after, before)).toEqual([
      'Callers will no longer hear “Please note”.',
      'Callers will no longer hear “Sorry”.',
    ]);
  });

  it('tells of the menu’s keys', () => {
    const ivr = GUIDE_PRESETS.ivr;
    const menu = [
      { digits: '1', user: 'Amy' },
      { digits: '3', user: 'Joe' },
    ];
    expect(sentences(ivr, { ...ivr, menu })).toEqual([
      'Key 1 will ring Amy instead of Jane.',
      'Key 2 will no longer ring Joe.',
      'Key 3 will ring Joe.',
    ]);
  });

  it('names what only the JSON shows', () => {
    expect(sentences(flow(talk('Hi', { loop: 1 })), flow(talk('Hi', { loop: 2, level: 1 })))).toEqual([
      'Other settings of step 1 will change: loop, level.',
    ]);
    expect(sentences(flow(), flow({ action: 'record' }))).toEqual(['A step will be added: Records the call.']);
  });

  it('says nothing of a text that did not change, and something of any that did, in both languages', () => {
    for (const [at, { ncco }] of TYPICAL.entries()) {
      expect(differences({ ncco, menu: [] }, { ncco, menu: [] })).toEqual([]);
      for (const away of [1, 7, 20]) {
        const { ncco: other } = TYPICAL[(at + away) % TYPICAL.length]!;
        const [english, japanese] = ['en', 'ja'].map((language) =>
          sentences({ ncco, menu: [] }, { ncco: other, menu: [] }, language),
        );
        expect(english!.length).toBeGreaterThan(0);
        expect(english!.join()).not.toMatch(/presets\.|\{\{|undefined|null/);
        expect(japanese!.join()).not.toMatch(/presets\.|\{\{|undefined|null/);
      }
    }
  });
});
