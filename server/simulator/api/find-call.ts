import type { FastifyRequest } from 'fastify';
import type { CallRecord } from '../network/call-records.js';
import type { Leg } from '../network/leg.js';

/** Finds the call that a request is about. */
export interface FindCall {
  /** @throws SimError 404 */
  known(request: FastifyRequest): CallRecord;
  /** A leg that is answered and not over. @throws SimError 404, 400 */
  talking(request: FastifyRequest): Leg;
}
