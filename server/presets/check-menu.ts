import { badInput } from '../errors.js';
import type { MenuChoice } from './presets.table.js';

const MOST_CHOICES = 50;
const KEYS = /^[0-9*#]{1,20}$/;
/** No control characters, nothing that PostgreSQL cannot keep. */
const USER_NAME = /^[^\p{C}]{1,100}$/u;

/**
 * Checks what a menu's keys lead to. Whether a user exists is not asked: users come into being when they first sign in.
 * @param field the input path that the error names, with index and key behind it
 * @throws BAD_INPUT
 */
export function checkMenu(menu: MenuChoice[], field: string): void {
  if (menu.length > MOST_CHOICES) {
    throw badInput(field, 'tooMany', `A menu has at most ${MOST_CHOICES} choices.`, { max: MOST_CHOICES });
  }
  for (const [index, { digits, user }] of menu.entries()) {
    if (!KEYS.test(digits)) {
      throw badInput(`${field}.${index}.digits`, 'keys', 'A choice is 1 to 20 keys of the telephone: 0-9, * or #.');
    }
    if (menu.findIndex((one) => one.digits === digits) < index) {
      throw badInput(`${field}.${index}.digits`, 'taken', `The choice ${digits} is there already.`, { digits });
    }
    if (user.trim() === '') throw badInput(`${field}.${index}.user`, 'required', 'A choice needs a user.');
    if (!USER_NAME.test(user)) {
      throw badInput(`${field}.${index}.user`, 'pattern', "A user's name has at most 100 printable characters.");
    }
  }
}
