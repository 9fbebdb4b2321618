import type { FastifyInstance } from 'fastify';
import type { CheckReachability } from '../applications/reachability.js';
import type { Senders } from '../applications/webhook-senders.js';
import type { Calls } from '../calls/calls.service.js';
import type { KeepContact } from '../calls/operations/keep-contact.js';
import { type Clock, systemClock } from '../clock.js';
import type { Dialling } from '../dialling/dialling.service.js';
import type { Numbers } from '../numbers/numbers.service.js';
import type { Routing } from '../presets/routing.js';
import type { TestCalls } from '../presets/test-calls.service.js';
import { createAnswerEndpoints, refuseOrApologise } from './answer-endpoints.js';
import { createCheckSender } from './check-sender.js';
import { createEventEndpoints, refuse } from './event-endpoints.js';
import { reachableEndpoint } from './reachable-endpoint.js';
import { createSignatureWatch } from './signature-watch.js';

export interface WebhookOptions {
  calls: Calls;
  keepContact: KeepContact;
  routing: Routing;
  testCalls: TestCalls;
  dialling: Dialling;
  numbers: Numbers;
  senders: Senders;
  reachability: CheckReachability;
  /** PUBLIC_URL, at which Vonage reaches us. */
  publicUrl: () => string;
  /** False accepts unsigned webhooks everywhere: for a server behind a proxy that verifies them. */
  signatures: boolean;
  /** Real time, which signatures use, whatever the application's clock says. */
  clock?: Clock;
}

/** Bytes; far larger than any webhook of Vonage. */
const BODY_LIMIT = 512 * 1024;

/** Endpoints called by Vonage: `/webhooks/:webhookId/<name>`, and the guide's short form without the id. */
export async function webhooksPlugin(app: FastifyInstance, options: WebhookOptions): Promise<void> {
  const { calls, keepContact, reachability, senders, signatures, clock = systemClock } = options;
  const watch = createSignatureWatch({ note: senders.noteSignatures, clock, log: app.log });
  const checkSender = createCheckSender({ senders, watch, clock, signatures });
  const answers = createAnswerEndpoints({ ...options, checkSender });
  const events = createEventEndpoints({ calls, checkSender, keepContact });

  reachableEndpoint(app, reachability);
  app.addHook('onListen', () => calls.onListen());

  // The signature covers the bytes, so the body is not parsed, whatever its content type.
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async (request) => {
    request.headers['content-type'] = 'application/octet-stream';
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const both = ['GET', 'POST'];
  const endpoints = [
    { name: 'answer', method: both, handler: answers.answer, errorHandler: apologise },
    { name: 'fallback', method: both, handler: answers.fallback, errorHandler: apologise },
    // Whoever configured the URL at Vonage may have written the query of a GET, including a leg and digits.
    { name: 'dtmf', method: ['POST'], handler: answers.dtmf, errorHandler: apologise },
    { name: 'event', method: both, handler: events.event, errorHandler: refuseEvent },
    { name: 'recording', method: both, handler: events.recording, errorHandler: refuseEvent },
  ];
  for (const { name, method, handler, errorHandler } of endpoints) {
    for (const url of [`/webhooks/:webhookId/${name}`, `/webhooks/${name}`]) {
      app.route({ method, url, bodyLimit: BODY_LIMIT, handler, errorHandler });
    }
  }
}

type ErrorHandler = NonNullable<Parameters<FastifyInstance['route']>[0]['errorHandler']>;
const apologise: ErrorHandler = (error, request, reply) => refuseOrApologise(request, reply, error);
const refuseEvent: ErrorHandler = (error, request, reply) => refuse(request, reply, error);
