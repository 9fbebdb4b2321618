import type { FastifyRequest } from 'fastify';

/** The APIs on this port: each has its own authentication, limits and error format. */
export type Part = 'applications' | 'account' | 'numbers' | 'users' | 'voice' | 'client' | 'simulator';

declare module 'fastify' {
  interface FastifyContextConfig {
    part?: Part;
  }
}

/** The part of the matching route; unknown paths use the Applications API's format. */
export const partOf = (request: FastifyRequest): Part => request.routeOptions.config.part ?? 'applications';

/** Path of the matching route with its parameters filled in; `/` if there is none. */
export function pathOf(request: FastifyRequest): string {
  const params = request.params as Record<string, string>;
  const route = request.routeOptions.url ?? '/';
  return route.replace(/:(\w+)|\*/g, (found, name?: string) => encodeURIComponent(params[name ?? found] ?? ''));
}
