import type { FastifyInstance } from 'fastify';
import type { SimulatorDeps } from '../deps.js';

/** Account API: the balance (Vonage: http-api §6). */
export function accountApi(app: FastifyInstance, { cloud, auth }: SimulatorDeps): void {
  app.get('/account/get-balance', (request) => {
    auth.account(request);
    return { value: cloud.account.balance, autoReload: false };
  });
}
