import { REGIONS } from '../../../shared/regions.js';
import type { Capabilities, VoiceCapability, Webhook } from '../account/cloud.js';
import { given, type Input } from '../http/input.js';

const EITHER = ['GET', 'POST'] as const;
const POST_ONLY = ['POST'] as const;
/** Stored as given. */
const OTHERS = ['verify', 'meetings', 'network_apis', 'video'];
/** Milliseconds (Vonage: http-api §1). */
const CONNECT = { min: 300, max: 1000 };
/** How long legs are kept. */
const DAYS = { min: 1, max: 31 };
const SOCKET = { min: 1000, max: 5000 };
const EVENT_SOCKET = { min: 1000, max: 10_000 };

/**
 * Reads all capabilities: invalid ones are refused, omitted values get Vonage's defaults. Older names are accepted too:
 * `connection_timeout`, `conversation_ttl`; `leg_persistence_time` stays under `rtc` if it was put there.
 */
export function readCapabilities(body: Input): Capabilities {
  const all = body.inside('capabilities');
  const [voice, rtc, messages] = [all.inside('voice'), all.inside('rtc'), all.inside('messages')];
  const others = OTHERS.flatMap((name) => (all.object(name) ? [[name, all.object(name)] as const] : []));
  return {
    ...Object.fromEntries(others),
    ...(all.has('voice') && { voice: readVoice(voice) }),
    ...(all.has('rtc') && { rtc: readRtc(rtc) }),
    ...(all.has('messages') && { messages: readMessages(messages) }),
    ...(all.has('vbc') && { vbc: {} }),
  };
}

function readVoice(voice: Input): VoiceCapability {
  const urls = voice.inside('webhooks');
  const webhook = (name: string, socket: typeof SOCKET, method: 'GET' | 'POST') =>
    readWebhook(urls, name, { method, allowed: EITHER, socket });
  return given({
    webhooks: given({
      answer_url: webhook('answer_url', SOCKET, 'GET'),
      fallback_answer_url: webhook('fallback_answer_url', SOCKET, 'GET') ?? {
        address: '',
        http_method: 'GET' as const,
      },
      event_url: webhook('event_url', EVENT_SOCKET, 'POST'),
    }),
    signed_callbacks: voice.flag('signed_callbacks') ?? true,
    conversations_ttl:
      voice.integer('conversations_ttl', { min: 1, max: 9000 }) ??
      voice.integer('conversation_ttl', { min: 1, max: 9000 }) ??
      48,
    leg_persistence_time: voice.integer('leg_persistence_time', DAYS) ?? 2,
    payment_enabled: voice.flag('payment_enabled'),
    payments: voice.object('payments'),
    region: voice.oneOf('region', REGIONS),
  });
}

function readRtc(rtc: Input): NonNullable<Capabilities['rtc']> {
  const event_url = readWebhook(rtc.inside('webhooks'), 'event_url', { method: 'POST', allowed: EITHER });
  return given({
    webhooks: given({ event_url }),
    signed_callbacks: rtc.flag('signed_callbacks') ?? true,
    leg_persistence_time: rtc.integer('leg_persistence_time', DAYS),
  });
}

function readMessages(messages: Input): Record<string, unknown> {
  const urls = messages.inside('webhooks');
  const rule = { method: 'POST', allowed: POST_ONLY } as const;
  return given({
    webhooks: given({
      inbound_url: readWebhook(urls, 'inbound_url', rule),
      status_url: readWebhook(urls, 'status_url', rule),
    }),
    version: messages.text('version') ?? 'v1',
    authenticate_inbound_media: messages.flag('authenticate_inbound_media'),
  });
}

function readWebhook(
  urls: Input,
  name: string,
  rule: { method: 'GET' | 'POST'; allowed: readonly ('GET' | 'POST')[]; socket?: typeof SOCKET },
): Webhook | undefined {
  const url = urls.inside(name);
  if (!urls.has(name)) return undefined;
  const limits = rule.socket && {
    connect_timeout: url.integer('connect_timeout', CONNECT) ?? url.integer('connection_timeout', CONNECT),
    socket_timeout: url.integer('socket_timeout', rule.socket),
  };
  return given({
    address: url.address('address', { empty: true }) ?? '',
    http_method: url.oneOf('http_method', rule.allowed) ?? rule.method,
    ...limits,
  });
}
