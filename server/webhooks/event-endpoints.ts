import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Calls } from '../calls/calls.service.js';
import { type Body, classifyEvent } from '../calls/events/classify-event.js';
import { isAway } from '../calls/events/inbox.js';
import type { KeepContact } from '../calls/operations/keep-contact.js';
import { badInput, DenwabanError } from '../errors.js';
import { isUuid } from '../ids.js';
import { inTime } from '../in-time.js';
import { arrivalOf, type CheckSender, isUnsigned } from './check-sender.js';
import { readWebhook } from './read-webhook.js';

/** Statuses to which the reply may be an NCCO (Vonage: webhooks §3.8). */
const MAY_REPLY = ['timeout', 'failed', 'rejected', 'unanswered', 'busy', 'disconnected', 'human', 'machine'];

/** Milliseconds; the event is stored by then, and Vonage waits for its 200. */
const APPLY_MS = 2000;

/**
 * The endpoints that store events: 200 once the event is stored, 503 while it cannot be, 4xx for invalid ones.
 */
export function createEventEndpoints(deps: { calls: Calls; checkSender: CheckSender; keepContact: KeepContact }) {
  const { calls, checkSender, keepContact } = deps;

  function endpoint(door: 'event' | 'recording') {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      try {
        const webhook = readWebhook(request);
        const { applicationId, hide, signature } = await checkSender(arrivalOf(request), webhook);
        const { raw, query } = webhook;
        const { operation } = operationIn(query);
        const body: Body = { ...webhook.body, ...(operation && { operation }) };
        if (Object.keys(webhook.body).length === 0) throw badInput('body', 'required', 'An event must say something.');
        const kind = classifyEvent(body);
        if (kind === 'unknown') request.log.warn({ applicationId, door }, 'An event of an unknown kind was stored.');
        const event = { applicationId, door, kind, raw, body: hide(body), signature };
        const mayReply = kind === 'notify' || kind === 'input' || MAY_REPLY.some((status) => status === body.status);
        const rowId = await calls.accept(event);
        const said = (what: string) => (err: unknown) => {
          request.log.warn({ err }, what);
          return null;
        };
        // Vonage waits for both together.
        const [ncco] = await Promise.all([
          mayReply && operation
            ? inTime(APPLY_MS, keepContact(applicationId, operation)).catch(
                said('The database did not say in time whether a contact is to wait; Vonage ends their call.'),
              )
            : null,
          mayReply
            ? inTime(APPLY_MS, calls.apply(applicationId, rowId)).catch(
                said('An event was stored and will be applied later.'),
              )
            : null,
        ]);
        reply.code(200).send(ncco ?? undefined);
      } catch (error) {
        refuse(request, reply, error);
      }
    };
  }

  return { event: endpoint('event'), recording: endpoint('recording') };
}

/** Id of the operation that placed the leg, from the URL (operations/send-step.ts). */
function operationIn({ operation }: Record<string, string>): { operation?: string } {
  return operation !== undefined && isUuid(operation) ? { operation } : {};
}

/** Also for Fastify's error handler. After a 503 Vonage sends the event again (Vonage: webhooks §1). */
export function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  if (error instanceof DenwabanError) {
    const { retryAfter } = error.details;
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    if (error.status >= 500 && !isUnsigned(error) && !isAway(error))
      request.log.error({ err: error }, 'An event could not be stored.');
    reply.code(error.status).send({ error: error.message, code: error.code });
    return;
  }
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    reply.code(status).send({ error: (error as Error).message, code: 'BAD_INPUT' });
    return;
  }
  request.log.error({ err: error }, 'An event could not be stored.');
  reply.code(503).send({ error: 'The event could not be stored.', code: 'UNAVAILABLE' });
}
