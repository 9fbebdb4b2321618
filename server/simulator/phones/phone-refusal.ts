import { SimError } from '../http/errors.js';

/** An action that is not possible in the handset's current state: 409 with a sentence. */
export function notPossibleNow(sentence: string): SimError {
  return new SimError(409, 'Conflict', sentence);
}
