import type { FastifyInstance } from 'fastify';
import { isTooDeep, MAX_JSON_DEPTH } from '../json-depth.js';
import { SimError } from './errors.js';

/** What is nested too deep is read by JSON.parse, but written by nothing: it is refused before anything keeps it. */
export function noDeepBodies(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (!isTooDeep(request.body)) return;
    throw new SimError(400, 'Bad Request', `The JSON of the body is nested more than ${MAX_JSON_DEPTH} deep.`);
  });
}
