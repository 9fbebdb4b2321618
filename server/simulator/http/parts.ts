import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerUnknownPath } from './errors.js';

/** The APIs side by side on one port: each has its own rights, limits and way to write a refusal. */
export type Part = 'applications' | 'account' | 'numbers' | 'users' | 'voice' | 'client' | 'simulator';

declare module 'fastify' {
  interface FastifyContextConfig {
    part?: Part;
  }
}

/**
 * Registers an API's routes as a part of their own. What a request may do, counts for and is answered with goes by the
 * route that was found, never by the text of its address: that can be written in many ways (`/%73imulator`).
 * @param under the part's own paths, of which those that nobody serves are answered 404 in its way
 */
export function part(app: FastifyInstance, name: Part, under: string[], routes: (app: FastifyInstance) => void): void {
  app.register(async (own) => {
    own.addHook('onRoute', (route) => {
      route.config = { ...route.config, part: name };
    });
    routes(own);
    for (const path of under) own.all(path, answerUnknownPath);
  });
}

/** The part whose route was found; the Applications API's way is the one for whatever is nobody's. */
export const partOf = (request: FastifyRequest): Part => request.routeOptions.config.part ?? 'applications';

/** The path of the route that was found, with what was asked for filled in; `/` where there is none. */
export function pathOf(request: FastifyRequest): string {
  const params = request.params as Record<string, string>;
  const route = request.routeOptions.url ?? '/';
  return route.replace(/:(\w+)|\*/g, (found, name?: string) => encodeURIComponent(params[name ?? found] ?? ''));
}
