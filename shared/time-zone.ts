/** Days and hours of a time zone, for the server and the web app. */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks everywhere differ from UTC by a multiple of it, so every day begins at a multiple of it. */
export const QUARTER_MS = HOUR_MS / 4;

let known: Set<string> | undefined;
function names(): Set<string> {
  known ??= new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
  return known;
}

/** @returns the IANA names of all time zones, in alphabetical order */
export const timeZones = (): string[] => [...names()].sort();

/**
 * Reads the IANA name of a time zone. Other spellings of a known zone, such as `asia/kolkata`, give its usual name.
 * @returns undefined if there is no such zone
 */
export function readTimeZone(typed: string): string | undefined {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: typed.trim() }).resolvedOptions();
    // A distance from UTC, such as `+09:00`, is accepted there and says nothing of summer time.
    return names().has(timeZone) ? timeZone : undefined;
  } catch {
    return undefined;
  }
}

/** Creating one costs more than a hundred uses. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const number = 'numeric';
    const parts = { year: number, month: number, day: number, hour: number, minute: number, second: number } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
    formats.set(zone, format);
  }
  return format;
}

/** @returns milliseconds by which the zone's clocks are ahead of UTC at an instant */
export function offsetAt(at: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

/** @returns the day that it is in the zone at an instant: `2026-11-27` */
export function dayAt(at: Date, zone: string): string {
  return new Date(at.getTime() + offsetAt(at, zone)).toISOString().slice(0, 10);
}

/** @param days may be negative. @returns the day so many days later */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** @returns the first instant of a day in the zone: not always midnight, which summer time may skip */
export function startOfDay(day: string, zone: string): Date {
  const atUtc = Date.parse(`${day}T00:00:00Z`) / QUARTER_MS;
  // In quarter hours: the first is before the day in every zone, the last is in it or after it.
  let before = atUtc - 15 * 4;
  let within = atUtc + 15 * 4;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayAt(new Date(middle * QUARTER_MS), zone) < day) before = middle;
    else within = middle;
  }
  return new Date(within * QUARTER_MS);
}

/** @param days may be negative. @returns when the zone's clocks show the same time, so many days later */
export function sameTimeAfter(at: Date, days: number, zone: string): Date {
  const later = at.getTime() + days * DAY_MS;
  return new Date(later + offsetAt(at, zone) - offsetAt(new Date(later), zone));
}

/**
 * Splits a period at the full hours of the zone's clocks. Where summer time ends, an hour comes twice.
 * @returns where each part begins; the first one is `from`
 */
export function hoursBetween(from: Date, until: Date, zone: string): Date[] {
  return partsBetween(from, until, (at) => {
    const local = at.getTime() + offsetAt(at, zone);
    return new Date(at.getTime() + HOUR_MS - (local % HOUR_MS));
  });
}

/** Splits a period at the beginnings of days in the zone. @returns where each part begins; the first one is `from` */
export function daysBetween(from: Date, until: Date, zone: string): Date[] {
  return partsBetween(from, until, (at) => startOfDay(daysAfter(dayAt(at, zone), 1), zone));
}

function partsBetween(from: Date, until: Date, next: (at: Date) => Date): Date[] {
  const starts: Date[] = [];
  for (let at = from; at < until; ) {
    starts.push(at);
    const after = next(at);
    // At the end of all years there is no next one.
    if (!(after > at)) break;
    at = after;
  }
  return starts;
}
