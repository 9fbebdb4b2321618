import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { badInput } from '../../errors.js';
import { createFairQueue, type Waiter } from './fair-queue.js';

/** Characters. Whoever sends more than the most is refused before anything is computed from it. */
const LENGTH = { min: 8, max: 200 };

/**
 * To hash one keeps a core busy for some 30 ms, and calls must be answered meanwhile, however many strangers guess: so it is
 * one at a time, and nobody fills the queue for the others.
 */
const inTurn = createFairQueue({ ofPerson: 10, ofPlace: 60, ofAll: 400, comeAgain: 3 });

/** argon2id with the library's defaults (19 MiB, 2 passes). @param who waits for it @throws LIMIT when too many wait */
export const hashPassword = (password: string, who: Waiter): Promise<string> => inTurn(who, () => hash(password));

/** Is compared against when there is no such person, so that a stranger learns nothing from the time it takes. */
const nobody = hash(randomBytes(16).toString('hex'));

/**
 * @param passwordHash null for somebody who has no password, or does not exist
 * @param who waits for it
 * @throws LIMIT when too many wait
 */
export async function passwordMatches(passwordHash: string | null, password: string, who: Waiter): Promise<boolean> {
  const known = passwordHash ?? (await nobody);
  const same = await inTurn(who, () => verify(known, password));
  return same && passwordHash !== null;
}

/**
 * What a new password must be.
 * @param field the input path that an error names
 * @throws BAD_INPUT with rule tooShort or tooLong
 */
export function checkNewPassword(field: string, password: string): void {
  const { min } = LENGTH;
  if (password.length < min) throw badInput(field, 'tooShort', `At least ${min} characters are needed.`, { min });
  checkPasswordLength(field, password);
}

/** @throws BAD_INPUT for a password that nobody can have, before any work goes into it */
export function checkPasswordLength(field: string, password: string): void {
  const { max } = LENGTH;
  if (password.length > max) throw badInput(field, 'tooLong', `At most ${max} characters are allowed.`, { max });
}

/** Easy to read out: 12 characters without look-alikes. */
export function generatePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(12), (byte) => alphabet[byte % alphabet.length]).join('');
}
