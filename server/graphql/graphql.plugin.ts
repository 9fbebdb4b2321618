import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, getOperationAST, type OperationTypeNode, parse } from 'graphql';
import { PENDING_MS } from '../accounts/sign-in/pending-sign-in.js';
import type { Context } from '../context.js';
import { fail } from '../errors.js';
import { inTime } from '../in-time.js';
import { networkOf } from '../rate-limit.js';
import type { Services } from '../services.js';
import { allowTools } from './allow-tools.js';
import { createApollo } from './apollo.js';
import { createFormatError } from './errors/format-error.js';
import { createSendError } from './errors/send-error.js';
import { checkDocument } from './limits/check-operation.js';
import { MAX_TOKENS } from './limits/limits.js';
import { checkSize } from './limits/reply-size.js';
import { createRequestLimit, keyOf } from './limits/request-limit.js';
import { readSlot } from './limits/slots.js';
import { createTurns } from './limits/turns.js';
import { createVisitors, type Visitor } from './limits/visitors.js';
import { createSchema } from './schema.js';
import { createSocketHandler } from './subscriptions/subscriptions.js';
import { unlessSessionEnds } from './subscriptions/unless-session-ends.js';

interface GraphqlOptions {
  services: Services;
  publicUrl: () => string;
  /** Of one person or program. */
  requestsPerMinute: number;
  /** Milliseconds that a request may take. */
  longestMs: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The client at /graphql. */
    visitor: Visitor | null;
  }
}

/** Room for the largest preset. Bytes. */
const BODY_LIMIT = 512 * 1024;

/** A year; the session itself ends earlier, in the database. */
const COOKIE_SECONDS = 365 * 24 * 3600;

/** `/graphql`: queries and mutations over HTTP, subscriptions over a socket (protocol graphql-transport-ws). */
export async function graphqlPlugin(app: FastifyInstance, options: GraphqlOptions) {
  const { services, publicUrl, requestsPerMinute, longestMs } = options;
  const requestLimit = createRequestLimit(requestsPerMinute);
  const inTurn = createTurns();
  const schema = createSchema();
  const formatError = createFormatError(app.log);
  const own = () => ({ publicUrl: publicUrl(), ...services.origins.known() });
  const arrive = createVisitors({ services, own, requestLimit });
  const apollo = await createApollo({ schema, formatError, requestLimit, log: app.log });
  let closed = false;
  app.addHook('onClose', async () => {
    closed = true;
    await apollo.stop();
  });
  app.setErrorHandler(createSendError(formatError));

  allowTools(app, () => own().tools);

  // Checked before the body is read, so that strangers cost little. A socket authenticates later.
  app.decorateRequest('visitor', null);
  app.addHook('onRequest', async (request) => {
    if (request.ws || request.method === 'OPTIONS') return;
    const slot = readSlot(request.headers['x-denwaban-slot']);
    request.visitor = await arrive(request, { slot, authorization: request.headers.authorization });
  });

  const context = async (request: FastifyRequest, reply: FastifyReply): Promise<Context> => {
    const visitor = request.visitor!;
    const { actor, slot, token, address, client, actorNow, cookie } = visitor;
    const pendingName = `${cookie.name}_code`;
    return {
      services,
      actor,
      actorNow,
      slot,
      sessionToken: token,
      pendingToken: request.cookies[pendingName] ?? null,
      address,
      client,
      signal: new AbortController().signal,
      setSession(opened) {
        visitor.token = opened;
        const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: cookie.secure } as const;
        if (opened) void reply.setCookie(cookie.name, opened, { ...options, maxAge: COOKIE_SECONDS });
        else void reply.clearCookie(cookie.name, options);
      },
      setPending(begun) {
        const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: cookie.secure } as const;
        if (begun) void reply.setCookie(pendingName, begun, { ...options, maxAge: PENDING_MS / 1000 });
        else if (request.cookies[pendingName]) void reply.clearCookie(pendingName, options);
      },
    };
  };
  const answer = fastifyApolloHandler(apollo, { context });

  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const visitor = request.visitor!;
    const { actor, address } = visitor;
    const asker = { key: actor ? keyOf(actor) : networkOf(address), isKnown: actor !== null };
    const work = async () => {
      // It waited for its turn until its time was over.
      if (closed)
        throw fail('UNAVAILABLE', 'The server is being stopped. Please try again in a moment.', { rule: 'closed' });
      const operation = readKind(request, visitor);
      const answered = Promise.resolve(answer.call(app, request, reply));
      // A mutation looks again before each of its fields, and may end the session itself.
      return operation === 'query' ? unlessSessionEnds(services.accounts, visitor, answered) : answered;
    };
    const text = await inTime(longestMs, inTurn(asker, work));
    if (typeof text === 'string') checkSize(text);
    return text;
  };
  app.route({
    method: 'GET',
    url: '/graphql',
    bodyLimit: BODY_LIMIT,
    handler(request, reply) {
      // No page of another site can send it without asking first, and the cookie is then not looked at.
      if (request.headers.authorization) request.headers['apollo-require-preflight'] = 'authorization';
      return handler(request, reply);
    },
    wsHandler: createSocketHandler({ services, schema, formatError, arrive, requestLimit, inTurn }),
  });
  app.route({ method: 'POST', url: '/graphql', bodyLimit: BODY_LIMIT, handler });
}

/** Kind of operation of a request; null if Apollo will report what is wrong. @throws see checkDocument */
function readKind({ body, query }: FastifyRequest, { actor }: Visitor): OperationTypeNode | null {
  const { query: text, operationName } = { ...(query as object), ...(body as object) } as Record<string, unknown>;
  if (typeof text !== 'string') return null;
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: MAX_TOKENS });
  } catch {
    return null;
  }
  checkDocument(document, actor);
  return getOperationAST(document, typeof operationName === 'string' ? operationName : null)?.operation ?? null;
}
