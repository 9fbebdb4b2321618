import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Context } from '../context.js';
import type { createFormatError } from './errors/format-error.js';
import { noteRefusalsOverHttp } from './errors/note-refusals.js';
import { tellWhenAgain } from './errors/tell-when-again.js';
import { checkOperations } from './limits/check-operation.js';
import { MAX_ERRORS, MAX_TOKENS } from './limits/limits.js';
import type { RequestLimit } from './limits/request-limit.js';

interface ApolloOptions {
  schema: GraphQLSchema;
  formatError: ReturnType<typeof createFormatError>;
  requestLimit: RequestLimit;
  log: FastifyBaseLogger;
}

/** Apollo, started. It has no signal handlers of its own: start.ts closes everything, in order. */
export async function createApollo({ schema, formatError, requestLimit, log }: ApolloOptions) {
  const apollo = new ApolloServer<Context>({
    schema,
    formatError,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationOptions: { maxErrors: MAX_ERRORS },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      checkOperations(requestLimit),
      tellWhenAgain,
      noteRefusalsOverHttp,
    ],
    logger: {
      debug: log.debug.bind(log),
      info: log.info.bind(log),
      warn: log.warn.bind(log),
      error: log.error.bind(log),
    },
  });
  await apollo.start();
  return apollo;
}
