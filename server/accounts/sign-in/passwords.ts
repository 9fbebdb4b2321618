import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { badInput } from '../../errors.js';
import { createFairQueue, type Waiter } from './fair-queue.js';

/** Characters. Longer passwords are refused before any computation. */
const LENGTH = { min: 8, max: 200 };

/**
 * Hashing keeps a core busy for about 30 ms, while calls must still be answered: so one at a time, in a queue that no
 * one can fill for others.
 */
const inTurn = createFairQueue({ ofPerson: 10, ofPlace: 60, ofAll: 400, comeAgain: 3 });

/**
 * argon2id with the library's defaults (19 MiB, 2 passes). @param who is waiting @throws LIMIT if too many are waiting
 */
export const hashPassword = (password: string, who: Waiter): Promise<string> => inTurn(who, () => hash(password));

/** Compared if there is no such person, so that timing reveals nothing. */
const dummyHash = hash(randomBytes(16).toString('hex'));

/**
 * @param passwordHash null for a person without a password, or an unknown one
 * @param who is waiting
 * @throws LIMIT if too many are waiting
 */
export async function passwordMatches(passwordHash: string | null, password: string, who: Waiter): Promise<boolean> {
  const known = passwordHash ?? (await dummyHash);
  const same = await inTurn(who, () => verify(known, password));
  return same && passwordHash !== null;
}

/**
 * Rules for a new password.
 * @param field the input path for errors
 * @throws BAD_INPUT with rule tooShort or tooLong
 */
export function checkNewPassword(field: string, password: string): void {
  const { min } = LENGTH;
  if (password.length < min) throw badInput(field, 'tooShort', `Enter at least ${min} characters.`, { min });
  checkPasswordLength(field, password);
}

/** @throws BAD_INPUT for a password that is too long to be anyone's, before hashing it */
export function checkPasswordLength(field: string, password: string): void {
  const { max } = LENGTH;
  if (password.length > max) throw badInput(field, 'tooLong', `Enter no more than ${max} characters.`, { max });
}

/** Easy to read aloud: 12 characters without look-alikes. */
export function generatePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(12), (byte) => alphabet[byte % alphabet.length]).join('');
}
