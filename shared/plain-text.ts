/** Direction marks, joiners, soft hyphens: invisible characters pasted with a text. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** Arabic and Persian digits. NFKC converts full-width ones to ASCII. */
const OTHER_DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/g;

/**
 * A typed number, key or code in the characters that a program reads: full-width letters and signs of a Japanese keyboard,
 * Arabic and Persian digits become ASCII ones; invisible characters and spaces around it are removed.
 */
export function plainText(typed: string): string {
  const digit = (other: string) => String(other.charCodeAt(0) % 16);
  return typed.normalize('NFKC').replace(UNSEEN, '').replace(OTHER_DIGITS, digit).trim();
}
