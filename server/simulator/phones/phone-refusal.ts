import { SimError } from '../http/errors.js';

/** What a person asked of a handset cannot be done in its present state: 409 with a sentence. */
export function makesNoSense(sentence: string): SimError {
  return new SimError(409, 'Conflict', sentence);
}
