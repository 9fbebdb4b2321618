import { badInput } from '../errors.js';

const SLOT = /^[a-z0-9]{1,12}$/;

/** The slot of a header or of a socket's parameters; a program that names none is in slot "a". */
export function readSlot(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'a';
  if (typeof value === 'string' && SLOT.test(value)) return value;
  throw badInput('x-denwaban-slot', 'pattern', 'A slot is 1 to 12 small letters or digits.');
}

export const cookieName = (slot: string) => `dw_${slot}`;
