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
  if (text === '') throw badInput(field, 'required', 'This field is required.');
  if (text.length < min) throw badInput(field, 'tooShort', `Enter at least ${min} characters.`, { min });
  if (text.length > max) throw badInput(field, 'tooLong', `Enter no more than ${max} characters.`, { max });
  if (unseen === 'refused' && UNSEEN.test(text)) throw badInput(field, 'unseen', 'Remove the hidden characters.');
  if (pattern && !pattern.test(text)) throw badInput(field, 'pattern', sentence ?? 'This format isn’t valid.');
  return text;
}
