/** Alphabets that have letters in common by their looks; all others are told apart at a glance. */
const ALIKE = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Coptic'] as const;
export type Alphabet = (typeof ALIKE)[number];

const ofAlphabet = ALIKE.map((alphabet) => ({ alphabet, letters: new RegExp(`\\p{sc=${alphabet}}`, 'u') }));
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * The alphabets that one word of a name is mixed from, such as a Cyrillic о in a Latin name: nobody writes so, and it looks
 * like another name. Words in different alphabets beside each other are fine.
 * @returns none when no word is mixed
 */
export function mixedScripts(name: string): Alphabet[] {
  for (const [word] of name.normalize('NFC').matchAll(WORD)) {
    const found = ofAlphabet.filter(({ letters }) => letters.test(word)).map(({ alphabet }) => alphabet);
    if (found.length > 1) return found;
  }
  return [];
}
