import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import jwt from 'jsonwebtoken';
import type { RequestFault } from '../control/faults.js';
import type { SimulatorDeps } from '../deps.js';
import { partOf, pathOf } from './parts.js';

const GARBAGE = '<html><bod';
const ORDERED = { title: 'Fault', detail: 'Ordered.' };

/** Before every request to Vonage's own APIs: injected faults, then the account's limit. */
export function faultsAndLimits(app: FastifyInstance, { faults, limits }: SimulatorDeps): void {
  /** Faults of requests that take effect, until their response is sent. */
  const ofReplies = new WeakMap<FastifyRequest, RequestFault>();
  /** Milliseconds until a request takes effect that was received already; its sender may have given up by then. */
  const delays = new WeakMap<FastifyRequest, number>();

  app.addHook('onRequest', async (request, reply) => {
    const part = partOf(request);
    if (part === 'simulator') return;
    const fault = faults.takeRequestFault({
      path: pathOf(request),
      method: request.method,
      applicationId: applicationOf(request),
    });
    if (fault?.after) ofReplies.set(request, fault);
    else if (fault && isDelayOnly(fault)) delays.set(request, fault.delay_ms);
    else if (fault && (await fail(fault, request, reply))) return reply;
    // The Client SDK's requests do not count against any limit.
    if (part === 'client') return;
    if (request.method === 'POST' && request.routeOptions.url === '/v1/calls') limits.needCall();
    else limits.needRequest();
  });

  app.addHook('preHandler', async (request) => {
    const delay = delays.get(request);
    if (delay) await sleep(delay);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = ofReplies.get(request);
    if (!fault) return payload;
    ofReplies.delete(request);
    if (fault.delay_ms) await sleep(fault.delay_ms);
    if ('cut' in fault) request.raw.socket.destroy();
    if ('garbage' in fault) {
      reply.code(200).type('text/html');
      return GARBAGE;
    }
    if (!('status' in fault)) return payload;
    reply.code(fault.status).type('application/json');
    return JSON.stringify(fault.body ?? ORDERED);
  });
}

const isDelayOnly = (fault: RequestFault): fault is RequestFault & { delay_ms: number } =>
  !('cut' in fault || 'garbage' in fault || 'status' in fault);

/** @returns whether the request has been answered, or never will be */
async function fail(fault: RequestFault, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  if (fault.delay_ms) await sleep(fault.delay_ms);
  if ('cut' in fault) {
    reply.hijack();
    request.raw.socket.destroy();
  } else if ('garbage' in fault) reply.status(200).type('text/html').send(GARBAGE);
  else if ('status' in fault) reply.status(fault.status).send(fault.body ?? ORDERED);
  else return false;
  return true;
}

/** Application of the token, unverified: faults apply before permissions are checked. */
function applicationOf({ headers }: FastifyRequest): string | undefined {
  try {
    const claims = jwt.decode((headers.authorization ?? '').replace(/^bearer /i, ''), { json: true });
    return typeof claims?.application_id === 'string' ? claims.application_id : undefined;
  } catch {
    return undefined;
  }
}
