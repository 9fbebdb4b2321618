import { checkName } from '../accounts/check-name.js';
import { badInput } from '../errors.js';

const NAME = { max: 200 };

/**
 * A user's name as Vonage takes it: not "me", nothing that looks like one of its ids (Vonage: http-api §3).
 * @param field the input path that an error names
 * @throws BAD_INPUT (required, tooLong, unseen, reserved)
 */
export function checkUserName(field: string, value: string): string {
  const name = checkName(field, value, NAME);
  if (name === 'me' || name.startsWith('USR-')) {
    throw badInput(field, 'reserved', 'Vonage keeps the name "me", and names that begin with "USR-", for itself.');
  }
  return name;
}
