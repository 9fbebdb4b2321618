import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { type Extra, makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { Context } from '../context.js';
import { DenwabanError } from '../errors.js';
import { checkDepth } from '../json-depth.js';
import { createLoaders } from '../loaders.js';
import type { Services } from '../services.js';
import { isOwnOrigin as comesFrom, readClient } from './client.js';
import type { DoorLimit } from './door-limit.js';
import type { createFormatError } from './format-error.js';
import { readOperation } from './read-operation.js';
import { createSharedSubscribe } from './share-subscriptions.js';
import { cookieOf, readSlot } from './slots.js';

interface SocketOptions {
  services: Services;
  schema: GraphQLSchema;
  formatError: ReturnType<typeof createFormatError>;
  publicUrl: () => string;
  doorLimit: DoorLimit;
}

/** What a socket remembers: its session, and how to end each operation that is open on it. */
interface SocketState extends Record<PropertyKey, unknown> {
  context?: Omit<Context, 'loaders'>;
  stops?: Map<string, AbortController>;
}

/** A page has a handful. */
const OPEN_AT_ONCE = 100;

/** Close code of graphql-transport-ws for a session that is missing, has ended, or has other rights by now. */
const FORBIDDEN = 4403;

/**
 * The socket's side of /graphql. The session is the slot's cookie, as over HTTP; when it ends (sign-out here or on
 * another server) or its person's role changes, the socket is closed, and with it every open subscription.
 */
export function createSocketHandler(options: SocketOptions) {
  const { services, schema, formatError, publicUrl, doorLimit } = options;
  return makeHandler<Record<string, unknown>, SocketState>({
    schema,
    subscribe: createSharedSubscribe(),
    // A message that it throws at is answered 4400, whatever kind it is.
    jsonMessageReviver(key, value) {
      if (key === '') checkDepth(value);
      return value;
    },
    async onSubscribe({ extra, subscriptions }, _id, payload) {
      const { context } = extra as Required<SocketState>;
      const isCrowded = Object.keys(subscriptions).length > OPEN_AT_ONCE;
      if (isCrowded) return [new GraphQLError(`A socket may have ${OPEN_AT_ONCE} operations open at once.`)];
      const refusal = await doorLimit(context.actor, context.address ?? '').then(() => null, asGraphqlError);
      return refusal ? [refusal] : readOperation(schema, payload);
    },
    async onConnect({ connectionParams, extra }) {
      const { request, socket } = extra as Extra & SocketState;
      if (!isOwnOrigin(request, publicUrl())) return false;
      const slot = slotOrNull(connectionParams?.slot);
      if (slot === null) return false;
      const { token } = cookieOf(request, slot, publicUrl());
      const authorization = request.headers.authorization ?? asText(connectionParams?.authorization);
      const asking = { authorization, token, slot, address: request.ip };
      const actor = await services.accounts.actorOf(asking).catch(nobody);
      if (!actor) return false;

      const ended = new AbortController();
      socket.once('close', () => ended.abort());
      if (token && actor.via === 'session') {
        // With other rights it may come again at once; every subscription is then checked anew.
        await services.accounts.onSessionChange(token, actor, ended.signal, (now) =>
          socket.close(FORBIDDEN, now ? 'Other rights' : 'Signed out'),
        );
      }
      if (actor.apiKey) {
        const { apiKeys } = services.accounts;
        await apiKeys.onEnd(actor.apiKey.id, ended.signal, () => socket.close(FORBIDDEN, 'Key revoked or expired'));
      }
      extra.stops = new Map();
      extra.context = {
        services,
        actor,
        slot,
        sessionToken: token ?? null,
        address: request.ip,
        client: readClient(request, publicUrl()),
        signal: ended.signal,
        setSession() {
          throw new GraphQLError('Sign in over HTTP, not over a socket.', { extensions: { code: 'BAD_REQUEST' } });
        },
      };
      return true;
    },
    context({ extra }, id): Context {
      const { context, stops } = extra as Required<SocketState>;
      const stop = new AbortController();
      stops.set(id, stop);
      const signal = AbortSignal.any([context.signal, stop.signal]);
      return { ...context, signal, loaders: createLoaders(services) };
    },
    onOperation({ extra }, id, _payload, _args, result) {
      if (!('return' in result)) return;
      // A generator that waits for the next message hears of its end only after it: wake it up.
      const end = result.return.bind(result);
      result.return = (value) => {
        (extra as SocketState).stops?.get(id)?.abort();
        return end(value);
      };
    },
    onComplete({ extra }, id) {
      (extra as SocketState).stops?.delete(id);
    },
    onError: (_context, _id, _payload, errors) => errors.map((error) => formatted(error)),
    onNext: (_context, _id, _payload, _args, result) =>
      result.errors ? { ...result, errors: result.errors.map((error) => formatted(error)) } : undefined,
  });

  /** What graphql-js itself says of a request has no code; over HTTP Apollo gives it one. */
  function formatted(error: GraphQLError): GraphQLFormattedError {
    const plain = error.toJSON();
    const ofVariable = !error.path && error.message.startsWith('Variable "');
    if (error.originalError && !ofVariable) return formatError(plain, error);
    const code = ofVariable ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED';
    return formatError({ ...plain, extensions: { code, ...plain.extensions } }, error);
  }
}

/** Whoever comes with a key that is not valid is nobody. */
function nobody(error: unknown): null {
  if (error instanceof DenwabanError && error.code === 'UNAUTHENTICATED') return null;
  throw error;
}

/** A page of another site must not open a socket with our cookies; a program sends no Origin. */
function isOwnOrigin(request: FastifyRequest, publicUrl: string): boolean {
  const { origin, host } = request.headers;
  if (!origin) return true;
  return URL.canParse(origin) && comesFrom(new URL(origin), host, publicUrl);
}

function slotOrNull(value: unknown): string | null {
  try {
    return readSlot(value);
  } catch {
    return null;
  }
}

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);

const asGraphqlError = (error: Error) => new GraphQLError(error.message, { originalError: error });
