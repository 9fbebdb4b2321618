import type { FastifyInstance } from 'fastify';
import { answerUnknownPath } from './errors.js';
import type { Part } from './parts.js';

/**
 * Registers an API's routes as a part of their own. Permissions, limits and error format depend on the matching route,
 * never on the text of the URL, which can be written in many ways (`/%73imulator`).
 * @param under the part's own paths; unknown ones among them get a 404 in its format
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
