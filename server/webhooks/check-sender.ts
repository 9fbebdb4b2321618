import type { FastifyRequest } from 'fastify';
import { SIGNATURE_REFUSALS, type SignatureRefusal } from '../accounts/accounts.table.js';
import type { Addressed, Senders } from '../applications/webhook-senders.js';
import { hideIds } from '../applications/webhook-urls.js';
import type { Signature } from '../calls/events/event-row.js';
import type { Clock } from '../clock.js';
import { DenwabanError, type ErrorCode, fail, notFound } from '../errors.js';
import { inTime } from '../in-time.js';
import { createRateLimit, networkOf } from '../rate-limit.js';
import { sha256 } from '../secrets.js';
import { bearerToken, unverifiedApplicationId, verifySignature } from '../vonage/signature.js';
import type { Webhook } from './read-webhook.js';
import { type Admission, createReplayMemory, UNSIGNED } from './replay-memory.js';
import type { SignatureWatch } from './signature-watch.js';

/** URL and credentials of a webhook. */
export interface Arrival {
  /** From the URL `/webhooks/:webhookId/…`; null in the short form. */
  webhookId: string | null;
  method: string;
  /** Path and query. */
  url: string;
  /** The sender's network address. */
  ip: string;
  authorization: string | undefined;
}

export function arrivalOf(request: FastifyRequest): Arrival {
  const { webhookId } = request.params as { webhookId?: string };
  return {
    webhookId: webhookId ?? null,
    method: request.method,
    url: request.url,
    ip: request.ip,
    authorization: request.headers.authorization,
  };
}

/** Milliseconds: for an unknown application, the database is queried at most this often, and for at most this long. */
const LOOK_EVERY_MS = 1000;
export const LOOK_MS = 500;

const NOT_SIGNED = { admission: UNSIGNED, signature: null };

/** Invalid signatures allowed per network; beyond that it gets 429 instead of 401. Valid webhooks always pass. */
const WRONG_SIGNATURES = { points: 20, seconds: 60 };

/** A webhook whose sender has been identified. */
export interface Checked {
  applicationId: string;
  admission: Admission;
  /** Null if it is not signed. */
  signature: Signature | null;
  /** Removes the application's secret URLs from what is stored. */
  hide: <T>(value: T) => T;
}

/** Identifies the sender of a webhook, and refuses forged ones. @param clock real time, which signatures use */
export function createCheckSender(options: {
  senders: Senders;
  watch: SignatureWatch;
  clock: Clock;
  signatures: boolean;
}) {
  const { senders, watch, clock, signatures } = options;
  const replays = createReplayMemory(clock);
  const failures = createRateLimit(WRONG_SIGNATURES);
  let looked = 0;

  function find({ webhookId }: Arrival, token: string | null): Addressed | null {
    if (webhookId !== null) return senders.byAddress(webhookId);
    const claimed = token === null ? null : unverifiedApplicationId(token);
    const sender = claimed === null ? senders.only() : senders.byVonageId(claimed);
    return sender && { sender, secret: false };
  }

  /**
   * Until a signed webhook arrives, it is unknown whether Vonage signs; until then the secret URL is sufficient,
   * because only Vonage knows it. Older URLs contain the application's own id, which is sufficient only while nothing
   * is signed.
   */
  function mayBeUnsigned({ sender, secret }: Addressed, { webhookId }: Arrival): boolean {
    if (webhookId === null) return false;
    return secret ? !(sender.signed && sender.proved) : !sender.signed && sender.webhookIds.includes(webhookId);
  }

  function admit(
    addressed: Addressed,
    arrival: Arrival,
    webhook: Webhook,
    token: string | null,
  ): Pick<Checked, 'admission' | 'signature'> {
    const { sender } = addressed;
    if (token === null || !sender.key) {
      if (mayBeUnsigned(addressed, arrival)) return NOT_SIGNED;
      throw sender.signed ? unsigned() : mustBeSigned();
    }
    const { apiKey, vonageId } = sender;
    const expected = { apiKey, applicationId: vonageId, payload: webhook.signed, now: clock.now() };
    const { jti } = verifySignature(token, sender.key, expected);
    senders.prove(sender);
    watch.verified(sender.accountId);
    const use = sha256(`${arrival.method} ${arrival.url}\n${sha256(webhook.raw)}`);
    return {
      admission: replays.admit(`${sender.accountId} ${jti}`, use),
      signature: { accountId: sender.accountId, jti, use },
    };
  }

  /** Notes a refusal where Vonage may have sent it: nobody else knows a secret address. */
  function admitOrNote(...[found, arrival, webhook, token]: Parameters<typeof admit>): ReturnType<typeof admit> {
    try {
      return admit(found, arrival, webhook, token);
    } catch (error) {
      const why = refusalOf(error);
      const isOurs = found.secret || (token !== null && unverifiedApplicationId(token) === found.sender.vonageId);
      if (why && isOurs) watch.refused(found.sender.accountId, why);
      throw error;
    }
  }

  /**
   * @throws NOT_FOUND for an unknown application, UNAUTHENTICATED for an invalid signature, UNAVAILABLE for a missing
   * one
   */
  function check(arrival: Arrival, webhook: Webhook): Checked {
    const token = bearerToken(arrival.authorization);
    const found = find(arrival, token);
    if (!found) {
      if (signatures && arrival.webhookId === null && token === null) throw unsigned();
      throw notFound('application', 'of this webhook');
    }
    const { applicationId, webhookIds } = found.sender;
    const admitted = signatures ? admitOrNote(found, arrival, webhook, token) : NOT_SIGNED;
    return {
      applicationId,
      ...admitted,
      hide: (value) =>
        hideIds(
          value,
          webhookIds.filter((id) => id !== applicationId),
        ),
    };
  }

  /** Like check, but first looks for an unknown application in the database: it may be new. */
  async function checkOrLook(arrival: Arrival, webhook: Webhook): Promise<Checked> {
    try {
      return check(arrival, webhook);
    } catch (error) {
      const now = clock.now().getTime();
      if (!is(error, 'NOT_FOUND') || now - looked < LOOK_EVERY_MS) throw error;
      looked = now;
      await inTime(LOOK_MS, senders.refresh(), 'The database does not answer.');
      return check(arrival, webhook);
    }
  }

  /**
   * Identifies the sender.
   * @throws NOT_FOUND for an unknown application, UNAUTHENTICATED for an invalid signature, UNAVAILABLE for a missing
   * one where Vonage signs, LIMIT (retryAfter in seconds) for a sender that keeps sending invalid ones
   */
  return async (arrival: Arrival, webhook: Webhook): Promise<Checked> => {
    try {
      return await checkOrLook(arrival, webhook);
    } catch (error) {
      const wait =
        is(error, 'UNAUTHENTICATED') || isUnsigned(error) ? await failures.take(networkOf(arrival.ip)) : null;
      if (wait === null) throw error;
      throw fail('LIMIT', 'Too many webhooks with a wrong signature.', { retryAfter: wait }, { cause: error });
    }
  };
}

const is = (error: unknown, code: ErrorCode) => error instanceof DenwabanError && error.code === code;
/** After this error Vonage sends it again, signed (real-cloud row 9). */
const unsigned = () => fail('UNAVAILABLE', 'This webhook must be signed; send it again.', { rule: 'unsigned' });
export const isUnsigned = (error: unknown): error is DenwabanError =>
  error instanceof DenwabanError && error.details.rule === 'unsigned';

/** Null if it was not refused for its signature, but for example because it was used before. */
function refusalOf(error: unknown): SignatureRefusal | null {
  if (isUnsigned(error)) return 'unsigned';
  const why = error instanceof DenwabanError ? error.details.params?.why : undefined;
  return SIGNATURE_REFUSALS.find((one) => one === why) ?? null;
}

const mustBeSigned = () => fail('UNAUTHENTICATED', 'This webhook must be signed.', { rule: 'signature' });

export type CheckSender = ReturnType<typeof createCheckSender>;
