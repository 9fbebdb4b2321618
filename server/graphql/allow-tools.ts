import type { FastifyInstance } from 'fastify';

const METHODS = 'GET, POST';
/** Headers of third-party clients: authorization, and what tells Apollo that it is not a form of another site. */
const HEADERS = 'authorization, content-type, accept, apollo-require-preflight, x-apollo-operation-name';
/** Seconds that a browser may cache the reply; short, because an origin may be removed from the list. */
const CACHED_SECONDS = '600';

/**
 * Lets pages of the listed tools ask from a browser and read the answer (CORS), without cookies. All others are told
 * nothing, which a browser takes for a no.
 */
export function allowTools(app: FastifyInstance, tools: () => readonly string[]): void {
  app.addHook('onRequest', async ({ headers: { origin } }, reply) => {
    reply.header('vary', 'Origin');
    if (origin === undefined || !tools().includes(origin)) return;
    reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', 'retry-after');
  });

  app.options('/graphql', async ({ headers: { origin } }, reply) => {
    if (origin !== undefined && tools().includes(origin)) {
      reply
        .header('access-control-allow-methods', METHODS)
        .header('access-control-allow-headers', HEADERS)
        .header('access-control-max-age', CACHED_SECONDS);
    }
    return reply.header('allow', `${METHODS}, OPTIONS`).code(204).send();
  });
}
