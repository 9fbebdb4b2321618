import type { FastifyInstance } from 'fastify';
import { isClientPath, SimError } from './errors.js';

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The controls are for programs and pages of this machine: a page from elsewhere is refused, one from here may read
 * the replies (CORS).
 */
export function localPagesOnly(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (!origin || !request.url.startsWith('/simulator')) return;
    if (!LOCAL.test(origin)) throw new SimError(403, 'Forbidden', `Pages of ${origin} may not control the simulator.`);
    reply.header('access-control-allow-origin', origin).header('vary', 'origin');
    if (request.method !== 'OPTIONS') return;
    return reply
      .status(204)
      .header('access-control-allow-methods', 'GET, POST, PATCH, DELETE')
      .header('access-control-allow-headers', 'content-type')
      .send();
  });
}

/** The Client SDK runs in pages of any origin: they may read the replies, only the token counts (CORS). */
export function clientPagesOfAnyOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.headers.origin || !isClientPath(request.url)) return;
    reply.header('access-control-allow-origin', '*');
    if (request.method !== 'OPTIONS') return;
    return reply
      .status(204)
      .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '600')
      .send();
  });
}
