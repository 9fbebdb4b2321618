import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Calls } from '../calls/calls.service.js';
import { type Body, digitsOf, isBody, legOf, textOf } from '../calls/classify-event.js';
import type { Dialling } from '../dialling/dialling.service.js';
import { DenwabanError } from '../errors.js';
import { randomId } from '../ids.js';
import { type CallFacts, isFromAgent } from '../presets/compile-preset.js';
import type { Answer, Routing } from '../presets/routing.js';
import type { TestAnswer, TestCalls } from '../presets/test-calls.service.js';
import type { Ncco } from '../vonage/ncco.js';
import { arrivalOf, type Checked, type CheckSender, LOOK_MS } from './check-sender.js';
import { readWebhook, type Webhook } from './read-webhook.js';
import { within } from './within.js';

/** What a caller hears when nothing else can be answered. */
export const APOLOGY: Ncco = [
  { action: 'talk', text: 'We are sorry, your call cannot be taken at the moment. Please try again later.' },
];

/** Milliseconds that a draft may take to be found; the answer is waited for 5 seconds (Vonage: webhooks §1). */
const TEST_CALL_MS = 3_000;

type Door = 'answer' | 'fallback' | 'dtmf';
type DoorAnswer = Answer | TestAnswer;
type Answering = (applicationId: string, webhook: Webhook) => DoorAnswer | null | Promise<DoorAnswer | null>;

/**
 * The doors whose reply is an NCCO. Whatever goes wrong inside, the caller hears something: 200 with an apology, and the
 * log has the reason. Only a wrong signature is refused. The database is not asked before the reply, unless it is for an
 * application that nobody here has heard of, or a call that tries a draft.
 */
export function createAnswerDoors(deps: {
  calls: Calls;
  routing: Routing;
  testCalls: TestCalls;
  dialling: Dialling;
  checkSender: CheckSender;
}) {
  const { calls, routing, testCalls, dialling, checkSender } = deps;

  function open(door: Door, answering: Answering) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      try {
        const webhook = readWebhook(request);
        const checked = await checkSender(arrivalOf(request), webhook);
        if (checked.admission.earlierReply !== null) return sendNcco(reply, checked.admission.earlierReply);
        const { applicationId } = checked;
        if (!isKnown(applicationId)) await within(LOOK_MS, look(applicationId)).catch(() => {});
        const answer = await answering(applicationId, webhook);
        if (!answer)
          request.log.error({ door, applicationId }, 'This application was never loaded; the caller hears an apology.');
        const text = JSON.stringify(answer?.ncco ?? APOLOGY);
        checked.admission.remember(text);
        sendNcco(reply, text);
        setImmediate(() => record(door, checked, webhook, answer, request));
      } catch (error) {
        refuseOrApologise(request, reply, error);
      }
    };
  }

  const isKnown = (applicationId: string) => routing.knows(applicationId) && dialling.knows(applicationId);
  const look = (applicationId: string) => Promise.all([routing.reload(applicationId), dialling.reload()]);

  /** After the reply: what was answered goes to the inbox. */
  function record(
    door: Door,
    checked: Checked,
    { raw, body }: Webhook,
    answer: DoorAnswer | null,
    request: FastifyRequest,
  ) {
    const answered = answer && {
      preset: answer.kind,
      version: answer.version,
      reason: answer.reason,
      ncco: answer.ncco,
    };
    const kind = door === 'dtmf' ? 'input' : door;
    try {
      calls.later({
        applicationId: checked.applicationId,
        door,
        kind,
        raw,
        body: { ...body, ...(answered && { answered }) },
      });
    } catch (error) {
      request.log.error({ err: error, door }, 'What was answered could not be noted.');
    }
  }

  const incoming: Answering = (applicationId, { body }) => {
    const facts = factsOf(body);
    const test = testCalls.callerOf(facts);
    if (test === null) return live(applicationId, body, facts);
    return within(TEST_CALL_MS, testCalls.answer(applicationId, test, legOf(body) ?? '', facts)).then(
      (draft) => draft ?? live(applicationId, body, facts),
    );
  };

  /** What the application answers; an agent's call to a phone number only if it may be placed. */
  function live(applicationId: string, body: Body, facts: CallFacts): Answer | null {
    const answer = routing.answer(applicationId, facts);
    if (!answer || !isFromAgent(facts)) return answer;
    const dialler = { applicationId, userName: String(facts.fromUser ?? '') };
    const { ncco, refused } = dialling.screen(dialler, legOf(body) ?? randomId(), answer.ncco);
    return refused ? { ...answer, ncco, reason: 'dialling-refused' } : answer;
  }

  const keys: Answering = (applicationId, { body, query }) => {
    const facts = factsOf(body);
    const press = { digits: digitsOf(body), query };
    const test = testCalls.menuOf(query);
    if (test === null) return routing.dtmf(applicationId, press, facts);
    return within(TEST_CALL_MS, testCalls.dtmf(applicationId, test, legOf(body) ?? '', press, facts));
  };

  return {
    answer: open('answer', incoming),

    /** What failed is answered again from memory: a call that came in, or a key press at the menu (Vonage: webhooks §2). */
    fallback: open('fallback', (applicationId, webhook) => {
      const { body } = webhook;
      if (body.dtmf === undefined && body.speech === undefined) return incoming(applicationId, webhook);
      return keys(applicationId, { ...webhook, query: failedQuery(body) });
    }),

    dtmf: open('dtmf', keys),
  };
}

/** For the error handler too: a body that is too large or has no end comes here without having been read. */
export function refuseOrApologise(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  if (error instanceof DenwabanError && (error.code === 'UNAUTHENTICATED' || error.code === 'LIMIT')) {
    const { retryAfter } = error.details;
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    reply.code(error.status).send({ error: error.message, code: error.code });
    return;
  }
  request.log.error(
    { err: error, door: request.routeOptions.url },
    'A webhook could not be answered; the caller hears an apology.',
  );
  sendNcco(reply, JSON.stringify(APOLOGY));
}

function sendNcco(reply: FastifyReply, ncco: string): void {
  reply.code(200).type('application/json').send(ncco);
}

function factsOf(body: Body): CallFacts {
  const { to, from, from_user: fromUser, endpoint_type: endpointType, custom_data: customData } = body;
  return { to, from, fromUser, endpointType, customData };
}

/** The query of the address that failed: it says which menu, and how often it was said. */
function failedQuery(body: Body): Record<string, string> {
  const original = isBody(body.original_request) ? textOf(body.original_request, 'url') : null;
  if (original === null || !URL.canParse(original)) return {};
  return Object.fromEntries(new URL(original).searchParams);
}
