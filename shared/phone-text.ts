/** The text of a phone number as people type, paste and link it; phone-number.ts decides which number it is. */
import { plainText } from './plain-text.js';

/** A typed number without separators. */
export interface WrittenNumber {
  /** Whether it has a country code: it begins with `+`. */
  international: boolean;
  digits: string;
  /** The digits without the "(0)" of `+44 (0)20 …`, which is only dialed inside the country; null if there is none. */
  withoutZero: string | null;
}

/** Characters; no number is longer. */
const LONGEST = 100;
/**
 * What separates digits, as the inside of a regular expression's brackets: spaces, brackets, dots, slashes, every hyphen
 * and dash, minus, the long-vowel mark that a Japanese keyboard makes in its place, and lines of boxes.
 */
export const SEPARATORS = String.raw`\p{Zs}\p{Pd}()\[\].·・\/\u2043\u2044\u2212\u2215\u2500\u2501\u30FC`;
const NUMBER = new RegExp(String.raw`^[${SEPARATORS}]*(\+?)([${SEPARATORS}]*\d[${SEPARATORS}\d]*)$`, 'u');
const BRACKETED_ZERO = /(?<=\d[^\d]*)[([]\s*0\s*[)\]]/;

/** @returns undefined if there is anything but one number: letters, an extension, a second line, no digit at all */
export function readWritten(typed: string): WrittenNumber | undefined {
  if (typed.length > LONGEST) return undefined;
  const text = plainText(typed);
  const [, plus, rest] = NUMBER.exec(/^(tel|callto):/i.test(text) ? fromLink(text) : text) ?? [];
  if (rest === undefined) return undefined;
  const digits = rest.replace(/\D/g, '');
  const withoutZero = BRACKETED_ZERO.test(rest) ? rest.replace(BRACKETED_ZERO, '').replace(/\D/g, '') : null;
  return { international: plus === '+', digits, withoutZero };
}

/** The number of a `tel:` link (RFC 3966 §3); empty if it has an extension, or is local to a private network. */
function fromLink(link: string): string {
  const [number = '', ...parameters] = decoded(link.replace(/^\w+:(\/\/)?/, '')).split(';');
  const of = (name: string) => parameters.find((one) => one.trim().toLowerCase().startsWith(`${name}=`));
  if (['ext', 'isub', 'postd'].some(of)) return '';
  const context = of('phone-context')?.split('=')[1]?.trim();
  if (context === undefined || number.startsWith('+')) return number;
  return context.startsWith('+') ? `${context}${number}` : '';
}

function decoded(text: string): string {
  try {
    return plainText(decodeURIComponent(text));
  } catch {
    return '';
  }
}
