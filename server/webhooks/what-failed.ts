import { type Body, isBody, saysEvent, textOf } from '../calls/events/classify-event.js';

/** Which request failed before Vonage called the fallback URL. */
export type Failed = 'answer' | 'event' | { menu: Record<string, string> };

/**
 * Finds out what failed. Only a failed answer may get the whole call flow as its reply: otherwise the flow would
 * restart and fail again, endlessly (Vonage: webhooks §2).
 * @param endpointOf the name of our endpoint with this URL; null for any other URL
 */
export function whatFailed(body: Body, endpointOf: (url: URL) => string | null): Failed {
  const original = isBody(body.original_request) ? body.original_request : {};
  const text = textOf(original, 'url', LONGEST_URL) ?? '';
  const url = URL.canParse(text) ? new URL(text) : null;
  const endpoint = url && endpointOf(url);
  if (saysEvent(body)) return url && endpoint === 'dtmf' ? { menu: Object.fromEntries(url.searchParams) } : 'event';
  return original.type === 'event' && endpoint !== 'answer' ? 'event' : 'answer';
}

const LONGEST_URL = 2000;
