import type { CallEvent } from './timeline';

/** What Vonage could not do in a call, by an error or fallback webhook. */
export interface CallProblem {
  id: string;
  /** ISO 8601. */
  at: string;
  /** Part of a language key; null for a reason that we do not know. */
  known: 'limit' | 'ncco' | 'webhook' | null;
  /** Vonage's own words. */
  reason: string;
}

/** Vonage's words are not documented, except for an NCCO that it cannot read. */
const KNOWN: [NonNullable<CallProblem['known']>, RegExp][] = [
  ['limit', /rate.?limit|too many|throttl|per second|\b429\b|capacity/i],
  ['ncco', /ncco/i],
];

/** @returns the problems that Vonage reported, each once, in order of time */
export function problemsOf(events: CallEvent[]): CallProblem[] {
  const problems = events.flatMap(({ id, kind, timestamp, receivedAt, body }): CallProblem[] => {
    const { reason } = (body ?? {}) as { reason?: unknown };
    if ((kind !== 'error' && kind !== 'fallback') || typeof reason !== 'string' || reason === '') return [];
    const [known = kind === 'fallback' ? ('webhook' as const) : null] =
      KNOWN.find(([, words]) => words.test(reason)) ?? [];
    return [{ id, at: timestamp ?? receivedAt, known, reason }];
  });
  const inOrder = problems.sort((left, right) => Date.parse(left.at) - Date.parse(right.at));
  return inOrder.filter(({ reason }, index) => inOrder.findIndex((one) => one.reason === reason) === index);
}
