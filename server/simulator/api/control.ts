import type { FastifyInstance } from 'fastify';
import type { SimulatorDeps } from '../deps.js';

/** The simulator's own controls, for tests, scripts and the handset pages of this machine. */
export function controlApi(app: FastifyInstance, { clock, faults }: SimulatorDeps): void {
  app.get('/simulator/healthz', () => ({ pid: process.pid }));

  app.post<{ Body: { advance_ms: number } }>('/simulator/clock', async (request) => {
    await clock.advance(request.body.advance_ms);
    return { now: clock.now().toISOString() };
  });

  app.delete('/simulator/faults', async (_request, reply) => {
    faults.clear();
    return reply.status(204).send();
  });
}
