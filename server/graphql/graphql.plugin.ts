import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Context } from '../context.js';
import { isDatabaseAway } from '../db/is-database-away.js';
import { DenwabanError, ERRORS } from '../errors.js';
import { createLoaders } from '../loaders.js';
import type { Services } from '../services.js';
import { createApollo } from './apollo.js';
import { createFormatError } from './format-error.js';
import { createSchema } from './schema.js';
import { cookieName, readSlot } from './slots.js';
import { createSocketHandler } from './subscriptions.js';

interface GraphqlOptions {
  services: Services;
  publicUrl: () => string;
}

/** A year; the session itself ends earlier, in the database. */
const COOKIE_SECONDS = 365 * 24 * 3600;

/** `/graphql`: queries and mutations over HTTP, subscriptions over a socket (protocol graphql-transport-ws). */
export async function graphqlPlugin(app: FastifyInstance, { services, publicUrl }: GraphqlOptions) {
  const schema = createSchema();
  const formatError = createFormatError(app.log);
  const apollo = await createApollo({ schema, formatError, log: app.log });
  app.addHook('onClose', () => apollo.stop());

  const context = async (request: FastifyRequest, reply: FastifyReply): Promise<Context> => {
    const slot = readSlot(request.headers['x-denwaban-slot']);
    const actor = await services.accounts.actorOf({
      authorization: request.headers.authorization,
      token: request.cookies[cookieName(slot)],
      address: request.ip,
    });
    return {
      services,
      loaders: createLoaders(services),
      actor,
      slot,
      sessionToken: request.cookies[cookieName(slot)] ?? null,
      address: request.ip,
      signal: new AbortController().signal,
      setSession(token) {
        // The browser's own word for how it reaches us: PUBLIC_URL may be another way in, for Vonage only.
        const secure = (request.headers.origin ?? publicUrl()).startsWith('https:');
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

  const handler = fastifyApolloHandler(apollo, { context: contextOrStatus });
  app.route({
    method: 'GET',
    url: '/graphql',
    handler,
    wsHandler: createSocketHandler({ services, schema, formatError, publicUrl }),
  });
  app.route({ method: 'POST', url: '/graphql', handler });
}
