import { checkName } from '../accounts/check-name.js';
import { badInput } from '../errors.js';

const NAME = { max: 200 };

/**
 * Checks a user's name by Vonage's rules: not "me", nothing that looks like an id (Vonage: http-api §3).
 * @param field the input path for errors
 * @throws BAD_INPUT (required, tooLong, unseen, reserved)
 */
export function checkUserName(field: string, value: string): string {
  const name = checkName(field, value, NAME);
  if (name === 'me' || name.startsWith('USR-')) {
    throw badInput(field, 'reserved', 'Vonage reserves the name "me" and names that begin with "USR-".');
  }
  return name;
}
