import type { Ncco } from '../../vonage/ncco.js';
import type { Callbacks, Delivery, WebhookTarget } from '../callbacks/callbacks.js';
import { readNcco, SYNTAX_ERROR } from '../ncco/read-ncco.js';
import { isLive, type Leg } from './leg.js';
import type { LegEvents } from './leg-events.js';
import type { NccoBrake } from './ncco-brake.js';

export interface Question extends WebhookTarget {
  leg: Leg;
  body: object;
  /** `answer` must return an NCCO, `event` may. */
  kind: 'answer' | 'event';
  /** Kind of webhook, for the feed. */
  door: string;
}

/** An NCCO; none because the application wants to continue; or none because every attempt failed. */
export type Answer = { ncco: Ncco } | 'none' | 'failed';

interface AskDeps {
  callbacks: Callbacks;
  events: LegEvents;
  brake: NccoBrake;
  /** Ends a leg. */
  end: (leg: Leg, reason: string) => void;
}

const ASKS_TOO_OFTEN = 'Too many NCCO requests: the call flow goes round in circles.';

/**
 * Webhooks that are answered with an NCCO, with the fallback URL behind them (Vonage: webhooks §1 and §2). A leg that
 * requests too many is ended, and the application is told why.
 */
export function createAskForNcco({ callbacks, events, brake, end }: AskDeps) {
  /** @returns the NCCO, or the reason why there is none */
  function read(leg: Leg, delivery: Delivery, mayBeEmpty: boolean): Ncco | 'none' | { reason: string } {
    if (!delivery.ok) return { reason: delivery.reason };
    if (mayBeEmpty && !delivery.text.trim()) return 'none';
    if (/\b(html|xml)\b/.test(delivery.contentType)) return { reason: `Wrong content type ${delivery.contentType}.` };
    const found = readNcco(delivery.text);
    if ('findings' in found) {
      events.badNcco(leg, found.findings);
      return { reason: SYNTAX_ERROR };
    }
    return mayBeEmpty && found.ncco.length === 0 ? 'none' : found.ncco;
  }

  function mayAsk(leg: Leg): boolean {
    if (brake.take(leg)) return true;
    if (isLive(leg)) {
      events.error(leg, ASKS_TOO_OFTEN);
      end(leg, 'ncco_loop');
    }
    return false;
  }

  async function askFallback(question: Question, reason: string): Promise<Answer> {
    const { leg } = question;
    if (!mayAsk(leg)) return 'failed';
    const set = leg.application.capabilities.voice?.webhooks?.fallback_answer_url;
    if (!set?.address) return 'failed';
    const body = { ...question.body, reason, original_request: { url: question.url, type: question.kind } };
    const delivery = await callbacks.deliver({
      url: set.address,
      method: set.http_method ?? 'GET',
      door: 'fallback',
      application: leg.application,
      body,
      timeouts: 'fallback_answer_url',
      about: { leg: leg.uuid, conversation: leg.room.id },
    });
    const reply = read(leg, delivery, question.kind === 'event');
    if (Array.isArray(reply)) return { ncco: reply };
    return reply === 'none' ? 'none' : 'failed';
  }

  return async function askForNcco(question: Question): Promise<Answer> {
    const { leg } = question;
    if (!mayAsk(leg)) return 'failed';
    const delivery = await callbacks.deliver({
      url: question.url,
      method: question.method,
      door: question.door,
      application: leg.application,
      body: question.body,
      timeouts: question.kind === 'answer' ? 'answer_url' : 'event_url',
      about: { leg: leg.uuid, conversation: leg.room.id },
    });
    const reply = read(leg, delivery, question.kind === 'event');
    if (Array.isArray(reply)) return { ncco: reply };
    return reply === 'none' ? 'none' : askFallback(question, reply.reason);
  };
}

export type AskForNcco = ReturnType<typeof createAskForNcco>;
