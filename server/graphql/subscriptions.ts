import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema, specifiedRules, validate } from 'graphql';
import { type Extra, makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { Context } from '../context.js';
import { createLoaders } from '../loaders.js';
import type { Services } from '../services.js';
import type { createFormatError } from './format-error.js';
import { limits } from './limits.js';
import { cookieName, readSlot } from './slots.js';

interface SocketOptions {
  services: Services;
  schema: GraphQLSchema;
  formatError: ReturnType<typeof createFormatError>;
  publicUrl: () => string;
}

/** What a socket remembers: its session, and how to end everything that is open on it. */
interface SocketState extends Record<PropertyKey, unknown> {
  context?: Context;
}

/** Close code of graphql-transport-ws for a session that is missing or has ended. */
const FORBIDDEN = 4403;

/**
 * The socket's side of /graphql. The session is the slot's cookie, as over HTTP; when it ends (sign-out here or on
 * another server) the socket is closed, and with it every open subscription.
 */
export function createSocketHandler({ services, schema, formatError, publicUrl }: SocketOptions) {
  return makeHandler<Record<string, unknown>, SocketState>({
    schema,
    validate: (known, document) => validate(known, document, [...specifiedRules, limits]),
    async onConnect({ connectionParams, extra }) {
      const { request, socket } = extra as Extra & SocketState;
      if (!isOwnOrigin(request, publicUrl())) return false;
      const slot = readSlot(connectionParams?.slot);
      const token = request.cookies[cookieName(slot)];
      const authorization = request.headers.authorization ?? asText(connectionParams?.authorization);
      const actor = await services.accounts.actorOf({ authorization, token });
      if (!actor) return false;

      const ended = new AbortController();
      socket.once('close', () => ended.abort());
      if (token && actor.via === 'session') {
        services.accounts.onSessionEnd(token, ended.signal, () => socket.close(FORBIDDEN, 'Signed out'));
      }
      extra.context = {
        services,
        get loaders() {
          return createLoaders(services);
        },
        actor,
        slot,
        sessionToken: token ?? null,
        signal: ended.signal,
        setSession() {
          throw new GraphQLError('Sign in over HTTP, not over a socket.', { extensions: { code: 'BAD_REQUEST' } });
        },
      };
      return true;
    },
    context: ({ extra }) => (extra as SocketState).context,
    onError: (_context, _id, _payload, errors) => errors.map((error) => formatted(error)),
    onNext: (_context, _id, _payload, _args, result) =>
      result.errors ? { ...result, errors: result.errors.map((error) => formatted(error)) } : undefined,
  });

  function formatted(error: GraphQLError): GraphQLFormattedError {
    return formatError(error.toJSON(), error);
  }
}

/** A page of another site must not open a socket with our cookies; a program sends no Origin. */
function isOwnOrigin(request: FastifyRequest, publicUrl: string): boolean {
  const { origin, host } = request.headers;
  if (!origin) return true;
  return URL.canParse(origin) && (new URL(origin).host === host || origin === new URL(publicUrl).origin);
}

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);
