import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import { SimError } from './errors.js';

/** @throws SimError 415 unless the content type is JSON */
export function needJson(request: FastifyRequest): void {
  if (/^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) return;
  throw new SimError(
    415,
    'Unsupported Content-Type header',
    "Unsupported Content-Type header provided. Must be one of the following: 'application/json'",
    { type: 'content-type-header' },
  );
}

const VERBS: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Answers other methods at a URL with 405 (Vonage: http-api §0, family A). */
export function onlyVerbs(app: FastifyInstance, url: string, allowed: HTTPMethods[]): void {
  app.route({
    url,
    method: VERBS.filter((verb) => !allowed.includes(verb)),
    handler(request) {
      throw new SimError(405, 'Request method not allowed', `Request method '${request.method}' not supported`, {
        type: 'wrong-verb',
        headers: { allow: allowed.join(', ') },
      });
    },
  });
}

/** Answers an Applications request that does not accept JSON with 406. */
export function needAcceptJson(request: FastifyRequest): void {
  const accept = request.headers.accept;
  if (!accept || /\*\/\*|application\/(\*|([\w.-]+\+)?json)/i.test(accept)) return;
  throw new SimError(
    406,
    'Invalid Accept header',
    "Invalid Accept header provided. Must be one of the following: 'application/json'",
    { type: 'accept-header' },
  );
}
