import type { FastifyInstance } from 'fastify';
import { isTooDeep, MAX_JSON_DEPTH } from '../../json-depth.js';
import { SimError } from './errors.js';

/** JSON.parse accepts deep nesting that nothing can write back: refuse it before anything stores it. */
export function noDeepBodies(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (!isTooDeep(request.body)) return;
    throw new SimError(400, 'Bad Request', `The JSON of the body is nested more than ${MAX_JSON_DEPTH} deep.`);
  });
}

/** Clients declare JSON even when they send no body: the Client SDK, and old server SDKs with a query. */
export function readBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser(/^application\/([\w.-]+\+)?json\b/i, { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, body as string, done);
  });
}
