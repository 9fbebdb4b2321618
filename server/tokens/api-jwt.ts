import { randomBytes } from 'node:crypto';
import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseAway } from '../db/is-database-away.js';
import { badInput, DenwabanError, fail } from '../errors.js';
import { inTime } from '../in-time.js';
import { createRateLimit, networkOf, refuseFor } from '../rate-limit.js';
import type { Tokens } from './tokens.service.js';

const BODY_LIMIT = 100_000;
/** Milliseconds; includes a request to Vonage for the user. */
const LONGEST_MS = 30_000;

interface JwtOptions {
  tokens: Tokens;
  /** Per address: an office, or a mobile operator's many phones. */
  requestsPerMinute: number;
}

/**
 * `POST /api/jwt` for the guide's mobile and web clients: JSON, a form or a query in, four strings out. Errors are
 * `{"error": sentence, "code"}`. Any origin may send requests, because the application's key is required and cookies
 * are ignored.
 */
export async function apiJwt(app: FastifyInstance, { tokens, requestsPerMinute }: JwtOptions) {
  const ofPlace = createRateLimit({ points: requestsPerMinute, seconds: 60 });
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  // The parameters may be in the query, and some clients then declare an empty body as JSON.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    body.trim() === '' ? done(null, undefined) : parseJson(request, body, done),
  );
  app.setErrorHandler(sendError);
  app.addHook('onRequest', async (_, reply) => {
    reply.header('access-control-allow-origin', '*').header('cache-control', 'no-store');
  });

  app.options('/api/jwt', async (_, reply) =>
    reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', '86400')
      .code(204)
      .send(),
  );

  app.post('/api/jwt', { bodyLimit: BODY_LIMIT }, async (request) => {
    refuseFor(await ofPlace.take(networkOf(request.ip)), 'requests', 'Too many requests.');
    const body = { ...(request.query as Record<string, unknown>), ...readBody(request.body) };
    const asked = tokens.forMobileKey({
      mobileApiKey: text(body, 'mobile_api_key'),
      userName: text(body, 'user_name'),
      expiresAt: body.expires_at === undefined || body.expires_at === null ? null : text(body, 'expires_at'),
      address: request.ip,
    });
    const token = await inTime(LONGEST_MS, asked);
    return {
      user_id: token.userId,
      user_name: token.userName,
      jwt: token.jwt,
      expires_at: token.expiresAt.toISOString(),
    };
  });
}

function readBody(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null || body === '') return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw fail('BAD_INPUT', 'The body must be a JSON object or a form with mobile_api_key and user_name.');
  }
  return body as Record<string, unknown>;
}

function text(body: Record<string, unknown>, key: string): string {
  const value = body[key];
  if (value === undefined || value === null || value === '') throw badInput(key, 'required', `${key} is missing.`);
  if (typeof value !== 'string') throw badInput(key, 'type', `${key} must be text.`);
  return value;
}

function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const { status, code, message } = describe(error);
  const retryAfter = error instanceof DenwabanError ? error.details.retryAfter : undefined;
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (status < 500) return reply.code(status).send({ error: message, code });
  const reference = randomBytes(4).toString('hex');
  request.log.error({ err: error, reference }, 'A token could not be given');
  return reply.code(status).send({ error: code === 'INTERNAL' ? `${message} Reference: ${reference}` : message, code });
}

function describe(error: FastifyError): { status: number; code: string; message: string } {
  if (error instanceof DenwabanError) {
    const status = error.code.startsWith('VONAGE_') ? 503 : error.status;
    return { status, code: error.code, message: error.message };
  }
  if (isDatabaseAway(error)) {
    return { status: 503, code: 'UNAVAILABLE', message: 'The database does not answer; please try again in a moment.' };
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return { status, code: 'BAD_INPUT', message: error.message };
  return { status: 500, code: 'INTERNAL', message: 'Something went wrong on our side.' };
}
