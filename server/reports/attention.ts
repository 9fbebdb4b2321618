import { meaningOf, type Part } from './figures.js';

export const ATTENTION_KINDS = ['NOBODY_SIGNED_IN', 'ALL_BUSY', 'LOST_IN_TRANSFER', 'COUNTRY_BLOCKED'] as const;

/** Something that happened to callers or agents and that an office can do something about. */
export interface Attention {
  kind: (typeof ATTENTION_KINDS)[number];
  calls: number;
  /** Null where it does not matter when it happened. */
  from: Date | null;
  until: Date | null;
  /** ISO 3166 alpha-2; null but for `COUNTRY_BLOCKED`. */
  country: string | null;
}

/** The calls of an hour, or of a day in a longer period. */
export interface PartsOfHour {
  from: Date;
  until: Date;
  parts: readonly Part[];
}

const REASONS = ['NOBODY_SIGNED_IN', 'ALL_BUSY'] as const;
const MOST = 10;

/** What needs attention, the worst first: callers whom nobody could answer, then those lost, then blocked countries. */
export function attentionOf(hours: readonly PartsOfHour[]): Attention[] {
  const missed = REASONS.flatMap((reason) =>
    inSpans(reason, hours, (part) => part.reason === reason && meaningOf(part) === 'missed'),
  );
  const lost = inSpans('LOST_IN_TRANSFER', hours, ({ outcome }) => outcome === 'LOST_IN_TRANSFER');
  return [...missed, ...lost, ...blockedCountries(hours)].slice(0, MOST);
}

/** Hours that follow each other are one span. */
function inSpans(
  kind: Attention['kind'],
  hours: readonly PartsOfHour[],
  isMeant: (part: Part) => boolean,
): Attention[] {
  const spans: (Attention & { until: Date })[] = [];
  for (const { from, until, parts } of hours) {
    const calls = parts.filter(isMeant).reduce((sum, part) => sum + part.calls, 0);
    if (calls === 0) continue;
    const last = spans.at(-1);
    if (last?.until.getTime() === from.getTime()) Object.assign(last, { until, calls: last.calls + calls });
    else spans.push({ kind, calls, from, until, country: null });
  }
  return spans;
}

function blockedCountries(hours: readonly PartsOfHour[]): Attention[] {
  const counts = new Map<string, number>();
  for (const { country, calls } of hours.flatMap(({ parts }) => parts)) {
    if (country !== '' && calls > 0) counts.set(country, (counts.get(country) ?? 0) + calls);
  }
  return [...counts]
    .sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))
    .map(([country, calls]) => ({ kind: 'COUNTRY_BLOCKED', calls, from: null, until: null, country }));
}
