import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Context } from '../context.js';
import { isDatabaseAway } from '../db/is-database-away.js';
import { DenwabanError, ERRORS } from '../errors.js';
import { createLoaders } from '../loaders.js';
import type { Services } from '../services.js';
import { createApollo } from './apollo.js';
import { readClient } from './client.js';
import { createDoorLimit } from './door-limit.js';
import { createFormatError } from './format-error.js';
import { createSchema } from './schema.js';
import { cookieName, readSlot } from './slots.js';
import { createSocketHandler } from './subscriptions.js';

interface GraphqlOptions {
  services: Services;
  publicUrl: () => string;
  /** Of one person or program. */
  requestsPerMinute: number;
  /** Milliseconds that a request may take. */
  longestMs: number;
}

/** Room for the largest preset. Bytes. */
const BODY_LIMIT = 512 * 1024;

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** A year; the session itself ends earlier, in the database. */
const COOKIE_SECONDS = 365 * 24 * 3600;

/** `/graphql`: queries and mutations over HTTP, subscriptions over a socket (protocol graphql-transport-ws). */
export async function graphqlPlugin(app: FastifyInstance, options: GraphqlOptions) {
  const { services, publicUrl, requestsPerMinute, longestMs } = options;
  const doorLimit = createDoorLimit(requestsPerMinute);
  const schema = createSchema();
  const formatError = createFormatError(app.log);
  const apollo = await createApollo({ schema, formatError, log: app.log });
  app.addHook('onClose', () => apollo.stop());

  const context = async (request: FastifyRequest, reply: FastifyReply): Promise<Context> => {
    const slot = readSlot(request.headers['x-denwaban-slot']);
    const actor = await services.accounts.actorOf({
      authorization: request.headers.authorization,
      token: request.cookies[cookieName(slot)],
      slot,
      address: request.ip,
    });
    await doorLimit(actor, request.ip);
    return {
      services,
      loaders: createLoaders(services),
      actor,
      slot,
      sessionToken: request.cookies[cookieName(slot)] ?? null,
      address: request.ip,
      client: readClient(request, publicUrl()),
      signal: new AbortController().signal,
      setSession(token) {
        // The browser's own word for how it reaches us: PUBLIC_URL may be another way in, for Vonage only.
        const secure = (request.headers.origin ?? publicUrl()).startsWith('https:') || request.protocol === 'https';
        const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
        if (token) void reply.setCookie(cookieName(slot), token, { ...options, maxAge: COOKIE_SECONDS });
        else void reply.clearCookie(cookieName(slot), options);
      },
    };
  };

  /** Apollo answers 500 to whatever a context throws, unless it says otherwise. */
  const contextOrStatus: typeof context = (request, reply) =>
    context(request, reply).catch((error) => {
      const known = error instanceof DenwabanError ? error.status : isDatabaseAway(error) && ERRORS.UNAVAILABLE;
      if (!known) throw error;
      throw new GraphQLError(error.message, { originalError: error, extensions: { http: { status: known } } });
    });

  app.setErrorHandler(sendError);
  const handler = fastifyApolloHandler(apollo, { context: contextOrStatus });
  const limits = { bodyLimit: BODY_LIMIT, handlerTimeout: longestMs };
  app.route({
    method: 'GET',
    url: '/graphql',
    ...limits,
    handler,
    wsHandler: createSocketHandler({ services, schema, formatError, publicUrl, doorLimit }),
  });
  app.route({ method: 'POST', url: '/graphql', ...limits, handler });
}

/** What went wrong before Apollo saw the request, or because it takes too long; in the words that Apollo would use. */
function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const status = error.statusCode ?? 500;
  const type = request.headers.accept?.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json';
  if (status >= 500) request.log.error({ err: error }, 'A GraphQL request was not answered');
  return reply
    .code(status)
    .type(type)
    .send({ errors: [describe(error, status)] });
}

function describe(error: FastifyError, status: number) {
  if (error.code === 'FST_ERR_HANDLER_TIMEOUT') {
    const message = 'This takes too long. It may still be done; look before you try again.';
    return { message, extensions: { code: 'UNAVAILABLE', rule: 'slow' } };
  }
  if (status < 500) return { message: error.message, extensions: { code: 'BAD_REQUEST' } };
  return { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL' } };
}
