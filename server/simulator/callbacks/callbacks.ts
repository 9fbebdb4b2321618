import { parseForeignJson } from '../../json-depth.js';
import type { HttpMethod } from '../../vonage/ncco.js';
import type { Application, Cloud } from '../account/cloud.js';
import type { Faults } from '../control/faults.js';
import type { Feed } from '../control/feed.js';
import { payloadOf, signWebhook } from './sign-webhook.js';
import { type Attempt, createWebhookRequests } from './webhook-request.js';

/** Address of a webhook. */
export interface WebhookTarget {
  url: string;
  method: HttpMethod;
}

export interface Sending extends WebhookTarget {
  /** Kind of webhook, for the feed: `answer`, `event`, `fallback`, `input`, … */
  door: string;
  application: Application;
  body: object;
  /** The application's webhook whose timeouts apply. */
  timeouts: 'answer_url' | 'fallback_answer_url' | 'event_url';
  /** Leg and conversation, for the feed. */
  about: { leg?: string; conversation?: string };
}

export type Delivery =
  | { ok: true; contentType: string; text: string }
  /** `reason` as sent to the fallback webhook. */
  | { ok: false; reason: string };

/** Vonage's timeouts in milliseconds if the application sets none (Vonage: webhooks §1). */
const DEFAULT_TIMEOUTS = {
  answer_url: { connect: 1000, socket: 5000 },
  fallback_answer_url: { connect: 1000, socket: 5000 },
  event_url: { connect: 1000, socket: 10_000 },
};
/** Delay of a delayed event if the fault does not say how long. */
const USUAL_DELAY_MS = 500;
const TRIED_AGAIN = [429, 503, 504];

/** Outgoing webhooks: signed, with timeouts, retried once where Vonage does, and reported to the feed. */
export function createCallbacks({ cloud, faults, feed }: { cloud: Cloud; faults: Faults; feed: Feed }) {
  const requests = createWebhookRequests();
  let open = true;

  async function deliver(sending: Sending): Promise<Delivery> {
    const prepared = prepare(sending);
    if (!prepared) return { ok: false, reason: 'Invalid URL.' };
    const isUnsigned = faults.takeUnsignedFault(sending.door, sending.application.id) !== null;
    for (const attempt of [1, 2]) {
      const begun = performance.now();
      const unsigned = isUnsigned && attempt === 1;
      const outcome = await requests.send(unsigned ? withoutSignature(prepared) : prepared);
      tell(sending, prepared, outcome, attempt, performance.now() - begun);
      if (outcome.kind === 'reply' && outcome.status >= 200 && outcome.status <= 205) {
        return { ok: true, contentType: outcome.contentType, text: outcome.text };
      }
      const again =
        outcome.kind === 'trouble'
          ? outcome.again
          : TRIED_AGAIN.includes(outcome.status) || (unsigned && outcome.status >= 500);
      if (attempt === 2 || !again || !open) {
        return { ok: false, reason: outcome.kind === 'trouble' ? outcome.reason : `HTTP status ${outcome.status}.` };
      }
    }
    throw new Error('unreachable');
  }

  /** Both attempts send this request, with the same bytes and the same token; of an unsigned one only the second has it. */
  function prepare(sending: Sending) {
    if (!URL.canParse(sending.url)) return null;
    const url = new URL(sending.url);
    const asPost = sending.method === 'POST';
    if (!asPost) addToQuery(url, sending.body);
    const body = asPost ? Buffer.from(JSON.stringify(sending.body)) : undefined;
    const headers: Record<string, string> = { accept: '*/*', 'user-agent': 'Vonage/simulator' };
    if (body) headers['content-type'] = 'application/json';
    const voice = sending.application.capabilities.voice;
    if (voice?.signed_callbacks !== false) {
      const { apiKey, signatureSecret } = cloud.account;
      const payload = payloadOf(url, body);
      headers.authorization = `Bearer ${signWebhook({ payload, apiKey, signatureSecret, applicationId: sending.application.id })}`;
    }
    const settings = voice?.webhooks?.[sending.timeouts];
    const limits = DEFAULT_TIMEOUTS[sending.timeouts];
    return {
      url,
      method: sending.method,
      headers,
      ...(body && { body }),
      connectTimeout: settings?.connect_timeout ?? limits.connect,
      socketTimeout: settings?.socket_timeout ?? limits.socket,
    };
  }

  function tell(sending: Sending, prepared: { url: URL }, outcome: Attempt, attempt: number, ms: number): void {
    feed.publish({
      type: 'webhook',
      door: sending.door,
      method: sending.method,
      url: prepared.url.href,
      status: outcome.kind === 'reply' ? outcome.status : null,
      request: sending.body,
      reply: outcome.kind === 'reply' ? readable(outcome.text) : outcome.reason,
      attempt,
      ms: Math.round(ms),
      ...sending.about,
    });
  }

  return {
    deliver,

    /** An event that expects no reply: sent without waiting, so two of them may arrive in either order. */
    notify(sending: Omit<Sending, 'timeouts'>): void {
      if (!open) return;
      const post = () => void deliver({ ...sending, timeouts: 'event_url' });
      const fault = faults.takeEventFault(statusOf(sending.body), sending.application.id);
      if (fault?.events === 'drop') return;
      if (fault?.events === 'delay') return void setTimeout(post, fault.delay_ms ?? USUAL_DELAY_MS).unref();
      post();
      if (fault?.events === 'double') post();
    },

    close(): void {
      open = false;
      requests.close();
    },
  };
}

function withoutSignature<T extends { headers: Record<string, string> }>(prepared: T): T {
  const { authorization: _, ...headers } = prepared.headers;
  return { ...prepared, headers };
}

export type Callbacks = ReturnType<typeof createCallbacks>;

/** Nested objects become JSON strings, undefined values are omitted (Vonage: webhooks §3). */
function addToQuery(url: URL, body: object): void {
  for (const [name, value] of Object.entries(body)) {
    if (value === null || value === undefined) continue;
    url.searchParams.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
}

/** How a fault names an event: by its status, or by its type for a transfer. */
function statusOf(body: object): string | undefined {
  const { status, type } = body as { status?: unknown; type?: unknown };
  return [status, type].find((one) => typeof one === 'string') as string | undefined;
}

function readable(text: string): unknown {
  try {
    return parseForeignJson(text);
  } catch {
    return text;
  }
}
