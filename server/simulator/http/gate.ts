import type { FastifyInstance } from 'fastify';
import type { SimulatorDeps } from '../deps.js';
import { partOf, pathOf } from './parts.js';

/** Before every request of Vonage's own APIs: the failures that a test ordered, then the account's limit. */
export function faultsAndLimits(app: FastifyInstance, { faults, limits }: SimulatorDeps): void {
  app.addHook('onRequest', async (request, reply) => {
    const part = partOf(request);
    if (part === 'simulator') return;
    const fault = faults.takeRequestFault(pathOf(request));
    if (fault && 'delay_ms' in fault) await new Promise((resolve) => setTimeout(resolve, fault.delay_ms));
    else if (fault && 'garbage' in fault) return reply.status(200).type('text/html').send('<html><bod');
    else if (fault) return reply.status(fault.status).send(fault.body ?? { title: 'Fault', detail: 'Ordered.' });
    // What the Client SDK asks for counts against no limit.
    if (part === 'client') return;
    if (request.method === 'POST' && request.routeOptions.url === '/v1/calls') limits.needCall();
    else limits.needRequest();
  });
}
