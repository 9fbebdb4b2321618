import type { FastifyBaseLogger } from 'fastify';
import type { Dialling } from '../dialling/dialling.service.js';
import type { Refusal } from '../dialling/may-dial.js';
import { randomId } from '../ids.js';
import { inTime } from '../in-time.js';
import type { Numbers } from '../numbers/numbers.service.js';
import type { CallFacts } from '../presets/call-facts.js';
import type { Answer, KeyPress, Routing } from '../presets/routing.js';
import type { TestAnswer, TestCalls } from '../presets/test-calls.service.js';

/** An incoming call, or keys pressed at a menu. */
export interface Question {
  applicationId: string;
  /** Null if Vonage sends none. */
  leg: string | null;
  facts: CallFacts;
  /** Null for an incoming call. */
  press: KeyPress | null;
}
export type QuestionAnswer = (Answer | TestAnswer) & {
  /** The dialing rule that did not allow the call. */
  refusal?: Refusal;
};

type Maybe<T> = T | Promise<T>;

/** One kind of call, and what it hears. */
export interface Answerer {
  name: string;
  /** Milliseconds; Vonage waits 5 seconds for all answerers together (Vonage: webhooks §1). */
  deadline: number;
  /** @returns null for another kind of call; decided from memory, or with one database query */
  answer(question: Question): Maybe<QuestionAnswer | null>;
}

export interface AnswererDeps {
  testCalls: TestCalls;
  routing: Routing;
  dialling: Dialling;
  numbers: Numbers;
}

/** The answerers in the order in which they are asked. */
export const createAnswerers = (deps: AnswererDeps): Answerer[] => [testCall(deps), agentCall(deps), livePreset(deps)];

/**
 * Asks the answerers one after the other; the first reply that is not null is the answer. One that fails is logged, and
 * the next is asked.
 * @returns null if none has an answer
 */
export async function askInOrder(
  answerers: Answerer[],
  question: Question,
  log: Pick<FastifyBaseLogger, 'error'>,
): Promise<QuestionAnswer | null> {
  for (const { name, deadline, answer } of answerers) {
    try {
      const found = answer(question);
      const answered = found instanceof Promise ? await inTime(deadline, found) : found;
      if (answered) return answered;
    } catch (error) {
      const { applicationId, leg } = question;
      log.error({ err: error, answerer: name, applicationId, leg }, 'A call could not be answered in this way.');
    }
  }
  return null;
}

/** A test call of a draft; recognized from memory, so that no other call waits for the database. */
function testCall({ testCalls }: AnswererDeps): Answerer {
  return {
    name: 'test call',
    deadline: 2000,
    answer({ applicationId, leg, facts, press }) {
      const id = press ? testCalls.menuOf(press.query) : testCalls.callerOf(facts);
      if (id === null) return null;
      if (press) return testCalls.dtmf(applicationId, id, leg ?? '', press, facts);
      return testCalls.answer(applicationId, id, leg ?? '', facts);
    },
  };
}

/** A call placed by an agent: the preset for these, and to phone numbers only what the dialing rules allow. */
function agentCall({ routing, dialling }: AnswererDeps): Answerer {
  async function screened(answer: Answer, { applicationId, leg }: Question, userName: string): Promise<QuestionAnswer> {
    const { ncco, refusal } = await dialling.screen({ applicationId, userName }, leg ?? randomId(), answer.ncco);
    return refusal ? { ...answer, ncco, reason: 'dialling-refused', refusal } : answer;
  }

  return {
    name: 'call of an agent',
    deadline: 2500,
    answer(question) {
      const { applicationId, facts, press } = question;
      if (press || !facts.agent) return null;
      const answer = routing.answer(applicationId, facts);
      return answer && screened(answer, question, facts.agent);
    },
  };
}

/** Every other call: the live preset, or its menu. Never an agent's call, which must not be placed unchecked. */
function livePreset({ routing, numbers }: AnswererDeps): Answerer {
  return {
    name: 'live preset',
    deadline: 1000,
    answer({ applicationId, facts, press }) {
      if (press) return routing.dtmf(applicationId, press, facts);
      if (facts.agent) return null;
      if (routing.isUnknownNumber(applicationId, facts)) setImmediate(() => void numbers.watch.called(applicationId));
      return routing.answer(applicationId, facts);
    },
  };
}
