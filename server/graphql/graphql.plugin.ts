import { HeaderMap } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Context } from '../context.js';
import { isDatabaseAway } from '../db/is-database-away.js';
import { DenwabanError, ERRORS } from '../errors.js';
import { inTime } from '../in-time.js';
import { createLoaders } from '../loaders.js';
import type { Services } from '../services.js';
import { createApollo } from './apollo.js';
import { readClient } from './client.js';
import { createDoorLimit } from './door-limit.js';
import { createFormatError } from './format-error.js';
import { createSchema } from './schema.js';
import { cookieOf, readSlot } from './slots.js';
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
    const { name, secure, token } = cookieOf(request, slot, publicUrl());
    const actor = await services.accounts.actorOf({
      authorization: request.headers.authorization,
      token,
      slot,
      address: request.ip,
    });
    await doorLimit(actor, request.ip);
    return {
      services,
      loaders: createLoaders(services),
      actor,
      slot,
      sessionToken: token ?? null,
      address: request.ip,
      client: readClient(request, publicUrl()),
      signal: new AbortController().signal,
      setSession(opened) {
        const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
        if (opened) void reply.setCookie(name, opened, { ...options, maxAge: COOKIE_SECONDS });
        else void reply.clearCookie(name, options);
      },
    };
  };

  /** Apollo answers 500 to whatever a context throws, unless it says otherwise. */
  const contextOrStatus: typeof context = (request, reply) =>
    context(request, reply).catch((error) => {
      const known = error instanceof DenwabanError ? error.status : isDatabaseAway(error) && ERRORS.UNAVAILABLE;
      if (!known) throw error;
      const { retryAfter } = error instanceof DenwabanError ? error.details : {};
      const headers = new HeaderMap(retryAfter === undefined ? [] : [['retry-after', String(retryAfter)]]);
      throw new GraphQLError(error.message, { originalError: error, extensions: { http: { status: known, headers } } });
    });

  app.setErrorHandler(sendError);
  const answer = fastifyApolloHandler(apollo, { context: contextOrStatus });
  const handler = (request: FastifyRequest, reply: FastifyReply) =>
    inTime(longestMs, Promise.resolve(answer.call(app, request, reply)));
  app.route({
    method: 'GET',
    url: '/graphql',
    bodyLimit: BODY_LIMIT,
    handler,
    wsHandler: createSocketHandler({ services, schema, formatError, publicUrl, doorLimit }),
  });
  app.route({ method: 'POST', url: '/graphql', bodyLimit: BODY_LIMIT, handler });
}

/** What went wrong before Apollo saw the request, or because it takes too long; in the words that Apollo would use. */
function sendError(error: FastifyError | DenwabanError, request: FastifyRequest, reply: FastifyReply) {
  const type = request.headers.accept?.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json';
  const { status, ...told } = describe(error);
  if (status >= 500) request.log.error({ err: error }, 'A GraphQL request was not answered');
  return reply
    .code(status)
    .type(type)
    .send({ errors: [told] });
}

function describe(error: FastifyError | DenwabanError) {
  const { message } = error;
  if (error instanceof DenwabanError) {
    return { status: error.status, message, extensions: { code: error.code, ...error.details } };
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return { status, message, extensions: { code: 'BAD_REQUEST' } };
  return { status, message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL' } };
}
