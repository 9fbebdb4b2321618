import type { FastifyInstance } from 'fastify';
import { answerUnknownPath } from './errors.js';
import type { Part } from './parts.js';

/**
 * Registers an API's routes as a part of their own. What a request may do, counts for and is answered with goes by the
 * route that was found, never by the text of its address: that can be written in many ways (`/%73imulator`).
 * @param under the part's own paths, of which those that nobody serves are answered 404 in its way
 */
export function registerPart(
  app: FastifyInstance,
  name: Part,
  under: string[],
  routes: (app: FastifyInstance) => void,
): void {
  app.register(async (own) => {
    own.addHook('onRoute', (route) => {
      route.config = { ...route.config, part: name };
    });
    routes(own);
    for (const path of under) own.all(path, answerUnknownPath);
  });
}
