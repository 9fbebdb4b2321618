import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { isDatabaseAway } from '../../db/is-database-away.js';
import { DenwabanError, ERRORS } from '../../errors.js';
import type { createFormatError } from './format-error.js';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** What went wrong before Apollo saw the request, or because it takes too long; in the words that Apollo would use. */
export function createSendError(formatError: ReturnType<typeof createFormatError>) {
  function describe(error: Error & { statusCode?: number }): GraphQLError {
    if (error instanceof GraphQLError) return error;
    const isOurs = error instanceof DenwabanError || isDatabaseAway(error) || (error.statusCode ?? 500) >= 500;
    const extensions = isOurs ? {} : { code: 'BAD_REQUEST' };
    return new GraphQLError(error.message, { originalError: error, extensions });
  }

  function statusOf(error: Error & { statusCode?: number }): number {
    if (error instanceof DenwabanError) return error.status;
    if (error instanceof GraphQLError) return 400;
    return isDatabaseAway(error) ? ERRORS.UNAVAILABLE : (error.statusCode ?? 500);
  }

  return function sendError(error: Error, request: FastifyRequest, reply: FastifyReply) {
    const type = request.headers.accept?.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json';
    if (error instanceof DenwabanError && error.status >= 500 && error.details.rule !== 'closed') {
      request.log.error({ err: error }, 'A GraphQL request was not answered');
    }
    const described = describe(error);
    const told = formatError(described.toJSON(), described);
    const { retryAfter } = told.extensions ?? {};
    if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter);
    return reply
      .code(statusOf(error))
      .type(type)
      .send({ errors: [told] });
  };
}
