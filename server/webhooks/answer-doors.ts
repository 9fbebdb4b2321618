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
import type { Dialling } from '../dialling/dialling.service.js';
import { DenwabanError, type ErrorCode } from '../errors.js';
import { randomId } from '../ids.js';
import type { Numbers } from '../numbers/numbers.service.js';
import { type CallFacts, isFromAgent } from '../presets/compile-preset.js';
import type { Answer, Routing } from '../presets/routing.js';
import type { TestAnswer, TestCalls } from '../presets/test-calls.service.js';
import type { Ncco } from '../vonage/ncco.js';
import { createBrake } from './brake.js';
import { arrivalOf, type Checked, type CheckSender, isUnsigned, LOOK_MS } from './check-sender.js';
import { readWebhook, type Webhook } from './read-webhook.js';
import { whatFailed } from './what-failed.js';
import { within } from './within.js';

/** What a caller hears when nothing else can be answered. */
export const APOLOGY: Ncco = [
  { action: 'talk', text: 'We are sorry, your call cannot be taken at the moment. Please try again later.' },
];

/** No NCCO: the call goes on with what it has (Vonage: webhooks §3.8). */
const GO_ON: Ncco = [];

/** Milliseconds that a draft may take to be found; the answer is waited for 5 seconds (Vonage: webhooks §1). */
const TEST_CALL_MS = 3_000;

type Door = 'answer' | 'fallback' | 'dtmf';
type DoorAnswer = Answer | TestAnswer;
type Maybe<T> = T | Promise<T>;
/** `kind` is what the inbox calls it; without an answer, `otherwise` is said. */
interface Reaction {
  kind: EventKind;
  answer?: Maybe<DoorAnswer | null>;
  otherwise: Ncco;
}
type Answering = (applicationId: string, webhook: Webhook) => Reaction;

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
  numbers: Numbers;
  senders: Senders;
  checkSender: CheckSender;
  publicUrl: () => string;
}) {
  const { calls, routing, testCalls, dialling, numbers, senders, checkSender, publicUrl } = deps;
  const brake = createBrake();

  function open(door: Door, answering: Answering) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      try {
        const webhook = readWebhook(request);
        const checked = await checkSender(arrivalOf(request), webhook);
        if (checked.admission.earlierReply !== null) return sendNcco(reply, checked.admission.earlierReply);
        const { applicationId } = checked;
        if (await goesRound(door, applicationId, webhook.body, request)) {
          return sendNcco(reply, JSON.stringify(door === 'answer' ? APOLOGY : GO_ON));
        }
        if (!isKnown(applicationId)) await within(LOOK_MS, look(applicationId)).catch(() => {});
        const { kind, otherwise, answer: asked } = answering(applicationId, webhook);
        const answer = (await asked) ?? null;
        if (asked !== undefined && answer === null)
          request.log.error({ door, applicationId }, 'This application was never loaded; the caller hears an apology.');
        const text = JSON.stringify(answer?.ncco ?? otherwise);
        checked.admission.remember(text);
        sendNcco(reply, text);
        setImmediate(() => record(door, kind, checked, webhook, answer, request));
      } catch (error) {
        refuseOrApologise(request, reply, error);
      }
    };
  }

  /** A failing call flow may begin again with a new leg each time, but in the same conversation. */
  async function goesRound(door: Door, applicationId: string, body: Body, request: FastifyRequest): Promise<boolean> {
    const who = (name: string | null) => name && `${applicationId} ${name}`;
    const asked = await Promise.all([
      brake(who(legOf(body))),
      brake(door === 'fallback' ? who(conversationOf(body)) : null),
    ]);
    if (asked.some(({ news }) => news)) {
      const leg = legOf(body);
      request.log.error(
        { door, applicationId, leg },
        'A call asks again and again what to do; it is not answered more.',
      );
    }
    return asked.some(({ tooOften }) => tooOften);
  }

  const isKnown = (applicationId: string) => routing.knows(applicationId) && dialling.knows(applicationId);
  const look = (applicationId: string) => Promise.all([routing.reload(applicationId), dialling.reload()]);

  /** After the reply: what was answered goes to the inbox. */
  function record(
    door: Door,
    kind: EventKind,
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
      request.log.error({ err: error, door }, 'What was answered could not be noted.');
    }
  }

  /** By GET, an event may have been sent here by whoever asked for it: it is kept, and no call is answered for it. */
  const incoming: Answering = (applicationId, { body }) => {
    if (saysEvent(body)) return { kind: classifyEvent(body), otherwise: APOLOGY };
    return { kind: 'answer', answer: begin(applicationId, body), otherwise: APOLOGY };
  };

  async function begin(applicationId: string, body: Body): Promise<DoorAnswer | null> {
    const facts = factsOf(body);
    const test = testCalls.callerOf(facts);
    if (test === null) return live(applicationId, body, facts);
    const draft = await within(TEST_CALL_MS, testCalls.answer(applicationId, test, legOf(body) ?? '', facts));
    return draft ?? live(applicationId, body, facts);
  }

  /** What the application answers; an agent's call to a phone number only if it may be placed. */
  async function live(applicationId: string, body: Body, facts: CallFacts): Promise<Answer | null> {
    const answer = routing.answer(applicationId, facts);
    if (routing.isUnknownNumber(applicationId, facts)) setImmediate(() => void numbers.watch.called(applicationId));
    if (!answer || !isFromAgent(facts)) return answer;
    const dialler = { applicationId, userName: String(facts.fromUser ?? '') };
    const { ncco, refused } = await dialling.screen(dialler, legOf(body) ?? randomId(), answer.ncco);
    return refused ? { ...answer, ncco, reason: 'dialling-refused' } : answer;
  }

  const pressed: Answering = (applicationId, { body, query }) => {
    const kind = classifyEvent(body);
    if (kind !== 'input' && kind !== 'unknown') return { kind, otherwise: GO_ON };
    return { kind: 'input', answer: choose(applicationId, body, query), otherwise: APOLOGY };
  };

  function choose(applicationId: string, body: Body, query: Record<string, string>): Maybe<DoorAnswer | null> {
    const facts = factsOf(body);
    const press = { digits: digitsOf(body), query };
    const test = testCalls.menuOf(query);
    if (test === null) return routing.dtmf(applicationId, press, facts);
    return within(TEST_CALL_MS, testCalls.dtmf(applicationId, test, legOf(body) ?? '', press, facts));
  }

  /** What failed is answered again from memory: a call that came in, or a key press at our menu. */
  const failed: Answering = (applicationId, { body }) => {
    const what = whatFailed(body, (url) => doorAt(applicationId, url));
    if (what === 'event') return { kind: 'error', otherwise: GO_ON };
    if (what === 'answer') return { kind: 'fallback', answer: begin(applicationId, body), otherwise: APOLOGY };
    return { kind: 'input', answer: choose(applicationId, body, what.menu), otherwise: GO_ON };
  };

  /** Which of this application's endpoints an address is of. */
  function doorAt(applicationId: string, { host, pathname }: URL): string | null {
    const [, id, door = null] = /\/webhooks\/(?:([^/]+)\/)?([a-z]+)\/?$/.exec(pathname) ?? [];
    if (id === undefined) return host === new URL(publicUrl()).host ? door : null;
    return senders.byAddress(id)?.sender.applicationId === applicationId ? door : null;
  }

  return { answer: open('answer', incoming), fallback: open('fallback', failed), dtmf: open('dtmf', pressed) };
}

const REFUSALS: ErrorCode[] = ['UNAUTHENTICATED', 'LIMIT'];

/** For the error handler too: a body that is too large or has no end comes here without having been read. */
export function refuseOrApologise(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  if (isUnsigned(error) || (error instanceof DenwabanError && REFUSALS.includes(error.code))) {
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
  const { to, from, from_user: fromUser, custom_data: customData } = body;
  return { to, from, fromUser, customData };
}
