import type { FastifyRequest } from 'fastify';
import { execute, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { MessageType, stringifyMessage } from 'graphql-ws';
import { type Extra, makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { Context } from '../../context.js';
import { DenwabanError } from '../../errors.js';
import { checkDepth } from '../../json-depth.js';
import type { Services } from '../../services.js';
import type { createFormatError } from '../errors/format-error.js';
import { noteRefusals } from '../errors/note-refusals.js';
import { withinSize } from '../limits/reply-size.js';
import { keyOf, type RequestLimit } from '../limits/request-limit.js';
import { readSlot } from '../limits/slots.js';
import type { InTurn } from '../limits/turns.js';
import type { Arrive, Visitor } from '../limits/visitors.js';
import { createOpenSockets } from './open-sockets.js';
import { readOperation } from './read-operation.js';
import { createSharedSubscribe } from './share-subscriptions.js';

interface SocketOptions {
  services: Services;
  schema: GraphQLSchema;
  formatError: ReturnType<typeof createFormatError>;
  arrive: Arrive;
  requestLimit: RequestLimit;
  inTurn: InTurn;
}

/** What a socket remembers: whoever opened it. */
interface SocketState extends Record<PropertyKey, unknown> {
  context?: Context;
}

/** Close codes: of graphql-transport-ws for a session that is missing, has ended, or has other rights by now; of WebSocket for later. */
const FORBIDDEN = 4403;
const TRY_LATER = 1013;
/** Bytes that a close reason may have (RFC 6455 §5.5); ours are plain ASCII. */
const LONGEST_REASON = 123;

/**
 * The socket's side of /graphql. The session is the slot's cookie, as over HTTP; when it ends (sign-out here or on
 * another server) or its person's role changes, the socket is closed, and with it every open subscription.
 */
export function createSocketHandler(options: SocketOptions) {
  const { services, schema, formatError, arrive, requestLimit, inTurn } = options;
  const openSockets = createOpenSockets();
  return makeHandler<Record<string, unknown>, SocketState>({
    schema,
    subscribe: createSharedSubscribe(),
    // A query or mutation takes its turn as over HTTP.
    execute: (args) =>
      inTurn({ key: keyOf((args.contextValue as Context).actor!), isKnown: true }, async () =>
        withinSize(await execute(args)),
      ),
    // A message that it throws at is answered 4400, whatever kind it is.
    jsonMessageReviver(key, value) {
      if (key === '') checkDepth(value);
      return value;
    },
    async onSubscribe({ extra, subscriptions }, _id, payload) {
      const { context } = extra as Required<SocketState>;
      const actor = context.actor!;
      try {
        openSockets.check(keyOf(actor), subscriptions);
        await requestLimit.again(actor);
        const asked = { schema, asker: context, requestLimit };
        return await inTurn({ key: keyOf(actor), isKnown: true }, () => readOperation(payload, asked));
      } catch (error) {
        return [asGraphqlError(error as Error)];
      }
    },
    async onConnect({ connectionParams, extra, subscriptions }) {
      const { request, socket } = extra as Extra & SocketState;
      const refuse = (code: number, why: string) => {
        socket.close(code, why);
        return false;
      };
      const ended = new AbortController();
      // Before anything is waited for: a page may close its socket meanwhile.
      socket.once('close', () => ended.abort());
      const visitor = await comeIn(request, connectionParams ?? {}).catch((error: unknown) => error);
      if (visitor instanceof Error) return refuse(...closeFor(visitor));
      const { actor, slot, token, address, client, actorNow } = visitor as Visitor;
      if (!actor) return refuse(FORBIDDEN, 'Please sign in');
      const hasRoom = openSockets.open(keyOf(actor), subscriptions, ended.signal);
      if (!hasRoom) return refuse(TRY_LATER, 'Too many open sockets');
      if (token && actor.via === 'session') {
        // With other rights it may come again at once; every subscription is then checked anew.
        await services.accounts.onSessionChange(token, actor, ended.signal, (now) =>
          socket.close(FORBIDDEN, now ? 'Other rights' : 'Signed out'),
        );
      }
      if (actor.via === 'key') {
        services.accounts.onKeyNotEnough(actor.memberId, ended.signal, () =>
          socket.close(FORBIDDEN, 'Key and secret are not enough'),
        );
      }
      if (actor.apiKey) {
        const { apiKeys } = services.accounts;
        await apiKeys.onEnd(actor.apiKey.id, ended.signal, () => socket.close(FORBIDDEN, 'Key revoked or expired'));
      }
      extra.context = {
        services,
        actor,
        actorNow,
        slot,
        sessionToken: token,
        address,
        client,
        signal: ended.signal,
        pendingToken: null,
        setSession: refuseSignIn,
        setPending: refuseSignIn,
      };
      return true;
    },
    context({ extra }): Context {
      return (extra as Required<SocketState>).context;
    },
    // The protocol confirms no subscription. A page has to know from when on it is told of everything, so we say it in a
    // ping, whose payload is ours to choose; any other client answers it with a pong.
    onOperation({ extra }, id, _payload, _args, result) {
      const { socket } = extra as Extra & SocketState;
      if (!('return' in result) || socket.readyState !== socket.OPEN) return;
      socket.send(stringifyMessage({ type: MessageType.Ping, payload: { listening: id } }));
    },
    onError: ({ extra }, _id, _payload, errors) => told(extra as SocketState, errors),
    onNext: ({ extra }, _id, _payload, _args, result) =>
      result.errors ? { ...result, errors: told(extra as SocketState, result.errors) } : undefined,
  });

  /** @throws what `arrive` throws, BAD_INPUT for a slot that is none */
  async function comeIn(request: FastifyRequest, params: Record<string, unknown>): Promise<Visitor> {
    const slot = readSlot(params.slot);
    return arrive(request, { slot, authorization: request.headers.authorization ?? authorizationIn(params) });
  }

  /** Close code and reason for a refused connection. */
  function closeFor(error: Error): [code: number, why: string] {
    if (error instanceof DenwabanError && error.code !== 'LIMIT') return [FORBIDDEN, error.message];
    const plain = formatError({ message: error.message }, error);
    return [TRY_LATER, plain.message.slice(0, LONGEST_REASON)];
  }

  function told({ context }: SocketState, errors: readonly GraphQLError[]): GraphQLFormattedError[] {
    if (context) noteRefusals(context, errors, '');
    return errors.map((error) => formatted(error));
  }

  /** What graphql-js itself says of a request has no code; over HTTP Apollo gives it one. */
  function formatted(error: GraphQLError): GraphQLFormattedError {
    const plain = error.toJSON();
    const ofVariable = !error.path && error.message.startsWith('Variable "');
    if (error.originalError && !ofVariable) return formatError(plain, error);
    const code = ofVariable ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED';
    return formatError({ ...plain, extensions: { code, ...plain.extensions } }, error);
  }
}

function refuseSignIn(): never {
  throw new GraphQLError('Sign in over HTTP, not over a socket.', { extensions: { code: 'BAD_REQUEST' } });
}

const asGraphqlError = (error: Error) => new GraphQLError(error.message, { originalError: error });

/** What the parameters of a connection say in place of a header: clients put it there, or among their headers, in any capitals. */
function authorizationIn(params: Record<string, unknown>): string | undefined {
  const headers = typeof params.headers === 'object' && params.headers !== null ? params.headers : {};
  const [, found] =
    [...Object.entries(params), ...Object.entries(headers)].find(
      ([name, value]) => name.toLowerCase() === 'authorization' && typeof value === 'string',
    ) ?? [];
  return found as string | undefined;
}
