import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id with the library's defaults (19 MiB, 2 passes). */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Is compared against when there is no such person, so that a stranger learns nothing from the time it takes. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** @param passwordHash null for somebody who has no password, or does not exist */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  const same = await verify(passwordHash ?? (await nobody), password);
  return same && passwordHash !== null;
}

/** Easy to read out: 12 characters without look-alikes. */
export function generatePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(12), (byte) => alphabet[byte % alphabet.length]).join('');
}
