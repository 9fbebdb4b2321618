import { type ExecutionResult, GraphQLError } from 'graphql';
import { badInput } from '../../errors.js';

/** Far more than the heaviest page of the web app reads. Megabytes. */
const MAX = 4;

/** @param text the response @throws BAD_INPUT for an abusively large response */
export function checkSize(text: string): void {
  if (Buffer.byteLength(text) <= MAX * 1024 * 1024) return;
  const sentence = `The answer would be larger than ${MAX} MB. Ask for fewer fields, or for shorter pages.`;
  throw badInput('query', 'largeReply', sentence, { max: MAX });
}

/** The same for a result that will be sent over a socket. */
export function withinSize(result: ExecutionResult): ExecutionResult {
  try {
    checkSize(JSON.stringify(result));
    return result;
  } catch (error) {
    return { errors: [new GraphQLError((error as Error).message, { originalError: error as Error })] };
  }
}
