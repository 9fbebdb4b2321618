import { type Body, isBody, saysEvent, textOf } from '../calls/events/classify-event.js';

/** What Vonage could not get and now asks the fallback address for. */
export type Failed = 'answer' | 'event' | { menu: Record<string, string> };

/**
 * Says what failed. Only a failed answer may be answered with the whole call flow: to answer anything else with it would
 * begin the flow again, and what failed would fail again, without end (Vonage: webhooks §2).
 * @param doorOf the name of our own endpoint at this address; null for a foreign one
 */
export function whatFailed(body: Body, doorOf: (url: URL) => string | null): Failed {
  const original = isBody(body.original_request) ? body.original_request : {};
  const text = textOf(original, 'url', LONGEST_URL) ?? '';
  const url = URL.canParse(text) ? new URL(text) : null;
  const door = url && doorOf(url);
  if (saysEvent(body)) return url && door === 'dtmf' ? { menu: Object.fromEntries(url.searchParams) } : 'event';
  return original.type === 'event' && door !== 'answer' ? 'event' : 'answer';
}

const LONGEST_URL = 2000;
