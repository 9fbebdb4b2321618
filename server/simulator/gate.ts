import type { FastifyInstance } from 'fastify';
import type { SimulatorDeps } from './deps.js';
import { isClientPath } from './errors.js';

/** Before every request of Vonage's own APIs: the failures that a test ordered, then the account's limit. */
export function faultsAndLimits(app: FastifyInstance, { faults, limits }: SimulatorDeps): void {
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0]!;
    if (path.startsWith('/simulator')) return;
    const fault = faults.takeRequestFault(path);
    if (fault && 'delay_ms' in fault) await new Promise((resolve) => setTimeout(resolve, fault.delay_ms));
    else if (fault && 'garbage' in fault) return reply.status(200).type('text/html').send('<html><bod');
    else if (fault) return reply.status(fault.status).send(fault.body ?? { title: 'Fault', detail: 'Ordered.' });
    if (isClientPath(path)) return;
    if (request.method === 'POST' && path === '/v1/calls') limits.needCall();
    else limits.needRequest();
  });
}
