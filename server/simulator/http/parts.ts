import type { FastifyRequest } from 'fastify';

/** The APIs side by side on one port: each has its own rights, limits and way to write a refusal. */
export type Part = 'applications' | 'account' | 'numbers' | 'users' | 'voice' | 'client' | 'simulator';

declare module 'fastify' {
  interface FastifyContextConfig {
    part?: Part;
  }
}

/** The part whose route was found; the Applications API's way is the one for whatever is nobody's. */
export const partOf = (request: FastifyRequest): Part => request.routeOptions.config.part ?? 'applications';

/** The path of the route that was found, with what was asked for filled in; `/` where there is none. */
export function pathOf(request: FastifyRequest): string {
  const params = request.params as Record<string, string>;
  const route = request.routeOptions.url ?? '/';
  return route.replace(/:(\w+)|\*/g, (found, name?: string) => encodeURIComponent(params[name ?? found] ?? ''));
}
