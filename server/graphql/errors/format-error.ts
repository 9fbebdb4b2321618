import { randomBytes } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isDatabaseAway } from '../../db/is-database-away.js';
import { isUnstorable } from '../../db/is-unstorable.js';
import { DenwabanError, type ErrorDetails } from '../../errors.js';

/** What Apollo itself finds wrong with a request; its sentences name no secrets. */
const APOLLO_CODES = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
];

/** What is wrong with a value is said with the value, however long it is. Characters. */
const LONGEST_MESSAGE = 1_000;

/**
 * Converts any error for clients: `extensions.code` from the catalog, with field, rule and params for translation. An
 * unexpected error becomes INTERNAL with a reference number, and is logged.
 */
export function createFormatError(log: FastifyBaseLogger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, locations, path } = formatted;
    const cause = (error instanceof GraphQLError && error.originalError) || error;
    const answer = (text: string, extensions: { code: string } & ErrorDetails & { reference?: string }) => ({
      message: text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text,
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: { ...extensions },
    });

    if (cause instanceof DenwabanError) return answer(cause.message, { code: cause.code, ...cause.details });
    if (isDatabaseAway(cause)) {
      log.error({ err: cause }, 'The database does not answer');
      return answer('The database does not answer; please try again in a moment.', { code: 'UNAVAILABLE' });
    }
    if (isUnstorable(cause)) {
      return answer('A text contains a character that cannot be stored.', { code: 'BAD_INPUT', rule: 'unseen' });
    }
    const code = formatted.extensions?.code;
    if (code === 'BAD_USER_INPUT') return answer(message, { code: 'BAD_INPUT', rule: 'type', ...placeIn(message) });
    if (typeof code === 'string' && APOLLO_CODES.includes(code)) return answer(message, { code });

    const reference = randomBytes(4).toString('hex');
    log.error({ err: cause, reference, path }, 'A GraphQL operation failed');
    return answer(`Something went wrong on our side. Reference: ${reference}`, { code: 'INTERNAL', reference });
  };
}

/** graphql-js names the place of a value of the wrong type only in its sentence: `at "input.name"`. */
function placeIn(message: string): { field?: string } {
  const field = /\bat "([^"]+)"/.exec(message)?.[1] ?? /^Variable "\$([^"]+)"/.exec(message)?.[1];
  return field ? { field } : {};
}
