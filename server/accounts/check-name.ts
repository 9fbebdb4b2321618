import { badInput } from '../errors.js';
import { checkText, type TextRules } from './check-text.js';

/** Scripts that need joiners: the Arabic ones (zero-width non-joiner), and those of India and beyond. */
const JOINING =
  'Arabic|Syriac|Mongolian|Devanagari|Bengali|Gurmukhi|Gujarati|Oriya|Tamil|Telugu|Kannada|Malayalam|Sinhala|Khmer|Myanmar|Tibetan'
    .split('|')
    .map((script) => `\\p{scx=${script}}`)
    .join('');
const VIRAMA = '\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D4D\\u0DCA\\u1039\\u17D2';

/**
 * Invisible characters that are part of normal text: in emoji made of several, as a joiner between two letters or after
 * a virama, and variation selectors of Han or Mongolian letters.
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
/** Invisible, or looking like a space: Unicode's default-ignorables, and characters without ink. */
const BLANK = /[\p{Cc}\p{Cf}\p{Cs}\p{DI}\u2028\u2029\u2800\u{1D159}]/u;
/** At least one character must be visible. */
const INK = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** Spaces of other widths look alike; the wide one in Japanese names is visible. */
const OTHER_SPACES = /[\u00A0\u1680\u2000-\u200A\u202F\u205F]/g;

/**
 * A display name of a person, user, application or key: trimmed, in Unicode's composed form (NFC), and without
 * invisible characters, so that different names do not look the same.
 * @param field the input path for errors
 * @throws BAD_INPUT with rule required, tooShort, tooLong, unseen or pattern
 */
export function checkName(field: string, value: string, rules: TextRules): string {
  const plain = value.normalize('NFC').replace(OTHER_SPACES, ' ').trim();
  const visible = plain.replace(LEGITIMATE, (found) => (/^\p{Emoji}/u.test(found) ? '☺' : ''));
  if (plain !== '' && (BLANK.test(visible) || !INK.test(visible))) {
    throw badInput(field, 'unseen', 'Remove the hidden characters.');
  }
  return checkText(field, plain, { ...rules, unseen: 'checked' });
}
