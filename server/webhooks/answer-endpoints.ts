import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Senders } from '../applications/webhook-senders.js';
import type { Calls } from '../calls/calls.service.js';
import {
  type Body,
  classifyEvent,
  conversationOf,
  digitsOf,
  type EventKind,
  legOf,
  saysEvent,
} from '../calls/events/classify-event.js';
import { DenwabanError, type ErrorCode } from '../errors.js';
import { inTime } from '../in-time.js';
import { readCallFacts } from '../presets/call-facts.js';
import type { KeyPress } from '../presets/routing.js';
import type { Ncco } from '../vonage/ncco.js';
import { type AnswererDeps, askInOrder, createAnswerers, type Question, type QuestionAnswer } from './answerers.js';
import { createBrake } from './brake.js';
import { arrivalOf, type Checked, type CheckSender, isUnsigned, LOOK_MS } from './check-sender.js';
import { readWebhook, type Webhook } from './read-webhook.js';
import { whatFailed } from './what-failed.js';

/** What a caller hears if there is no other NCCO. */
export const APOLOGY: Ncco = [
  { action: 'talk', text: 'We are sorry, your call cannot be taken at the moment. Please try again later.' },
];

/** Empty reply: the call continues with its current NCCO (Vonage: webhooks §3.8). */
const GO_ON: Ncco = [];

type EndpointName = 'answer' | 'fallback' | 'dtmf';
/** What a webhook requests. */
interface Reading {
  /** Its name in the inbox. */
  kind: EventKind;
  /** Null if no call is waiting for an NCCO. */
  question: Question | null;
  /** Replied when nothing answers. */
  otherwise: Ncco;
}
type Read = (applicationId: string, webhook: Webhook) => Reading;

/**
 * Endpoints that reply with an NCCO. On any internal error they reply 200 with a spoken apology and log the reason;
 * only an invalid signature is refused. The database is queried before the reply only for an application unknown to
 * this server, and where an answerer needs it.
 */
export function createAnswerEndpoints(
  deps: AnswererDeps & { calls: Calls; senders: Senders; checkSender: CheckSender; publicUrl: () => string },
) {
  const { calls, routing, dialling, senders, checkSender, publicUrl } = deps;
  const answerers = createAnswerers(deps);
  const brake = createBrake();

  function endpoint(name: EndpointName, read: Read) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      try {
        const webhook = readWebhook(request);
        const checked = await checkSender(arrivalOf(request), webhook);
        if (checked.admission.earlierReply !== null) return sendNcco(reply, checked.admission.earlierReply);
        const { applicationId } = checked;
        if (await asksTooOften(name, applicationId, webhook.body, request)) {
          return sendNcco(reply, JSON.stringify(name === 'answer' ? APOLOGY : GO_ON));
        }
        if (!isKnown(applicationId)) await inTime(LOOK_MS, load(applicationId)).catch(() => {});
        const { kind, question, otherwise } = read(applicationId, webhook);
        const answer = question && (await askInOrder(answerers, question, request.log));
        if (question && !answer) {
          const isLoaded = isKnown(applicationId);
          request.log.error({ endpoint: name, applicationId, isLoaded }, 'No answer was found for a call.');
        }
        const text = JSON.stringify(answer?.ncco ?? otherwise);
        checked.admission.remember(text);
        sendNcco(reply, text);
        setImmediate(() => record(name, kind, checked, webhook, answer, request));
      } catch (error) {
        refuseOrApologise(request, reply, error);
      }
    };
  }

  /** A failing call flow may restart with a new leg each time, but in the same conversation. */
  async function asksTooOften(endpoint: EndpointName, applicationId: string, body: Body, request: FastifyRequest) {
    const who = (name: string | null) => name && `${applicationId} ${name}`;
    const asked = await Promise.all([
      brake(who(legOf(body))),
      brake(endpoint === 'fallback' ? who(conversationOf(body)) : null),
    ]);
    if (asked.some(({ isFirst }) => isFirst)) {
      const leg = legOf(body);
      request.log.error({ endpoint, applicationId, leg }, 'A call keeps requesting an NCCO; it gets no more.');
    }
    return asked.some(({ tooOften }) => tooOften);
  }

  const isKnown = (applicationId: string) => routing.knows(applicationId) && dialling.knows(applicationId);
  const load = (applicationId: string) => Promise.all([routing.reload(applicationId), dialling.reload()]);

  /** Runs after the reply: stores the event and what was answered. */
  function record(
    door: EndpointName,
    kind: EventKind,
    checked: Checked,
    { raw, body }: Webhook,
    answer: QuestionAnswer | null,
    request: FastifyRequest,
  ) {
    const answered = answer && {
      preset: answer.kind,
      version: answer.version,
      reason: answer.reason,
      ncco: answer.ncco,
      ...(answer.refusal && { refusal: answer.refusal }),
    };
    try {
      calls.later({
        applicationId: checked.applicationId,
        door,
        kind,
        raw,
        signature: checked.signature,
        body: checked.hide({ ...body, ...(answered && { answered }) }),
      });
    } catch (error) {
      request.log.error({ err: error, endpoint: door }, 'An answer could not be recorded.');
    }
  }

  const question = (applicationId: string, body: Body, press: KeyPress | null = null): Question => ({
    applicationId,
    leg: legOf(body),
    facts: readCallFacts(body),
    press,
  });

  /**
   * An event sent here by GET may be forged by anyone who knows the URL: it is stored, and no call is answered for it.
   */
  const readAnswer: Read = (applicationId, { body }) => {
    if (saysEvent(body)) return { kind: classifyEvent(body), question: null, otherwise: APOLOGY };
    return { kind: 'answer', question: question(applicationId, body), otherwise: APOLOGY };
  };

  const readDtmf: Read = (applicationId, { body, query }) => {
    const kind = classifyEvent(body);
    if (kind !== 'input' && kind !== 'unknown') return { kind, question: null, otherwise: GO_ON };
    const press = { digits: digitsOf(body), query };
    return { kind: 'input', question: question(applicationId, body, press), otherwise: APOLOGY };
  };

  /** A failed answer or key press is answered again from memory. */
  const readFallback: Read = (applicationId, { body }) => {
    const failed = whatFailed(body, (url) => endpointAt(applicationId, url));
    if (failed === 'event') return { kind: 'error', question: null, otherwise: GO_ON };
    if (failed === 'answer') {
      return { kind: 'fallback', question: question(applicationId, body), otherwise: APOLOGY };
    }
    const press = { digits: digitsOf(body), query: failed.menu };
    return { kind: 'input', question: question(applicationId, body, press), otherwise: GO_ON };
  };

  /** Which of this application's endpoints has this URL. */
  function endpointAt(applicationId: string, { host, pathname }: URL): string | null {
    const [, id, name = null] = /\/webhooks\/(?:([^/]+)\/)?([a-z]+)\/?$/.exec(pathname) ?? [];
    if (id === undefined) return host === new URL(publicUrl()).host ? name : null;
    return senders.byAddress(id)?.sender.applicationId === applicationId ? name : null;
  }

  return {
    answer: endpoint('answer', readAnswer),
    fallback: endpoint('fallback', readFallback),
    dtmf: endpoint('dtmf', readDtmf),
  };
}

const REFUSALS: ErrorCode[] = ['UNAUTHENTICATED', 'LIMIT'];

/** Also called by Fastify's error handler, for a body that is too large or incomplete, and so unread. */
export function refuseOrApologise(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  if (isUnsigned(error) || (error instanceof DenwabanError && REFUSALS.includes(error.code))) {
    const { retryAfter } = error.details;
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    reply.code(error.status).send({ error: error.message, code: error.code });
    return;
  }
  request.log.error(
    { err: error, endpoint: request.routeOptions.url },
    'A webhook could not be answered; the caller hears an apology.',
  );
  sendNcco(reply, JSON.stringify(APOLOGY));
}

function sendNcco(reply: FastifyReply, ncco: string): void {
  reply.code(200).type('application/json').send(ncco);
}
