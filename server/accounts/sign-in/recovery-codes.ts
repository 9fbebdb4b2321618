import { randomInt } from 'node:crypto';
import { sha256 } from '../../secrets.js';

/** Easy to read from paper: without look-alikes. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const COUNT = 10;
const LENGTH = 16;

const letters = (count: number) => Array.from({ length: count }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** Ten new codes, such as `k7wd-33xn-…`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: COUNT }, () => letters(LENGTH).match(/.{4}/g)!.join('-'));

/** Stored hash of a code, independent of how it was typed. */
export const recoveryCodeHash = (memberId: string, typed: string): string =>
  sha256(`${memberId} ${typed.toLowerCase().replace(/[^a-z0-9]/g, '')}`);
