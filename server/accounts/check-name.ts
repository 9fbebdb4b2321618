import { badInput } from '../errors.js';
import { checkText, type TextRules } from './check-text.js';

/** Scripts that cannot be written without joiners: the Arabic kind (zero-width non-joiner) and those of India and beyond. */
const JOINING =
  'Arabic|Syriac|Mongolian|Devanagari|Bengali|Gurmukhi|Gujarati|Oriya|Tamil|Telugu|Kannada|Malayalam|Sinhala|Khmer|Myanmar|Tibetan'
    .split('|')
    .map((script) => `\\p{scx=${script}}`)
    .join('');
const VIRAMA = '\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D4D\\u0DCA\\u1039\\u17D2';

/**
 * What cannot be seen by itself and yet belongs to what is written: emoji made of several, a joiner between two letters or
 * after the mark that takes a vowel away, and the variants of a Han or Mongolian letter.
 */
const LEGITIMATE = new RegExp(
  [
    '\\p{RGI_Emoji}',
    `(?<=[${JOINING}])[\\u200C\\u200D](?=[${JOINING}])`,
    `(?<=[${VIRAMA}])\\u200D`,
    '(?<=\\p{sc=Han})[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]',
    '(?<=\\p{sc=Mongolian})[\\u180B-\\u180D]',
  ].join('|'),
  'gv',
);
/** Not seen, or looking like a space: Unicode's default-ignorables, and signs without ink. */
const BLANK = /[\p{Cc}\p{Cf}\p{Cs}\p{DI}\u2028\u2029\u2800\u{1D159}]/u;
/** Something must be there that has ink. */
const INK = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** Spaces of other widths look alike; the one of Japanese names is seen. */
const OTHER_SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F]/g;

/**
 * A name as others will read it, of a person, a user, an application or a key: trimmed, in Unicode's composed form, and
 * with nothing in it that cannot be seen, so that no two look the same for that reason.
 * @param field the input path that an error names
 * @throws BAD_INPUT with rule required, tooShort, tooLong, unseen or pattern
 */
export function checkName(field: string, value: string, rules: TextRules): string {
  const plain = value.normalize('NFC').replace(OTHER_SPACES, ' ').trim();
  const visible = plain.replace(LEGITIMATE, (found) => (/^\p{Emoji}/u.test(found) ? '☺' : ''));
  if (plain !== '' && (BLANK.test(visible) || !INK.test(visible))) {
    throw badInput(field, 'unseen', 'It contains characters that cannot be seen.');
  }
  return checkText(field, plain, { ...rules, unseen: 'checked' });
}
