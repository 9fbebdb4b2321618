import { expect, test } from 'vitest';
import en from '../../web/locales/en';
import ja from '../../web/locales/ja';
import oldEnglish from './old-words/en.json' with { type: 'json' };
import oldJapanese from './old-words/ja.json' with { type: 'json' };

/** All sentences of a language: `console.transfer` → its text. */
function sentencesOf(node: object, prefix = ''): [key: string, text: string][] {
  return Object.entries(node).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + name, value]] : sentencesOf(value, `${prefix}${name}.`),
  );
}
const english = sentencesOf(en);
const japanese = sentencesOf(ja);

/** Words that read as translated, and what to write instead. */
const ENGLISH: [banned: RegExp, instead: string][] = [
  [/\bpass(ed|es)? on\b/i, 'Transfer'],
  [/\bhand(ed)? (it )?over\b|\bhand it to\b/i, 'Complete transfer'],
  [/\btake back\b/i, 'Return to caller'],
  [/\bask(s|ed)? first\b/i, 'Consult first'],
  [/\bthe other side\b/i, 'the caller, the contact'],
  [/\bno more\b(?! than)|\bany ?more\b/i, 'no longer'],
  [/\b(some|every|any|no)body\b/i, 'someone, everyone, anyone, no one'],
  [/\brent(s|ed|ing)?\b/i, 'Get a number'],
  [/\b(dialled|dialling|cancelled|colours?|recognised|honoured|licence)\b/i, 'US spelling'],
  [/\b(whom|whoever|whatever|meanwhile|for ever|mend(ed)?|telephones?)\b/i, 'a word of today'],
  [/\bgo on\b|\bgive (it )?up\b|\bmake live\b/i, 'Resume, Discard, Publish'],
  [/\bsets?-up\b/i, 'setup'],
  [/\b(cannot|(do|does|did|is|are|was|were) not)\b/i, 'a contraction'],
  [/\w'\w/, 'a curly apostrophe'],
  [/\.\.\./, 'an ellipsis'],
];

const JAPANESE: [banned: RegExp, instead: string][] = [
  [/[ぁ-んァ-ヶー一-龠」）][:?!(]|[:?!]$/, '全角の記号'],
  [/電話に出|断[らりるっ]|電話を切|[^区]切る|やめ[るま]|片づけ|手に取|をかけられ/, '応答、拒否、終話、キャンセル'],
  [/返事|知らせ|起こす|起こせ|眠って|なりすませます/, '擬人化しない語'],
  [/サイン(イン|アウト)/, 'ログイン、ログアウト'],
  [/レンタル/, '取得'],
  [/消音|先に相談|時間切れ|外から(の|か)|終わり方|三人で/, '用語集の語'],
  [/模擬|電話機|だれ|入れ物|確かめ|誤りです/, '用語集の語'],
  [/[一二三四五六七八九](つ|人|歩|文字)/, '算用数字'],
  [/\}\} さん/, '空白なしの「さん」'],
  [/ガイドの/, '製品の外のものを指さない語'],
];

const offending = (sentences: [string, string][], rules: [RegExp, string][]) =>
  sentences.flatMap(([key, text]) =>
    rules.filter(([banned]) => banned.test(text)).map(([, instead]) => ({ key, text, instead })),
  );

test.each([
  ['English', english, oldEnglish],
  ['Japanese', japanese, oldJapanese],
])('no %s sentence that read as translated comes back', (_, sentences, old) => {
  const now = new Map(sentences);
  const same = Object.entries(old).filter(([key, text]) => now.get(key) === text);
  expect(same).toEqual([]);
});

test.each([
  ['English', english, ENGLISH],
  ['Japanese', japanese, JAPANESE],
])('no %s sentence uses a word that the glossary replaces', (_, sentences, rules) => {
  expect(offending(sentences, rules)).toEqual([]);
});

test('no English sentence is left on a Japanese page', () => {
  const same = japanese.filter(
    ([key, text]) => /[a-z]{3,} [a-z]{3,}/i.test(text) && new Map(english).get(key) === text,
  );
  expect(same.map(([key]) => key)).toEqual([]);
});
