import type { FastifyRequest } from 'fastify';
import type { Sender, Senders } from '../applications/webhook-senders.js';
import type { Clock } from '../clock.js';
import { DenwabanError, type ErrorCode, fail, notFound } from '../errors.js';
import { createRateLimit, networkOf } from '../rate-limit.js';
import { sha256 } from '../secrets.js';
import { bearerToken, unverifiedApplicationId, verifySignature } from '../vonage/signature.js';
import type { Webhook } from './read-webhook.js';
import { type Admission, createReplayMemory, UNSIGNED } from './replay-memory.js';
import { within } from './within.js';

/** Where a webhook arrived, and with what. */
export interface Arrival {
  /** Of the address `/webhooks/:applicationId/…`; null at the short form. */
  applicationId: string | null;
  method: string;
  /** Path and query. */
  url: string;
  /** The sender's network address. */
  ip: string;
  authorization: string | undefined;
}

export function arrivalOf(request: FastifyRequest): Arrival {
  const { applicationId } = request.params as { applicationId?: string };
  return {
    applicationId: applicationId ?? null,
    method: request.method,
    url: request.url,
    ip: request.ip,
    authorization: request.headers.authorization,
  };
}

/** How often an unknown application makes us look into the database, and how long we look. */
const LOOK_EVERY_MS = 1000;
export const LOOK_MS = 500;

/** From one place; then it hears 429 in place of 401. Right ones always pass, whatever else comes from there. */
const WRONG_SIGNATURES = { points: 20, seconds: 60 };

/** A webhook whose sender is known. */
export interface Checked {
  applicationId: string;
  admission: Admission;
}

/**
 * Says whose webhook it is, and refuses a forged one.
 * While an application's webhooks come unsigned they are taken only at the address with its unguessable id.
 * @param clock real time, which signatures are dated in
 */
export function createCheckSender(options: { senders: Senders; clock: Clock; signatures: boolean }) {
  const { senders, clock, signatures } = options;
  const replays = createReplayMemory(clock);
  const failures = createRateLimit(WRONG_SIGNATURES);
  let looked = 0;

  function find(arrival: Arrival, token: string | null): Sender | null {
    if (arrival.applicationId !== null) return senders.byId(arrival.applicationId);
    const claimed = token === null ? null : unverifiedApplicationId(token);
    return claimed === null ? senders.only() : senders.byVonageId(claimed);
  }

  function admit(sender: Sender, arrival: Arrival, webhook: Webhook, token: string | null): Admission {
    if (token === null || !sender.key) {
      if (arrival.applicationId !== null && !sender.signed) return UNSIGNED;
      throw mustBeSigned();
    }
    const { apiKey, vonageId } = sender;
    const expected = { apiKey, applicationId: vonageId, payload: webhook.signed, now: clock.now() };
    const { jti } = verifySignature(token, sender.key, expected);
    return replays.admit(jti, sha256(`${arrival.method} ${arrival.url}\n${sha256(webhook.raw)}`));
  }

  /** @throws NOT_FOUND for an unknown application, UNAUTHENTICATED for a wrong signature */
  function check(arrival: Arrival, webhook: Webhook): Checked {
    const token = bearerToken(arrival.authorization);
    const sender = find(arrival, token);
    if (!sender) {
      if (signatures && arrival.applicationId === null && token === null) throw mustBeSigned();
      throw notFound('application', arrival.applicationId ?? 'of this webhook');
    }
    const { applicationId } = sender;
    return { applicationId, admission: signatures ? admit(sender, arrival, webhook, token) : UNSIGNED };
  }

  /** The same, and an application that nobody here has heard of is looked for in the database: it may have just been made. */
  async function checkOrLook(arrival: Arrival, webhook: Webhook): Promise<Checked> {
    try {
      return check(arrival, webhook);
    } catch (error) {
      const now = clock.now().getTime();
      if (!is(error, 'NOT_FOUND') || now - looked < LOOK_EVERY_MS) throw error;
      looked = now;
      await within(LOOK_MS, senders.refresh());
      return check(arrival, webhook);
    }
  }

  /**
   * Whose webhook it is.
   * @throws NOT_FOUND for an unknown application, UNAUTHENTICATED for a wrong signature, LIMIT (retryAfter in seconds) for a
   * sender that keeps sending wrong ones
   */
  return async (arrival: Arrival, webhook: Webhook): Promise<Checked> => {
    try {
      return await checkOrLook(arrival, webhook);
    } catch (error) {
      const wait = is(error, 'UNAUTHENTICATED') ? await failures.take(networkOf(arrival.ip)) : null;
      if (wait === null) throw error;
      throw fail('LIMIT', 'Too many webhooks with a wrong signature.', { retryAfter: wait }, { cause: error });
    }
  };
}

const is = (error: unknown, code: ErrorCode) => error instanceof DenwabanError && error.code === code;
const mustBeSigned = () => fail('UNAUTHENTICATED', 'This webhook must be signed.', { rule: 'signature' });

export type CheckSender = ReturnType<typeof createCheckSender>;
