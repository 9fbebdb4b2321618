import phoneFormats from '../../generated/phone-formats.json';

/** International formats of a calling code's numbers, and the countries that share it. */
interface Plan {
  /** ISO 3166 alpha-2; missing for codes that belong to no country. */
  of?: string;
  /** `[digits, groups, beginning]`: the first whose digits and beginning fit. */
  formats: [digits: string, groups: string, beginning: string][];
  others: [country: string, looks: string][];
}

const plans = phoneFormats as unknown as Partial<Record<string, Plan>>;

function planOf(digits: string): { code: string; national: string; plan: Plan } | undefined {
  if (!/^\d{7,15}$/.test(digits)) return undefined;
  for (const length of [1, 2, 3]) {
    const code = digits.slice(0, length);
    const plan = plans[code];
    if (plan) return { code, national: digits.slice(length), plan };
  }
  return undefined;
}

const regExps = new Map<string, RegExp>();

/** Creating one costs more than using it, and each row of a list tries a dozen. */
function regExp(pattern: string): RegExp {
  const made = regExps.get(pattern) ?? new RegExp(pattern);
  regExps.set(pattern, made);
  return made;
}

/**
 * @param digits E.164 without `+`, as Vonage writes numbers
 * @returns `+44 7700 900123`; other text is returned unchanged
 */
export function formatPhone(digits: string | null | undefined): string {
  const found = planOf(digits ?? '');
  if (!found) return digits ?? '';
  const { code, national, plan } = found;
  const format = plan.formats.find(([pattern, , beginning]) => {
    return regExp(`^(?:${pattern})$`).test(national) && regExp(`^(?:${beginning})`).test(national);
  });
  return `+${code} ${format ? national.replace(regExp(`^(?:${format[0]})$`), format[1]) : national}`;
}

/** @param digits E.164 without `+` @returns its country (ISO 3166 alpha-2), or undefined if it has none */
export function countryOfPhone(digits: string): string | undefined {
  const found = planOf(digits);
  const other = found?.plan.others.find(([, looks]) => regExp(`^(?:${looks})`).test(found.national));
  return other?.[0] ?? found?.plan.of;
}

/** Every country with phone numbers: ISO 3166 alpha-2. */
export const phoneCountries = (): string[] => [
  ...new Set(
    Object.values(plans).flatMap((plan) => [plan?.of ?? [], ...(plan?.others ?? []).map(([other]) => other)].flat()),
  ),
];

/** @param country ISO 3166 alpha-2. @returns its name in the reader's language. */
export function countryName(country: string, language: string): string {
  return regionNames(language).of(country) ?? country;
}

/** @returns the time of day to the second, in the reader's zone. */
export function formatClock(iso: string, language: string): string {
  return dateFormat(language, { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(new Date(iso));
}

/** @returns the time of day to the minute, in the reader's zone. */
export function formatTime(iso: string, language: string): string {
  return dateFormat(language, { hour: 'numeric', minute: '2-digit' }).format(new Date(iso));
}

/** @returns day and month, in the reader's zone. */
export function formatDay(iso: string, language: string): string {
  return dateFormat(language, { month: 'short', day: 'numeric' }).format(new Date(iso));
}

/** @returns day and time to the minute, in the reader's zone. */
export function formatMoment(iso: string, language: string): string {
  return dateFormat(language, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(iso));
}

/** @returns the hour of the day in a time zone: `9 AM`, `9時` */
export function formatHour(at: Date, language: string, timeZone: string): string {
  return dateFormat(language, { hour: 'numeric', timeZone }).format(at);
}

/** @returns weekday and day in a time zone: `Fri, Nov 27` */
export function formatWeekday(at: Date, language: string, timeZone: string): string {
  return dateFormat(language, { weekday: 'short', month: 'short', day: 'numeric', timeZone }).format(at);
}

/** @returns from when to when in a time zone, in hours or in days: `8 – 10 AM`, `Nov 21 – 27` */
export function formatSpan(
  from: Date,
  until: Date,
  language: string,
  timeZone: string,
  parts: 'hours' | 'days',
): string {
  const options = { hours: { hour: 'numeric' }, days: { month: 'short', day: 'numeric' } } as const;
  return dateFormat(language, { ...options[parts], timeZone }).formatRange(from, until);
}

/** @returns a share of 1: `91%` */
export function formatShare(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share);
}

/** @returns the instant to the millisecond, with the reader's offset: `2026-11-22 21:04:05.120 +09:00`. */
export function formatExact(iso: string): string {
  const date = new Date(iso);
  const offset = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + offset * 60_000).toISOString();
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${pad(Math.abs(offset) / 60)}:${pad(Math.abs(offset) % 60)}`;
  return `${local.slice(0, 10)} ${local.slice(11, 23)} ${zone}`;
}

/** @param seconds may have a fraction. @returns `0:42`, `3:15`, `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** @param amount in EUR, as number or as Vonage's decimal text. */
export function formatEuro(amount: number | string, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  }).format(Number(amount));
}

/** Creating one costs more than a hundred uses, and a list needs several in each row. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(language, options);
  dateFormats.set(key, format);
  return format;
}

const regions = new Map<string, Intl.DisplayNames>();

function regionNames(language: string): Intl.DisplayNames {
  const names = regions.get(language) ?? new Intl.DisplayNames(language, { type: 'region' });
  regions.set(language, names);
  return names;
}
