import type { FastifyInstance } from 'fastify';
import type { CheckReachability } from '../applications/reachability.js';
import type { Senders } from '../applications/webhook-senders.js';
import type { Calls } from '../calls/calls.service.js';
import { type Clock, systemClock } from '../clock.js';
import type { Dialling } from '../dialling/dialling.service.js';
import type { Numbers } from '../numbers/numbers.service.js';
import type { Routing } from '../presets/routing.js';
import type { TestCalls } from '../presets/test-calls.service.js';
import { createAnswerDoors, refuseOrApologise } from './answer-doors.js';
import { createCheckSender } from './check-sender.js';
import { createEventDoors, refuse } from './event-doors.js';
import { reachableDoor } from './reachable-door.js';

export interface WebhookOptions {
  calls: Calls;
  routing: Routing;
  testCalls: TestCalls;
  dialling: Dialling;
  numbers: Numbers;
  senders: Senders;
  reachability: CheckReachability;
  /** PUBLIC_URL, which Vonage reaches us by. */
  publicUrl: () => string;
  /** False takes unsigned webhooks everywhere: for a server behind something that checks them. */
  signatures: boolean;
  /** Real time: signatures are dated in it whatever the application's clock says. */
  clock?: Clock;
}

/** No webhook of Vonage's comes near it. Bytes. */
const BODY_LIMIT = 512 * 1024;

/** The doors that Vonage calls: `/webhooks/:webhookId/<door>`, and the guide's short form without the id. */
export async function webhooksPlugin(app: FastifyInstance, options: WebhookOptions): Promise<void> {
  const { calls, reachability, senders, signatures, clock = systemClock } = options;
  const checkSender = createCheckSender({ senders, clock, signatures });
  const answers = createAnswerDoors({ ...options, checkSender });
  const events = createEventDoors({ calls, checkSender });

  reachableDoor(app, reachability);

  // The signature is of the bytes, so the body stays as it came, whatever type it says to be.
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async (request) => {
    request.headers['content-type'] = 'application/octet-stream';
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const both = ['GET', 'POST'];
  const doors = [
    { name: 'answer', method: both, handler: answers.answer, errorHandler: apologise },
    { name: 'fallback', method: both, handler: answers.fallback, errorHandler: apologise },
    // By GET whoever gave Vonage the address could have put a leg and keys into it.
    { name: 'dtmf', method: ['POST'], handler: answers.dtmf, errorHandler: apologise },
    { name: 'event', method: both, handler: events.event, errorHandler: refuseEvent },
    { name: 'recording', method: both, handler: events.recording, errorHandler: refuseEvent },
  ];
  for (const { name, method, handler, errorHandler } of doors) {
    for (const url of [`/webhooks/:webhookId/${name}`, `/webhooks/${name}`]) {
      app.route({ method, url, bodyLimit: BODY_LIMIT, handler, errorHandler });
    }
  }
}

type ErrorHandler = NonNullable<Parameters<FastifyInstance['route']>[0]['errorHandler']>;
const apologise: ErrorHandler = (error, request, reply) => refuseOrApologise(request, reply, error);
const refuseEvent: ErrorHandler = (error, request, reply) => refuse(request, reply, error);
