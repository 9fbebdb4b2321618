import { readPhoneNumber } from '../../shared/phone-number.js';

/** What is known of a call when its NCCO is asked for; all but `agent` as it came, not yet trusted. */
export interface CallFacts {
  /** The number that was called, or what an agent's app asked to call. */
  to?: unknown;
  /** The caller's number; no placeholder stands for it. */
  from?: unknown;
  /** The user who places the call; missing for a call from outside. */
  agent?: string | undefined;
  /** An object, or in a GET its JSON. */
  customData?: unknown;
}

/**
 * Reads the facts from a webhook. This is where it is decided whether a call is an agent's: `from_user` is sent for
 * users of the Client SDK only (Vonage: webhooks §1, real-cloud row 22).
 */
export function readCallFacts(body: Record<string, unknown>): CallFacts {
  const { to, from, from_user: user, custom_data: customData } = body;
  return { to, from, agent: typeof user === 'string' && user !== '' ? user : undefined, customData };
}

/** A phone number as E.164 digits, in whichever spelling it came (a `+` in a GET arrives as a space); null when it is none. */
export function phoneDigits(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return readPhoneNumber(String(value)) ?? null;
}

/** The called number as Vonage writes it, even where it looks like no phone number: it was called. */
export function calledNumber({ to }: CallFacts): string | null {
  return typeof to === 'string' && /^\d{7,15}$/.test(to) ? to : phoneDigits(to);
}
