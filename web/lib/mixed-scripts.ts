/** Alphabets with look-alike letters; all others are easy to tell apart. */
const ALIKE = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Coptic'] as const;
export type Alphabet = (typeof ALIKE)[number];

const ofAlphabet = ALIKE.map((alphabet) => ({ alphabet, letters: new RegExp(`\\p{sc=${alphabet}}`, 'u') }));
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * The alphabets mixed within one word of a name, such as a Cyrillic о in a Latin name, which makes it look like a
 * different name. Words in different alphabets next to each other are fine.
 * @returns an empty list if no word is mixed
 */
export function mixedScripts(name: string): Alphabet[] {
  for (const [word] of name.normalize('NFC').matchAll(WORD)) {
    const found = ofAlphabet.filter(({ letters }) => letters.test(word)).map(({ alphabet }) => alphabet);
    if (found.length > 1) return found;
  }
  return [];
}
