import type { FastifyInstance } from 'fastify';
import { type CheckReachability, REACHABLE_PATH } from '../applications/reachability.js';

/**
 * Lets a server that checks its own PUBLIC_URL verify that the request has reached it, or another server of the same
 * installation.
 */
export function reachableEndpoint(app: FastifyInstance, reachability: CheckReachability): void {
  app.get<{ Querystring: { nonce?: string } }>(REACHABLE_PATH, async (request, reply) => {
    const proof = reachability.proof(String(request.query.nonce ?? ''));
    if (proof === null) return reply.code(404).send({ error: 'There is nothing here.', code: 'NOT_FOUND' });
    return reply.type('text/plain').send(proof);
  });
}
