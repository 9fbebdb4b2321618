export const EVENT_KINDS = [
  'answer',
  'status',
  'input',
  'record',
  'transcription',
  'transfer',
  'notify',
  'payment',
  'playback',
  'error',
  'fallback',
  'unknown',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** A webhook's body: Vonage's words, but nobody has checked them. */
export type Body = Record<string, unknown>;

/** Properties of events that answer webhooks never have (Vonage: webhooks §1 and §3). */
const OF_EVENTS = ['status', 'dtmf', 'speech', 'payload', 'recording_url', 'transcription_url', 'conversation_uuid_to'];

const has = (body: Body, name: string) => body[name] !== undefined && body[name] !== null;

/** Whether this is an event (or was one before it failed), not a request for an NCCO. */
export const saysEvent = (body: Body): boolean => OF_EVENTS.some((name) => has(body, name));

/**
 * Says what an event is by its structure, since `type` is missing from most (Vonage: webhooks §3.7). What only one kind
 * says comes first: by GET, whoever asked for a recording or a notification may have put more into its address.
 * An unknown structure is `unknown`: it is stored and answered with 200 like any other.
 */
export function classifyEvent(body: Body): EventKind {
  const says = (name: string) => has(body, name);
  if (says('recording_url')) return 'record';
  if (says('transcription_url') || body.status === 'transcribed') return 'transcription';
  if (says('payload')) return 'notify';
  if (body.type === 'talk' || body.type === 'stream') return 'playback';
  if (body.type === 'payment') return 'payment';
  if (says('reason') && says('original_request')) return 'fallback';
  if (says('reason') && !says('status')) return 'error';
  if (says('dtmf') || says('speech')) return 'input';
  if (says('conversation_uuid_to') || body.type === 'transfer') return 'transfer';
  return textOf(body, 'status') !== null ? 'status' : 'unknown';
}

/** Longer than any id, number or address that Vonage sends; longer values are ignored. */
const TEXT_LIMIT = 200;

/** A text (or number) of the body that is not too long, or null. */
export function textOf(body: Body, name: string, limit = TEXT_LIMIT): string | null {
  const value = body[name];
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.length > 0 && value.length <= limit ? value : null;
}

/** The leg that a webhook speaks of; machine detection says `call_uuid` where the others say `uuid` (Vonage: webhooks §3.1). */
export function legOf(body: Body): string | null {
  return textOf(body, 'uuid') ?? textOf(body, 'call_uuid');
}

/** The conversation that it speaks of; of a transfer the one that was left. */
export function conversationOf(body: Body): string | null {
  return textOf(body, 'conversation_uuid') ?? textOf(body, 'conversation_uuid_from');
}

/** Vonage's timestamp as ISO 8601 UTC with milliseconds, or null where there is none that makes sense. */
export function timestampOf(body: Body, name = 'timestamp'): string | null {
  const text = textOf(body, name);
  if (!text || !/^\d{4}-\d\d-\d\d/.test(text)) return null;
  // The API's list of calls also writes "2024-04-19 01:34:18", which is UTC (Vonage: http-api §4.2).
  const time = new Date(/^\S+ \S+$/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The keys that a caller pressed, empty for none: the new form and the old (Vonage: webhooks §3.3). */
export function digitsOf(body: Body): string {
  return (isBody(body.dtmf) ? textOf(body.dtmf, 'digits') : textOf(body, 'dtmf')) ?? '';
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
