import { badInput } from '../errors.js';

export interface TextRules {
  max: number;
  min?: number;
  /** Required format, and the sentence that describes it. */
  pattern?: RegExp;
  sentence?: string;
}

/** Whether invisible characters are refused here, or were already checked. */
type Unseen = { unseen?: 'refused' | 'checked' };

/** Control characters, unpaired surrogates and bidirectional marks, which no one types on purpose. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

/**
 * Text typed by a person, trimmed and in Unicode's composed form (NFC).
 * @param field the input path for errors
 * @throws BAD_INPUT with rule required, tooShort, tooLong, unseen or pattern
 */
export function checkText(
  field: string,
  value: string,
  { min = 1, max, pattern, sentence, unseen = 'refused' }: TextRules & Unseen,
): string {
  const text = value.normalize('NFC').trim();
  if (text === '') throw badInput(field, 'required', 'Please fill this in.');
  if (text.length < min) throw badInput(field, 'tooShort', `At least ${min} characters are needed.`, { min });
  if (text.length > max) throw badInput(field, 'tooLong', `At most ${max} characters are allowed.`, { max });
  if (unseen === 'refused' && UNSEEN.test(text))
    throw badInput(field, 'unseen', 'It contains characters that cannot be seen.');
  if (pattern && !pattern.test(text)) throw badInput(field, 'pattern', sentence ?? 'It does not look as it should.');
  return text;
}
