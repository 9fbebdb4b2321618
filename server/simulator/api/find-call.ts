import type { FastifyRequest } from 'fastify';
import type { CallRecord } from '../network/call-records.js';
import type { Leg } from '../network/leg.js';

/** Finds the call of a request. */
export interface FindCall {
  /** @throws SimError 404 */
  known(request: FastifyRequest): CallRecord;
  /** An answered leg that has not ended. @throws SimError 404, 400 */
  talking(request: FastifyRequest): Leg;
}
