import { plainText } from '../../shared/plain-text.js';
import { badInput } from '../errors.js';
import { checkUserName } from '../users/check-user-name.js';
import type { MenuChoice } from './presets.table.js';

const MOST_CHOICES = 50;
/** Characters that are looked at; no choice has so many keys. */
const LONGEST = 100;
const KEYS = /^[0-9*#]{1,20}$/;

/**
 * Checks the targets of a menu's keys. Users need not exist yet: they are created when they first sign in.
 * @param field the input path for errors, completed with index and key
 * @returns the normalized menu
 * @throws BAD_INPUT
 */
export function checkMenu(menu: MenuChoice[], field: string): MenuChoice[] {
  if (menu.length > MOST_CHOICES) {
    throw badInput(field, 'tooMany', `A menu can have no more than ${MOST_CHOICES} choices.`, { max: MOST_CHOICES });
  }
  const keys = menu.map(({ digits }) => plainText(digits.slice(0, LONGEST)));
  return menu.map(({ user }, index) => {
    const digits = keys[index]!;
    if (!KEYS.test(digits)) {
      throw badInput(`${field}.${index}.digits`, 'keys', 'Enter 1 to 20 keypad keys: 0–9, * or #.');
    }
    if (keys.indexOf(digits) < index) {
      throw badInput(`${field}.${index}.digits`, 'taken', `${digits} is already in the menu.`, { digits });
    }
    return { digits, user: checkUserName(`${field}.${index}.user`, user) };
  });
}
